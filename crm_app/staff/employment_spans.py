"""The spans of one person: in order, held, and mirrored on the person."""

from datetime import date, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, update
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from crm_app.core.clock import now
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.staff import named_rows
from crm_app.staff.employment_forms import EmploymentForm
from crm_app.staff.holding import require_known_person
from crm_app.staff.models import Department, Employment, Person, Team

MIRRORED = (
    "employment_type",
    "job_title",
    "primary_department_uuid",
    "employment_start_date",
    "employment_end_date",
    "work_location",
)


class EmploymentRow(NamedTuple):
    """A span as screens show it. `department` and `team` are names; without an end it is the current one."""

    uuid: UUID
    staff_person_uuid: UUID
    employment_type: str | None
    job_title: str | None
    primary_department_uuid: UUID | None
    department: str | None
    primary_team_uuid: UUID | None
    team: str | None
    employment_start_date: date | None
    employment_end_date: date | None
    work_location: str | None
    notes: str | None
    updated_at: datetime


def rows_of(person_uuid: UUID | str) -> Select[Any]:
    """The person's spans in order, in the order of `EmploymentRow`'s fields."""
    columns: list[Any] = [
        col(Employment.uuid),
        col(Employment.staff_person_uuid),
        col(Employment.employment_type),
        col(Employment.job_title),
        col(Employment.primary_department_uuid),
        col(Department.name),
        col(Employment.primary_team_uuid),
        col(Team.name),
        col(Employment.employment_start_date),
        col(Employment.employment_end_date),
        col(Employment.work_location),
        col(Employment.notes),
        col(Employment.updated_at),
    ]
    query = cast(Select[Any], sa_select(*columns)).select_from(Employment)
    query = query.outerjoin(Department, col(Department.uuid) == col(Employment.primary_department_uuid))
    query = query.outerjoin(Team, col(Team.uuid) == col(Employment.primary_team_uuid))
    return query.where(_of(person_uuid)).order_by(*_in_order())


async def hold_places(scope: Scope, person_uuid: UUID | str, wanted: EmploymentForm) -> list[str]:
    """Holds the departments and the team that this person's employment may refer to afterwards.

    Answers the fields of `wanted` that name one that does not exist. Call it before the person is locked:
    a department that is deleted locks in the same order.
    """
    of_spans = sa_select(col(Employment.primary_department_uuid)).where(_of(person_uuid))
    department = uuid_of(wanted.primary_department_uuid)
    here = or_(col(Department.uuid) == department, col(Department.uuid).in_(of_spans))
    query = select(Department.uuid).where(here).order_by(col(Department.uuid))
    held = await scope.session.exec(query.with_for_update(read=True, key_share=True))
    missing = ["primary_department_uuid"] * (department is not None and department not in held.all())
    if wanted.primary_team_uuid and not await named_rows.hold(scope, Team, wanted.primary_team_uuid):
        missing.append("primary_team_uuid")
    return missing


async def hold_person(scope: Scope, person_uuid: UUID) -> None:
    """Keeps others from writing this person, live or trashed, and their spans. `NotFound`."""
    query = select(Person.uuid).where(col(Person.uuid) == person_uuid).with_for_update(key_share=True)
    if (await scope.session.exec(query)).first() is None:
        raise NotFound()


async def open_span(scope: Scope, person_uuid: UUID) -> Employment | None:
    """The person's current span, if it is open."""
    query = select(Employment).where(_of(person_uuid), col(Employment.employment_end_date).is_(None))
    return (await scope.session.exec(query.execution_options(populate_existing=True))).first()


async def sync_current(scope: Scope, person_uuid: UUID | str) -> None:
    """Writes on the person what their current span says: the open one, else the latest; none says nothing.

    Every change of a span does this itself. `NotFound`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    await require_known_person(scope, person_uuid)
    query = select(Employment).where(_of(person_uuid)).order_by(*_in_order()).limit(1)
    current = (await scope.session.exec(query.execution_options(populate_existing=True))).first()
    values = {name: getattr(current, name, None) for name in MIRRORED}
    differs = or_(*(col(getattr(Person, name)).is_distinct_from(value) for name, value in values.items()))
    mirrored = update(Person).where(col(Person.uuid) == uuid_of(person_uuid), differs)
    await scope.session.execute(mirrored.values(**values, updated_at=now()))


def _of(person_uuid: UUID | str) -> ColumnElement[bool]:
    return col(Employment.staff_person_uuid) == uuid_of(person_uuid)


def _in_order() -> tuple[Any, ...]:
    """The open span first, then the latest start; those without one last."""
    return (
        col(Employment.employment_end_date).is_(None).desc(),
        col(Employment.employment_start_date).desc().nulls_last(),
        col(Employment.inserted_at).desc(),
        col(Employment.uuid).desc(),
    )
