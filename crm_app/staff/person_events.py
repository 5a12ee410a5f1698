"""The audit trail of one person, with what happened to their teams and skills."""

from uuid import UUID

from crm_app import activity
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope


async def person_events(scope: Scope, uuid: UUID | str, page: int = 1) -> activity.EventPage:
    """What happened to this person, newest first, 20 to a page; `NotFound` for what is no uuid.

    Needs `staff.view`.
    """
    scope.require("staff.view")
    key = uuid_of(uuid)
    if key is None:
        raise NotFound()
    return await activity.list_events(scope, ("staff_person", key), page, person_uuid=key)
