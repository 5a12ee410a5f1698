"""What other contexts may remember of people on staff who took part in something of theirs."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlmodel import col, select

from crm_app.accounts import User
from crm_app.core.scope import Scope
from crm_app.staff.display import shown_name
from crm_app.staff.models import Person


async def facts_of_people(
    scope: Scope, uuids: Collection[UUID]
) -> Mapping[UUID | None, Mapping[str, str | None]]:
    """Name, job title and kind of employment of these people, in one query.

    Who is in the trash, or is no person on staff, is left out; all are for a caller without `staff.view`.
    """
    if not uuids or not scope.can("staff.view"):
        return {}
    these = (col(Person.uuid).in_(uuids), col(Person.status) != "trashed")
    query = select(Person.uuid, shown_name(), Person.job_title, Person.employment_type)
    rows = await scope.session.exec(query.join(User, col(User.uuid) == col(Person.user_uuid)).where(*these))
    return {
        uuid: {"name": name, "job_title": title, "employment_type": kind} for uuid, name, title, kind in rows
    }
