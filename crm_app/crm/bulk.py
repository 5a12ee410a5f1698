"""Many contacts or companies at once: one guarded statement decides for all of them from the current rows.

Whoever is in the other state already is passed over. What was moved is answered, so that undoing it brings
back just that. Each record has an entry of its own in the audit trail, as if it had been moved alone.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam, update
from sqlmodel import col

from crm_app.core.clock import now
from crm_app.core.errors import ValidationFailed
from crm_app.core.scope import Scope
from crm_app.core.soft_trash import TRASHED, into_trash, out_of_trash
from crm_app.core.texts import t
from crm_app.crm import interactions, records, rosters, topics
from crm_app.crm.topics import Resource

FORM_STATUSES = ("active", "inactive")


async def bulk_trash(scope: Scope, resource: Resource, uuids: Collection[UUID]) -> list[UUID]:
    """All of these that are live go to the trash; which. Needs `crm.delete`."""
    scope.require("crm.delete")
    model: Any = records.MODELS[resource]
    moved = await _change(scope, resource, uuids, col(model.status) != TRASHED, into_trash(model))
    await _tell(scope, resource, moved, "trashed", topics.MEMBER_LEFT)
    return moved


async def bulk_restore(scope: Scope, resource: Resource, uuids: Collection[UUID]) -> list[UUID]:
    """All of these that are in the trash come back with the status they had; which. Needs `crm.delete`."""
    scope.require("crm.delete")
    model: Any = records.MODELS[resource]
    back = await _change(scope, resource, uuids, col(model.status) == TRASHED, out_of_trash(model))
    await _tell(scope, resource, back, "restored", topics.MEMBER_JOINED)
    return back


async def bulk_set_status(
    scope: Scope, resource: Resource, uuids: Collection[UUID], status: str
) -> list[UUID]:
    """All live ones of these are `active` or `inactive` from now on; which changed.

    `ValidationFailed` for another status. Needs `crm.edit`.
    """
    scope.require("crm.edit")
    if status not in FORM_STATUSES:
        raise ValidationFailed({"status": [t("Choose one of the statuses.")]})
    others = col(records.MODELS[resource].status).not_in((TRASHED, status))
    changed = await _change(scope, resource, uuids, others, {"status": status, "updated_at": now()})
    await _tell(scope, resource, changed, "updated", topics.MEMBER_CHANGED)
    return changed


async def _change(
    scope: Scope,
    resource: Resource,
    uuids: Collection[UUID],
    guard: ColumnElement[bool],
    values: dict[str, object],
) -> list[UUID]:
    """Past the ORM, which would look for the changed rows among those that it remembers."""
    model: Any = records.MODELS[resource]
    among = col(model.uuid) == any_(bindparam("uuids", type_=ARRAY(Uuid)))
    statement = update(model).where(among, guard).values(**values).returning(col(model.uuid))
    await scope.session.flush()
    found = await (await scope.session.connection()).execute(statement, {"uuids": list(uuids)})
    return list(found.scalars())


async def _tell(scope: Scope, resource: Resource, uuids: list[UUID], what: str, member: str) -> None:
    for uuid in uuids:
        records.tell(scope, resource, uuid, what)
    if uuids and what != "updated":
        await interactions.tell_timelines(scope, resource, *uuids)
    if resource == "contact":
        await rosters.tell_companies(scope, member, *uuids)
    else:
        await rosters.tell_contacts(scope, *uuids)
