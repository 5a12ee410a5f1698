"""What the trail is about: how each type of record is called, named and opened. Web alone knows all."""

from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from crm_app import accounts, crm, staff
from crm_app.core.scope import Scope
from crm_app.core.texts import t

Names = dict[tuple[str, UUID], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One type: its noun, the folder of its pages ("" for none), and the names of those that still exist."""

    noun: str
    path: str
    names: Callable[[Scope, Collection[UUID]], Awaitable[dict[UUID, str]]]
    group: str


KINDS: dict[str, Kind] = {
    "crm_contact": Kind("Contact", "/contacts", crm.contact_names, "Contacts"),
    "crm_company": Kind("Company", "/companies", crm.company_names, "Companies"),
    "staff_person": Kind("Person", "/staff/people", staff.person_names, "People"),
    "department": Kind("Department", "/staff/departments", staff.department_names, "Departments"),
    "team": Kind("Team", "/staff/teams", staff.team_names, "Teams"),
    "skill": Kind("Skill", "/staff/skills", staff.skill_names, "Skills"),
    "user": Kind("Account", "", accounts.names_of, "Accounts"),
}


async def names_of(scope: Scope, records: Iterable[tuple[str, UUID]]) -> Names:
    """The names of those that still exist: one query for each type, however many there are."""
    wanted: dict[str, set[UUID]] = {}
    for kind, uuid in records:
        wanted.setdefault(kind, set()).add(uuid)
    found: Names = {}
    for kind in wanted.keys() & KINDS.keys():
        names = await KINDS[kind].names(scope, wanted[kind])
        found |= {(kind, uuid): name for uuid, name in names.items()}
    return found


def noun_of(resource_type: str) -> str:
    """What such a record is called; "" for a type that nobody knows."""
    kind = KINDS.get(resource_type)
    return t(kind.noun) if kind else ""


def page_of(resource_type: str, uuid: UUID) -> str:
    """The address of the record; "" where it has no page."""
    kind = KINDS.get(resource_type)
    return f"{kind.path}/{uuid}" if kind and kind.path else ""
