"""Spans of employment as the tab of a person shows them, and what the form of one offers."""

from typing import TypedDict

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.web.ui.scripts import Choice


class SpanItem(TypedDict):
    """One span. Texts are empty where there is nothing to show, `start` and `end` are days."""

    uuid: str
    href: str
    title: str
    kind: str
    current: bool
    start: str
    end: str
    department: str
    department_href: str
    team: str
    team_href: str
    location: str
    notes: str


def span_item(row: staff.EmploymentRow) -> SpanItem:
    """The row for the browser; `href` opens its form."""
    department, team = row.primary_department_uuid, row.primary_team_uuid
    start, end = row.employment_start_date, row.employment_end_date
    return SpanItem(
        uuid=str(row.uuid),
        href=f"/staff/people/{row.staff_person_uuid}?tab=employment&form={row.uuid}",
        title=row.job_title or "",
        kind=staff.employment_type_label(row.employment_type) or "",
        current=end is None,
        start=start.isoformat() if start else "",
        end=end.isoformat() if end else "",
        department=row.department or "",
        department_href=f"/staff/departments/{department}" if department else "",
        team=row.team or "",
        team_href=f"/staff/teams/{team}" if team else "",
        location=row.work_location or "",
        notes=row.notes or "",
    )


async def department_options(scope: Scope) -> list[Choice]:
    """All departments to choose from."""
    return [Choice(value=str(each.uuid), label=each.name) for each in await staff.list_departments(scope)]


async def team_options(scope: Scope) -> list[Choice]:
    """All teams to choose from, each with its department: two may be called alike."""
    teams = await staff.team_rows(scope)
    return [Choice(value=str(each.uuid), label=f"{each.name} · {each.department}") for each in teams]
