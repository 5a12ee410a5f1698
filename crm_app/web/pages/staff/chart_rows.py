"""What the org chart is sent: counts, pages of people, hits of its search. Branches have names there.

`department:<uuid>`; groups, which hold people: `team:<uuid>`, `direct:<uuid>` (of a department, on no team),
`unassigned`. A page of a group is `<branch>#<number>`.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypedDict
from uuid import UUID

from crm_app import staff
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.web.ui.avatars import initials, tint

PAGE = 100
UNASSIGNED = "unassigned"
_NAME = re.compile(r"(?:(team|direct):([0-9a-f-]{36})|(unassigned))(?:#(\d{1,6}))?")


class Group(NamedTuple):
    """A branch that holds people, as the context knows it, and one of its pages."""

    kind: staff.Branch
    uuid: UUID | None
    page: int = 0


class TeamNode(TypedDict):
    """A team with how many are on it."""

    uuid: str
    name: str
    people: int


class DepartmentNode(TypedDict):
    """A department; `direct` are its people who are on no team."""

    uuid: str
    name: str
    people: int
    direct: int
    teams: list[TeamNode]


class Picture(TypedDict):
    """The chart without its people."""

    people: int
    unassigned: int
    departments: list[DepartmentNode]


class ChartPerson(TypedDict):
    """Somebody in the chart; texts are empty where there is nothing to show."""

    uuid: str
    name: str
    title: str
    email: str
    status: str
    image: str
    letters: str
    tint: str


class ChartPage(TypedDict):
    """The people of one page of a branch."""

    branch: str
    page: int
    rows: list[ChartPerson]


class Hit(TypedDict):
    """Something that was found: a department, a team, or a person in one of their places."""

    kind: str
    branch: str
    uuid: str
    name: str
    note: str
    letters: str
    tint: str
    image: str


def group_in(name: str) -> Group:
    """The group, with the page, that the browser names so; NotFound for anything else."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise NotFound()
    kind, uuid, unassigned, page = found.groups()
    known = parse_uuid(uuid)
    if known is None and not unassigned:
        raise NotFound()
    branch: staff.Branch = "unassigned" if unassigned else "team" if kind == "team" else "department"
    return Group(branch, known, int(page or 0))


def group_name(team: UUID | None, department: UUID | None) -> str:
    """The group in which somebody of this team, else of this department, stands."""
    if team is not None:
        return f"team:{team}"
    return UNASSIGNED if department is None else f"direct:{department}"


def picture_of(counts: staff.OrgCounts) -> Picture:
    """The counts as the browser takes them."""
    return Picture(
        people=counts.people,
        unassigned=counts.unassigned,
        departments=[_department(department) for department in counts.departments],
    )


def _department(row: staff.DepartmentCount) -> DepartmentNode:
    teams = [TeamNode(uuid=str(team.uuid), name=team.name, people=team.people) for team in row.teams]
    return DepartmentNode(
        uuid=str(row.uuid), name=row.name, people=row.people, direct=row.dept_only, teams=teams
    )


async def chart_pages(scope: Scope, names: Sequence[str]) -> list[ChartPage]:
    """The named pages with their pictures, which are looked up together. A branch that is gone is empty."""
    groups = [group_in(name) for name in names]
    people = [await _people(scope, group) for group in groups]
    images = await _images(scope, chain(*people))
    return [
        ChartPage(branch=name.split("#")[0], page=group.page, rows=[_person(row, images) for row in page])
        for name, group, page in zip(names, groups, people, strict=True)
    ]


async def _people(scope: Scope, group: Group) -> list[staff.OrgPerson]:
    try:
        found = await staff.org_children(scope, group.kind, group.uuid, limit=PAGE, offset=group.page * PAGE)
    except NotFound:
        return []
    return found.people


async def _images(scope: Scope, rows: Iterable[staff.OrgPerson | staff.OrgHit]) -> dict[UUID, str]:
    """The addresses of people's pictures by the uuid of the person."""
    owners = ((row.uuid if isinstance(row, staff.OrgPerson) else row.person_uuid, row) for row in rows)
    pictures = {uuid: picture for uuid, row in owners if uuid and (picture := parse_uuid(row.avatar_uuid))}
    addresses = await staff.media.avatar_urls(scope, pictures.values())
    return {person: addresses.get(picture, "") for person, picture in pictures.items()}


def _person(row: staff.OrgPerson, images: dict[UUID, str]) -> ChartPerson:
    return ChartPerson(
        uuid=str(row.uuid),
        name=row.name,
        title=row.job_title or "",
        email=row.email,
        status=row.status,
        image=images.get(row.uuid, ""),
        letters=initials(row.name),
        tint=tint(str(row.uuid)),
    )


async def chart_hits(scope: Scope, rows: Sequence[staff.OrgHit]) -> list[Hit]:
    """The hits with their pictures, which are looked up together."""
    images = await _images(scope, rows)
    return [_hit(row, images) for row in rows]


def _hit(row: staff.OrgHit, images: dict[UUID, str]) -> Hit:
    """What is said below its name is the title, and where it is."""
    person, team, department = row.person_uuid, row.team_uuid, row.department_uuid
    uuid = person or team or department
    branch = f"department:{department}" if row.kind == "department" else group_name(team, department)
    where = (row.job_title, row.team, row.department) if person else (row.department,) if team else ()
    return Hit(
        kind=row.kind,
        branch=branch,
        uuid=str(uuid),
        name=row.name,
        note=" · ".join(text for text in where if text),
        letters=initials(row.name),
        tint=tint(str(uuid)),
        image=images.get(person, "") if person else "",
    )
