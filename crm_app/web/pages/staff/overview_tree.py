"""The organisation as the overview shows it: departments with numbers, people only of those that are open."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypedDict
from uuid import UUID

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.pages.staff.org_rows import beginning_of, people_in_words
from crm_app.web.pages.staff.org_words import DEPARTMENTS, TEAMS
from crm_app.web.pages.staff.people_chips import person_options, seen
from crm_app.web.ui.pickers import PersonOption

UNASSIGNED = "unassigned"
"""Stands for the people without a department and without a team, where else a department's uuid does."""

Chips = Mapping[UUID, list[PersonOption]]


class Branch(TypedDict):
    """A team with its first people; `more` says how many there are beside them, "" for none.

    Those of a department who are on no team are a branch without a `name`.
    """

    uuid: str
    href: str
    name: str
    count: int
    people: list[PersonOption]
    more: str


class DepartmentCard(TypedDict):
    """A department. Its branches are there while it is open."""

    uuid: str
    href: str
    name: str
    description: str
    teams: str
    people: str
    open: bool
    branches: list[Branch]


class Tree(NamedTuple):
    """All departments, and the first people who belong nowhere: no more of them than `most`."""

    cards: list[DepartmentCard]
    unassigned: list[PersonOption]


async def read_tree(scope: Scope, counts: staff.OrgCounts, opened: Collection[str], most: int) -> Tree:
    """The tree with the people of what is open. As many statements for many departments as for one."""
    branches = await staff.org_branches(scope, _opened(counts, opened))
    lost = await _unassigned(scope, most) if UNASSIGNED in opened and counts.unassigned else []
    chips = await person_options(scope, map(seen, [*lost, *_everybody(branches)]))
    known = {person["uuid"]: person for person in chips}
    drawn = {uuid: [known[str(person.uuid)] for person in people] for uuid, people in branches.items()}
    cards = [_card(each, str(each.uuid) in opened, drawn) for each in counts.departments]
    return Tree(cards, [known[str(person.uuid)] for person in lost])


def _opened(counts: staff.OrgCounts, opened: Collection[str]) -> list[UUID]:
    return [each.uuid for each in counts.departments if str(each.uuid) in opened]


async def _unassigned(scope: Scope, most: int) -> list[staff.OrgPerson]:
    return (await staff.org_children(scope, "unassigned", limit=most)).people


def _everybody(branches: Mapping[UUID, list[staff.OrgPerson]]) -> list[staff.OrgPerson]:
    return [person for people in branches.values() for person in people]


def _card(department: staff.DepartmentCount, is_open: bool, chips: Chips) -> DepartmentCard:
    return DepartmentCard(
        uuid=str(department.uuid),
        href=f"{DEPARTMENTS.path}/{department.uuid}",
        name=department.name,
        description=beginning_of(department.description or ""),
        teams=TEAMS.counted(len(department.teams)),
        people=people_in_words(department.people),
        open=is_open,
        branches=_branches(department, chips) if is_open else [],
    )


def _branches(department: staff.DepartmentCount, chips: Chips) -> list[Branch]:
    teams = [_branch(TEAMS.path, team.uuid, team.name, team.people, chips) for team in department.teams]
    if not department.dept_only:
        return teams
    return [*teams, _branch(DEPARTMENTS.path, department.uuid, "", department.dept_only, chips)]


def _branch(path: str, uuid: UUID, name: str, count: int, chips: Chips) -> Branch:
    people = chips.get(uuid, [])
    return Branch(
        uuid=str(uuid),
        href=f"{path}/{uuid}",
        name=name,
        count=count,
        people=people,
        more=more_than(count, people),
    )


def more_than(count: int, people: Sequence[PersonOption]) -> str:
    """How many there are beside those who are shown; "" for none."""
    left = count - len(people)
    return t("{count} more", count=f"{left:,}") if left > 0 else ""
