"""The audit trail of one contact or company."""

from uuid import UUID

from crm_app import activity
from crm_app.core.scope import Scope


async def contact_events(scope: Scope, uuid: UUID, page: int = 1) -> activity.EventPage:
    """What happened to this contact, newest first, 20 to a page. Needs `crm.view`."""
    scope.require("crm.view")
    return await activity.list_events(scope, ("crm_contact", uuid), page)


async def company_events(scope: Scope, uuid: UUID, page: int = 1) -> activity.EventPage:
    """What happened to this company, newest first, 20 to a page. Needs `crm.view`."""
    scope.require("crm.view")
    return await activity.list_events(scope, ("crm_company", uuid), page)
