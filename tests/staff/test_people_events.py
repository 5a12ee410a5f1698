"""What happened to somebody, in words: their profile, their account, their teams and skills."""

import pytest

from crm_app import accounts, activity, staff
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import outcome, run, run_as
from tests.staff.roster import hired


async def texts_of(person: staff.Person) -> list[str]:
    page = await run(staff.person_events, person.uuid)
    return [f"{event.label.text} {event.detail}".strip() for event in page.events]


async def a_team(name: str) -> staff.Team:
    department = await run(staff.create_department, {"name": f"Department of {name}"})
    return await run(staff.create_team, {"name": name, "department_uuid": department.uuid})


async def test_a_life_on_staff_reads_from_the_newest_on(mira: accounts.User):
    person = await hired(status="inactive")
    await run(staff.update_person, person.uuid, {"bio": "Numbers"})
    await run(staff.trash_person, person.uuid)
    await run(staff.restore_person, person.uuid)
    assert await texts_of(person) == [
        "Restored from trash",
        "Moved to trash",
        "Profile updated",
        "Profile created Inactive",
    ]


async def test_changes_of_teams_and_skills_are_among_them(mira: accounts.User):
    person, team = await hired(), await a_team("Cards")
    skill = await run(staff.create_skill, {"name": "Weaving"})
    await run_as(mira, staff.add_team_person, team.uuid, person.uuid)
    await run_as(mira, staff.assign_skill, person.uuid, skill.uuid)
    await run_as(mira, staff.unassign_skill, person.uuid, skill.uuid)
    await run_as(mira, staff.remove_team_person, team.uuid, person.uuid)
    page = await run(staff.person_events, person.uuid)
    assert [(event.label.text, event.actor) for event in page.events[:-1]] == [
        ("Removed from a team", mira.name),
        ("Skill removed", mira.name),
        ("Skill added", mira.name),
        ("Added to a team", mira.name),
    ]


async def test_what_happened_to_others_is_not_shown(database: str):
    person, other, team = await hired("Ada"), await hired("Grace"), await a_team("Cards")
    await run(staff.add_team_person, team.uuid, other.uuid)
    assert await texts_of(person) == ["Profile created Active"]


async def test_pages_count_all_of_them(database: str):
    person, team = await hired(), await a_team("Cards")
    for _ in range(11):
        await run(staff.add_team_person, team.uuid, person.uuid)
        await run(staff.remove_team_person, team.uuid, person.uuid)
    first, second = [await run(staff.person_events, person.uuid, page) for page in (1, 2)]
    assert (first.total, first.pages, len(first.events), len(second.events)) == (23, 2, 20, 3)


async def test_one_page_is_a_constant_number_of_statements(database: str, statements: list[str]):
    person, team = await hired(), await a_team("Cards")
    sent = []
    for _ in range(2):
        await run(staff.add_team_person, team.uuid, person.uuid)
        await run(staff.remove_team_person, team.uuid, person.uuid)
        async with system_scope() as scope:
            statements.clear()
            await staff.person_events(scope, person.uuid)
            sent.append(len(statements))
    assert sent == [2, 2]


async def test_a_viewer_reads_them(victor: accounts.User):
    person = await hired()
    assert (await run_as(victor, staff.person_events, str(person.uuid))).total == 1


async def test_what_is_no_uuid_is_not_found_and_nobody_has_no_past(database: str):
    assert await outcome(run(staff.person_events, "no uuid")) == "not_found"
    assert (await run(staff.person_events, uuid7())).total == 0


@pytest.mark.parametrize(
    ("action", "text", "icon", "tone"),
    [
        ("staff.person_created", "Profile created", "user-plus", "success"),
        ("staff.person_updated", "Profile updated", "pencil", "warning"),
        ("staff.person_deleted", "Profile permanently deleted", "circle-x", "danger"),
        ("staff.person_trashed", "Moved to trash", "trash-2", "neutral"),
        ("staff.person_restored", "Restored from trash", "undo-2", "neutral"),
        ("staff.person_avatar_set", "Profile photo updated", "circle-user", "neutral"),
        ("staff.person_avatar_removed", "Profile photo removed", "circle-user", "neutral"),
        ("staff.person_account_renamed", "E-mail address changed", "at-sign", "neutral"),
        ("staff.person_account_claimed", "Account taken over", "user-check", "neutral"),
        ("staff.person_employment_added", "Employment added", "briefcase", "neutral"),
        ("staff.person_employment_updated", "Employment updated", "briefcase", "warning"),
        ("staff.person_employment_ended", "Employment ended", "briefcase", "neutral"),
        ("staff.person_employment_removed", "Employment removed", "briefcase", "neutral"),
        ("staff.person_skill_added", "Skill added", "graduation-cap", "neutral"),
        ("staff.person_skill_updated", "Skill level changed", "graduation-cap", "warning"),
        ("staff.person_skill_removed", "Skill removed", "graduation-cap", "neutral"),
        ("staff.person_file_added", "File added", "file-plus", "neutral"),
        ("staff.person_file_removed", "File removed", "file-minus", "neutral"),
        ("staff.person_image_added", "Image added", "image-plus", "neutral"),
        ("staff.person_image_removed", "Image removed", "image-minus", "neutral"),
        ("staff.team_person_added", "Added to a team", "users", "neutral"),
        ("staff.team_person_removed", "Removed from a team", "users", "neutral"),
        ("staff.person_did_something", "Person did something", "zap", "neutral"),
    ],
)
def test_every_action_has_a_label(action: str, text: str, icon: str, tone: str):
    assert activity.label_of(action) == activity.Label(text, icon, tone)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("action", "details", "detail"),
    [
        ("person_created", {"status": "active"}, "Active"),
        ("person_created", {}, ""),
        ("person_employment_added", {"employment_type": "full_time"}, "Full-time"),
        ("person_employment_ended", {"employment_type": "part_time"}, "Part-time"),
        ("person_employment_ended", {"employment_type": None}, ""),
        ("person_skill_added", {"proficiency_levels": ["a"]}, "1 level"),
        ("person_skill_updated", {"proficiency_levels": ["a", "b"]}, "2 levels"),
        ("person_skill_updated", {"proficiency_levels": []}, ""),
        ("person_skill_updated", {"proficiency_levels": 7}, ""),
        ("person_file_added", {"count": 3}, "3 files"),
        ("person_image_added", {"count": 1}, "1 image"),
        ("people_bulk_trashed", {"count": 200}, "200 people"),
        ("person_updated", {"user_uuid": "x"}, ""),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_an_entry_says_what_it_knows(
    database: str, action: str, details: dict[str, object], detail: str
):
    person = uuid7()
    async with system_scope() as scope:
        scope.record(f"staff.{action}", ("staff_person", person), **details)
    (event,) = (await run(staff.person_events, person)).events
    assert event.detail == detail
