"""What the page of a person shows beside their row: everything is worked out here, the browser only shows."""

from datetime import date
from typing import TypedDict

from crm_app import staff
from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn

SOON = 30


class Details(TypedDict):
    """Texts, empty where there is nothing to show; `born` is a day, `age` and `birthday` are sentences."""

    department_href: str
    employment_type: str
    since: str
    location: str
    bio: str
    notes: str
    work_phone: str
    personal_phone: str
    personal_email: str
    born: str
    age: str
    birthday: str
    emergency_name: str
    emergency_relationship: str
    emergency_phone: str
    added_at: str
    updated_at: str


class TeamItem(TypedDict):
    """A team that the person is on; `uuid` is the membership's."""

    uuid: str
    name: str
    href: str
    department: str


class SkillItem(TypedDict):
    """A skill of the person, with the names of its levels."""

    uuid: str
    name: str
    href: str
    levels: str


NOTHING = Details(**dict.fromkeys(Details.__annotations__, ""))


def details_of(person: staff.Person, today: date | None = None) -> Details:
    """What the profile says."""
    born = person.date_of_birth
    department = person.primary_department_uuid
    since = person.employment_start_date
    return Details(
        department_href=f"/staff/departments/{department}" if department else "",
        employment_type=staff.employment_type_label(person.employment_type) or "",
        since=since.isoformat() if since else "",
        location=person.work_location or "",
        bio=person.bio or "",
        notes=person.notes or "",
        work_phone=person.work_phone or "",
        personal_phone=person.personal_phone or "",
        personal_email=person.personal_email or "",
        born=born.isoformat() if born else "",
        age=_age(born, today or now().date()) if born else "",
        birthday=_birthday(born, today or now().date()) if born else "",
        emergency_name=person.emergency_contact_name or "",
        emergency_relationship=person.emergency_contact_relationship or "",
        emergency_phone=person.emergency_contact_phone or "",
        added_at=person.inserted_at.isoformat(),
        updated_at=person.updated_at.isoformat(),
    )


async def team_items(scope: Scope, person: staff.Person) -> list[TeamItem]:
    """The teams that the person is on."""
    return [
        TeamItem(
            uuid=str(team.membership_uuid),
            name=team.name,
            href=f"/staff/teams/{team.team_uuid}",
            department=team.department,
        )
        for team in await staff.teams_of(scope, person.uuid)
    ]


async def skill_items(scope: Scope, person: staff.Person) -> list[SkillItem]:
    """The skills that the person has."""
    return [
        SkillItem(
            uuid=str(skill.skill_uuid),
            name=skill.name,
            href=f"/staff/skills/{skill.skill_uuid}",
            levels=", ".join(_levels(skill)),
        )
        for skill in await staff.list_skills_for_person(scope, person.uuid)
    ]


def _levels(skill: staff.SkillOfPerson) -> list[str]:
    chosen = staff.selected_by_group(skill, skill.proficiency_levels)
    return [option["name"] for _, options in chosen for option in options]


def _age(born: date, today: date) -> str:
    years = staff.age(born, today)
    return tn("{count} year old", "{count} years old", years) if years >= 0 else ""


def _birthday(born: date, today: date) -> str:
    days = staff.days_until(born, today)
    if days == 0:
        return t("Birthday today!")
    return tn("Birthday in {count} day", "Birthday in {count} days", days) if days <= SOON else ""
