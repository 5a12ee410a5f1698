"""Who hears of what: the topics of each change, and what stands in the audit trail."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlmodel import select

from crm_app import staff
from crm_app.core.audit import TOPIC, Activity
from crm_app.core.ids import uuid7
from crm_app.core.live.changes import decode
from crm_app.core.scope import Scope, system_scope
from crm_app.staff import telling

PERSON, TEAM, SKILL, DEPARTMENT, FORMER, GONE = (uuid7() for _ in range(6))
Heard = dict[str, tuple[str, tuple[UUID, ...]]]
PEOPLE, EVERY_PERSON = staff.topics.PEOPLE, staff.topics.EVERY_PERSON
OWN_PAGE, THEIR_TEAM = staff.topics.person(PERSON), staff.topics.team(TEAM)


async def told_by(tell: Callable[[Scope], None]) -> tuple[Heard, list[Activity]]:
    """The kind and the uuids that each topic of staff hears of, and the rows of the trail.

    The trail itself tells of each of its rows.
    """
    async with system_scope() as scope:
        tell(scope)
        await scope.session.flush()
        entries = list(await scope.session.exec(select(Activity)))
        heard = {change.topic: (change.kind, change.uuids) for change in decode(scope._changes.payload())}
    assert set(heard.pop(TOPIC)[1]) == {entry.uuid for entry in entries}
    return heard, entries


@pytest.mark.parametrize("renamed", [False, True])
async def test_a_department_is_told_to_lists_and_pages_and_its_name_to_people(database: str, renamed: bool):
    heard, (entry,) = await told_by(
        lambda scope: telling.tell_department(scope, DEPARTMENT, "updated", name="Engines", renamed=renamed)
    )
    itself = ("department_updated", (DEPARTMENT,))
    expected: Heard = {
        "departments": itself,
        f"department:{DEPARTMENT}": itself,
        EVERY_PERSON: ("department_updated", ()),
    }
    if renamed:
        expected[PEOPLE] = ("department_updated", ())
    assert heard == expected
    assert (entry.action, entry.resource_type, entry.details) == (
        "staff.department_updated",
        "department",
        {"name": "Engines"},
    )


async def test_a_deleted_department_tells_the_pages_of_its_teams(database: str):
    heard, _ = await told_by(
        lambda scope: telling.tell_department(scope, DEPARTMENT, "deleted", name="x", teams=[TEAM, GONE])
    )
    assert heard["teams"] == ("team_deleted", (TEAM, GONE))
    assert (heard[THEIR_TEAM], heard[f"team:{GONE}"]) == (
        ("team_deleted", (TEAM,)),
        ("team_deleted", (GONE,)),
    )
    assert {PEOPLE, EVERY_PERSON} <= set(heard)


@pytest.mark.parametrize(
    ("what", "more", "departments", "shown_elsewhere"),
    [
        ("created", {}, {DEPARTMENT}, False),
        ("updated", {}, {DEPARTMENT}, False),
        ("updated", {"renamed": True}, {DEPARTMENT}, True),
        ("updated", {"former_department_uuid": DEPARTMENT}, {DEPARTMENT}, False),
        ("updated", {"former_department_uuid": FORMER}, {DEPARTMENT, FORMER}, True),
        ("deleted", {}, {DEPARTMENT}, True),
    ],
    ids=["created", "described", "renamed", "stayed", "moved", "deleted"],
)
async def test_a_team_is_told_to_its_departments_and_its_name_to_people(
    database: str, what, more: dict, departments: set[UUID], shown_elsewhere: bool
):
    heard, (entry,) = await told_by(
        lambda scope: telling.tell_team(scope, TEAM, what, name="Cards", department_uuid=DEPARTMENT, **more)
    )
    itself = (f"team_{what}", (TEAM,))
    assert (heard["teams"], heard[THEIR_TEAM]) == (itself, itself)
    assert {topic for topic in heard if topic.startswith("department:")} == {
        staff.topics.department(uuid) for uuid in departments
    }
    assert ({PEOPLE, EVERY_PERSON} <= set(heard)) is shown_elsewhere
    assert entry.details == {"name": "Cards", "department_uuid": str(DEPARTMENT)}


async def test_coming_to_a_team_is_told_to_the_team_and_to_the_person(database: str):
    heard, (entry,) = await told_by(
        lambda scope: telling.tell_membership(scope, TEAM, PERSON, "added", team_membership_uuid="x")
    )
    kind = "team_person_added"
    assert heard == {
        "teams": (kind, (TEAM,)),
        THEIR_TEAM: (kind, (TEAM,)),
        PEOPLE: (kind, (PERSON,)),
        OWN_PAGE: (kind, (PERSON,)),
    }
    assert (entry.resource_type, entry.resource_uuid) == ("team", TEAM)
    assert entry.details == {"person_uuid": str(PERSON), "team_membership_uuid": "x"}


async def test_a_skill_is_told_to_lists_to_its_page_and_to_people(database: str):
    heard, (entry,) = await told_by(lambda scope: telling.tell_skill(scope, SKILL, "updated", name="Weaving"))
    itself = ("skill_updated", (SKILL,))
    assert heard == {
        "skills": itself,
        f"skill:{SKILL}": itself,
        EVERY_PERSON: ("skill_updated", ()),
    }
    assert (entry.resource_type, entry.details) == ("skill", {"name": "Weaving"})


async def test_somebodys_skill_is_told_to_the_skill_and_to_the_person(database: str):
    heard, (entry,) = await told_by(
        lambda scope: telling.tell_person_skill(scope, SKILL, PERSON, "updated", proficiency_levels=["a"])
    )
    kind = "person_skill_updated"
    assert heard == {
        "skills": (kind, (SKILL,)),
        f"skill:{SKILL}": (kind, (SKILL,)),
        PEOPLE: (kind, (PERSON,)),
        OWN_PAGE: (kind, (PERSON,)),
    }
    assert entry.details == {"person_uuid": str(PERSON), "proficiency_levels": ["a"]}


async def test_an_employment_is_told_to_lists_and_the_persons_page(database: str):
    heard, (entry,) = await told_by(
        lambda scope: telling.tell_employment(
            scope, PERSON, "ended", employment_uuid=GONE, employment_type="intern"
        )
    )
    changed = ("person_employment_changed", (PERSON,))
    assert heard == {PEOPLE: changed, OWN_PAGE: changed}
    assert (entry.action, entry.resource_uuid) == ("staff.person_employment_ended", PERSON)
    assert entry.details == {"employment_uuid": str(GONE), "employment_type": "intern"}


async def test_many_people_are_told_without_naming_them(database: str):
    heard, (entry,) = await told_by(lambda scope: telling.tell_people(scope, "trashed", 10_000))
    assert heard == {PEOPLE: ("person_trashed", ()), EVERY_PERSON: ("person_trashed", ())}
    assert (entry.action, entry.details) == ("staff.people_bulk_trashed", {"count": 10_000})
