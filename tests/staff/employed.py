"""Spans of employment for the tests, and what is seen of them."""

from typing import Any

from crm_app import staff
from tests.factories import run
from tests.staff.organisation import person_now

MIRRORED = (
    "employment_type",
    "job_title",
    "primary_department_uuid",
    "employment_start_date",
    "employment_end_date",
    "work_location",
)


async def employed(
    person: staff.Person, start: str = "", end: str = "", **fields: object
) -> staff.Employment:
    """A span of the person, without a title unless `fields` has one."""
    dates = {"employment_start_date": start, "employment_end_date": end}
    return await run(staff.create_employment, person.uuid, {**dates, **fields})


async def history(person: staff.Person) -> list[tuple[str | None, str, str]]:
    """Title, start and end of each span in order."""
    return [
        (row.job_title, str(row.employment_start_date or ""), str(row.employment_end_date or ""))
        for row in await run(staff.list_employments, person.uuid)
    ]


async def mirrored(person: staff.Person) -> tuple[Any, ...]:
    """What the person's own row says of their employment."""
    row = await person_now(person.uuid)
    return tuple(getattr(row, name) for name in MIRRORED)
