"""Departments, teams and skills as rows of their lists. They are few: all are read, and arranged here."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any, TypedDict

from crm_app import staff
from crm_app.core.sorting import sort_key
from crm_app.core.texts import tn
from crm_app.web.pages.staff.org_addresses import BY_NAME, OrgAddress
from crm_app.web.pages.staff.org_words import DEPARTMENTS, SKILLS, TEAMS, Words

SEARCHED = ("name", "description", "department", "levels")
BEGINNING = 300
"""So much of a description a row shows at most; it may be 100,000 characters long."""


class OrgItem(TypedDict):
    """A row. Texts are empty where there is nothing to show; `version` changes with what is shown.

    `summary` says in one line what the columns show, for screens without columns.
    """

    uuid: str
    href: str
    name: str
    description: str
    department: str
    department_href: str
    levels: str
    teams: int
    people: int
    summary: str
    version: str


def department_item(row: staff.DepartmentRow) -> OrgItem:
    """A department with its numbers."""
    return _item(DEPARTMENTS, row, TEAMS.counted(row.teams), teams=row.teams)


def team_item(row: staff.TeamRow) -> OrgItem:
    """A team with its department and how many are on it."""
    return _item(
        TEAMS,
        row,
        row.department,
        department=row.department,
        department_href=f"{DEPARTMENTS.path}/{row.department_uuid}",
    )


def skill_item(row: staff.SkillRow) -> OrgItem:
    """A skill with its selectors and how many have it."""
    levels = levels_line(row.levels)
    return _item(SKILLS, row, levels, levels=levels)


def levels_line(levels: Sequence[dict[str, Any]]) -> str:
    """The selectors in one line: their names, or the levels of those without a name."""
    return " · ".join(
        group["name"] or ", ".join(option["name"] for option in group["options"]) for group in levels
    )


def arranged(items: Iterable[OrgItem], address: OrgAddress) -> list[OrgItem]:
    """The rows that the address asks for, in its order; equal ones by name."""
    column, downwards = address.sort.removeprefix("-"), address.sort.startswith("-")
    wanted = sort_key(address.search)
    found = [
        in_short(item) for item in items if any(wanted in sort_key(_text(item, field)) for field in SEARCHED)
    ]
    found.sort(key=lambda item: sort_key(item["name"]))
    if column == BY_NAME:
        return found[::-1] if downwards else found
    return sorted(found, key=lambda item: _place(item, column), reverse=downwards)


def in_short(item: OrgItem) -> OrgItem:
    """The row as it is sent: of a long description the beginning."""
    item["description"] = beginning_of(item["description"])
    return item


def beginning_of(text: str) -> str:
    """As much of a text as fits where it is only hinted at."""
    return text if len(text) <= BEGINNING else text[: BEGINNING - 1].rstrip() + "…"


def people_in_words(number: int) -> str:
    """A number of people."""
    return tn("{count} person", "{count} people", number)


def _item(words: Words, row: Any, summary: str, **values: Any) -> OrgItem:
    href, description = f"{words.path}/{row.uuid}", row.description or ""
    rest: dict[str, Any] = {"department": "", "department_href": "", "levels": "", "teams": 0, **values}
    in_one_line = " · ".join(part for part in (summary, people_in_words(row.people)) if part)
    shown = {
        "name": row.name,
        "description": description,
        "people": row.people,
        "summary": in_one_line,
        **rest,
    }
    version = blake2b(repr(shown).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return OrgItem(uuid=str(row.uuid), href=href, version=version, **shown)  # type: ignore[typeddict-item]


def _text(item: OrgItem, field: str) -> str:
    return str(item[field])  # type: ignore[literal-required]


def _place(item: OrgItem, column: str) -> Any:
    value = item[column]  # type: ignore[literal-required]
    return sort_key(value) if isinstance(value, str) else value
