"""Companies, as far as contacts need them: a name that is found or made."""

from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.core.searching import contains
from crm_app.core.sorting import sort_key
from crm_app.crm import records
from crm_app.crm.models import Company

SUGGESTIONS = 8


async def get_company(scope: Scope, uuid: UUID) -> Company | None:
    """The company, live or trashed; None when there is none. Needs `crm.view`."""
    scope.require("crm.view")
    found = await records.find(scope, "company", uuid)
    return found if isinstance(found, Company) else None


async def create_company(scope: Scope, name: str) -> Company:
    """A new company of that name, even where another has the same. Needs `crm.edit`."""
    scope.require("crm.edit")
    company = Company(name=name, sort_name=sort_key(name))
    scope.session.add(company)
    records.tell(scope, "company", company.uuid, "created")
    await scope.session.flush()
    return company


async def company_named(scope: Scope, name: str) -> Company:
    """The oldest live company of that name, whatever its capitals, or a new one.

    Two people who write the same new name at once get one company: the second waits for the first.
    """
    key = func.hashtextextended(func.lower(name), 0)
    await scope.session.execute(select(func.pg_advisory_xact_lock(key)))
    query = select(Company).where(func.lower(Company.name) == func.lower(name), Company.status != "trashed")
    found = (await scope.session.exec(query.order_by(col(Company.inserted_at)).limit(1))).first()
    return found or await create_company(scope, name)


async def suggest_companies(scope: Scope, search: str) -> list[str]:
    """Up to eight names of live companies that contain the text, in order. Needs `crm.view`."""
    scope.require("crm.view")
    query = select(col(Company.name)).where(
        Company.status != "trashed", contains(sort_key(search), Company.sort_name)
    )
    names = await scope.session.exec(query.distinct().order_by(col(Company.name)).limit(SUGGESTIONS))
    return list(names)
