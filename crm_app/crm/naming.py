"""What contacts and companies are called, many at once."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.crm.models import Company, Contact, Record


async def contact_names(scope: Scope, uuids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of the contacts that exist, trashed ones too, in one query. Needs `crm.view`."""
    return await _names(scope, Contact, uuids)


async def company_names(scope: Scope, uuids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of the companies that exist, trashed ones too, in one query. Needs `crm.view`."""
    return await _names(scope, Company, uuids)


async def _names(scope: Scope, model: type[Record], uuids: Collection[UUID]) -> dict[UUID, str]:
    scope.require("crm.view")
    query = select(model.uuid, model.name).where(col(model.uuid).in_(uuids))
    return dict((await scope.session.exec(query)).all())
