"""What the list of people can be narrowed to: the departments and teams that there are."""

from typing import NamedTuple
from uuid import UUID

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.ui.scripts import Choice


class Filters(NamedTuple):
    """The options of both selects, without the one that means all."""

    departments: list[Choice]
    teams: list[Choice]


async def filters(scope: Scope, wanted: staff.PeopleFilter) -> Filters:
    """All departments, and all teams below them; what is chosen also when it was deleted meanwhile."""
    departments = await staff.list_departments(scope)
    teams = await staff.list_teams(scope)
    return Filters(
        _with_chosen([_choice(each) for each in departments], wanted.department, t("Deleted department")),
        _with_chosen(_below(departments, teams), wanted.team, t("Deleted team")),
    )


def _below(departments: list[staff.Department], teams: list[staff.Team]) -> list[Choice]:
    """Teams of one name are told apart by their department."""
    members: dict[UUID, list[Choice]] = {department.uuid: [] for department in departments}
    names = {department.uuid: department.name for department in departments}
    for team in teams:
        if team.department_uuid in members:
            members[team.department_uuid].append(
                Choice(value=str(team.uuid), label=team.name, group=names[team.department_uuid])
            )
    return [choice for group in members.values() for choice in group]


def _choice(department: staff.Department) -> Choice:
    return Choice(value=str(department.uuid), label=department.name)


def _with_chosen(choices: list[Choice], chosen: UUID | None, label: str) -> list[Choice]:
    known = chosen is None or any(choice["value"] == str(chosen) for choice in choices)
    return choices if known else [*choices, Choice(value=str(chosen), label=label)]
