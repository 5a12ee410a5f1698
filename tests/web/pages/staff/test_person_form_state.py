"""The form of a person, as the server sees it."""

from typing import Any

import pytest

from crm_app import accounts, staff
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.web.pages.staff.person_form_state import EDIT_HINTS, NEW_HINTS, PersonFormState
from tests.factories import run
from tests.staff.organisation import a_person, a_team, trash
from tests.web.conftest import OpenTab
from tests.web.pages.staff.org_tabs import GONE, NO_PERMISSION, UNKNOWN, do
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")

EMPTY = {
    "email": "",
    "name": "",
    "status": "active",
    "team_uuid": "",
    "work_phone": "",
    "personal_phone": "",
    "date_of_birth": "",
    "personal_email": "",
    "bio": "",
    "emergency_contact_name": "",
    "emergency_contact_relationship": "",
    "emergency_contact_phone": "",
    "skills": "{}",
}
NEW = "/staff/people/new"


@pytest.fixture
async def ada(database: str) -> staff.Person:
    """Ada, whose account was made for her and who has never signed in."""
    person, _ = await run(staff.add_person, {"email": "ada@example.com", "name": "Ada Lovelace"})
    return person


def edit(person: staff.Person) -> str:
    return f"/staff/people/{person.uuid}/edit"


def of(tab: Tab, var: str) -> Any:
    return tab.value(var, PersonFormState)


async def save(tab: Tab, values: dict[str, str], seen: dict[str, str] | None = None) -> None:
    await do(tab, PersonFormState.save, values=values, seen=seen or of(tab, "values"))


async def everybody() -> list[staff.Person]:
    async with system_scope() as scope:
        return await staff.list_people(scope, include_trashed=True)


async def a_skill(name: str) -> staff.Skill:
    levels = [{"id": "how", "name": "How", "options": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}]
    return await run(staff.create_skill, {"name": name, "levels": levels})


async def test_a_new_form_is_empty_and_offers_what_there_is(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User, ada: staff.Person
):
    team, skill = await a_team("Lamps"), await a_skill("Glass")
    tab = await open_tab(mira, NEW)
    assert (of(tab, "path"), of(tab, "values"), of(tab, "hint")) == (NEW, EMPTY, NEW_HINTS["empty"])
    assert [each["value"] for each in of(tab, "teams")] == [str(team.uuid)]
    assert [each["uuid"] for each in of(tab, "skills")] == [str(skill.uuid)]
    assert [each["email"] for each in of(tab, "users")] == ["mira@example.com", "victor@example.com"]


async def test_a_team_can_be_chosen_by_the_address(open_tab: OpenTab, mira: accounts.User):
    team = await a_team("Lamps")
    assert of(await open_tab(mira, f"{NEW}?team={team.uuid}"), "values")["team_uuid"] == str(team.uuid)
    assert of(await open_tab(mira, f"{NEW}?team={UNKNOWN}"), "values")["team_uuid"] == ""


async def test_a_new_person_is_written_with_team_and_skills_and_their_page_is_next(
    open_tab: OpenTab, mira: accounts.User
):
    team, skill, uuid = await a_team("Lamps"), await a_skill("Glass"), uuid7()
    tab = await open_tab(mira, NEW)
    own = {"email": "new@example.com", "name": "New Person", "team_uuid": str(team.uuid)}
    skills = staff.staged_text({str(skill.uuid): ["b"]})
    for _ in range(2):
        await save(tab, EMPTY | own | {"skills": skills, "uuid": str(uuid)})
    assert of(tab, "saved") == f"/staff/people/{uuid}"
    assert tab.notices()[0] == "New Person is saved."
    (person,) = await everybody()
    assert (person.uuid, person.name) == (uuid, "New Person")
    assert [each.name for each in await run(staff.teams_of, uuid)] == ["Lamps"]
    assert (await run(staff.whole_person, uuid)).skills == {str(skill.uuid): ["b"]}


async def test_what_is_wrong_is_said_at_each_field_and_nothing_is_written(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person
):
    tab = await open_tab(mira, NEW)
    wrong = {
        "email": "ada@example.com",
        "name": "x" * 256,
        "date_of_birth": "2999-01-01",
        "team_uuid": UNKNOWN,
        "skills": "nonsense",
    }
    await save(tab, EMPTY | wrong | {"uuid": str(uuid7())})
    problems = of(tab, "problems")
    assert problems["name"] == "Use at most 255 characters."
    assert problems["date_of_birth"] == "A date of birth cannot be in the future."
    assert problems["team_uuid"] == "This team does not exist any more."
    assert problems["skills"]
    assert (of(tab, "answered"), of(tab, "saved")) == (1, "")
    await save(tab, EMPTY | {"email": "ada@example.com", "uuid": str(uuid7())})
    assert of(tab, "problems")["email"] == "This user already has a staff profile."
    assert len(await everybody()) == 1


async def test_an_address_of_somebody_in_the_trash_leads_to_them(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person
):
    await trash(ada)
    tab = await open_tab(mira, NEW)
    await save(tab, EMPTY | {"email": "ada@example.com", "uuid": str(uuid7())})
    assert of(tab, "saved") == f"/staff/people/{ada.uuid}"
    assert tab.notices() == [
        "This person is in the trash already. Restore them instead of adding them again."
    ]


@pytest.mark.parametrize(
    ("address", "meaning"),
    [
        ("", "empty"),
        ("ada@", "invalid"),
        (" ADA@example.com", "has_profile"),
        ("victor@example.com", "existing"),
        ("new@example.com", "new"),
    ],
)
async def test_the_hint_says_what_an_address_means(
    open_tab: OpenTab,
    mira: accounts.User,
    victor: accounts.User,
    ada: staff.Person,
    address: str,
    meaning: str,
):
    tab = await open_tab(mira, NEW)
    await do(tab, PersonFormState.note_email, text=address)
    assert of(tab, "hint") == NEW_HINTS[meaning]


async def test_accounts_are_suggested_by_what_is_typed(
    open_tab: OpenTab, mira: accounts.User, victor: accounts.User
):
    tab = await open_tab(mira, NEW)
    await do(tab, PersonFormState.note_email, text="VIEWER")
    assert of(tab, "users") == [{"email": "victor@example.com", "name": "Victor the viewer"}]


async def test_a_field_is_checked_when_it_is_left(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, NEW)
    for name, value, said in (
        ("email", "", "An e-mail address is needed."),
        ("email", "ada@", "Enter a valid e-mail address."),
        ("email", " ada@example.com ", ""),
        ("personal_email", "ada@", "This does not look like an e-mail address."),
        ("date_of_birth", "2999-01-01", "A date of birth cannot be in the future."),
        ("date_of_birth", "1999-01-01", ""),
        ("emergency_contact_relationship", "x" * 101, "Use at most 100 characters."),
    ):
        await do(tab, PersonFormState.check, name=name, value=value)
        assert of(tab, "problems")[name] == said
    await do(tab, PersonFormState.check, name="__class__", value="x")
    assert set(of(tab, "problems")) == set(EMPTY)


async def test_new_skills_and_teams_appear_while_the_form_is_open(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, NEW)
    await a_skill("Glass")
    await tab.until(lambda: [each["name"] for each in of(tab, "skills")] == ["Glass"])
    await a_team("Lamps")
    await tab.until(lambda: [each["label"] for each in of(tab, "teams")] == ["Lamps · Department of Lamps"])


async def test_the_form_of_a_person_shows_them_and_the_teams_that_are_left(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person
):
    skill, lamps, torches = await a_skill("Glass"), await a_team("Lamps"), await a_team("Torches")
    await run(staff.assign_skill, ada.uuid, skill.uuid, ["a"])
    await run(staff.add_team_person, lamps.uuid, ada.uuid)
    tab = await open_tab(mira, edit(ada))
    assert of(tab, "values") == EMPTY | {
        "email": "ada@example.com",
        "name": "Ada Lovelace",
        "skills": f'{{"{skill.uuid}":["a"]}}',
    }
    assert [each["value"] for each in of(tab, "teams")] == [str(torches.uuid)]
    assert (of(tab, "placeholder"), of(tab, "hint")) == (True, EDIT_HINTS["empty"])
    for text, meaning in (
        ("mira@example.com", "existing"),
        ("x@example.com", "new"),
        ("ada@example.com", "empty"),
    ):
        await do(tab, PersonFormState.note_email, text=text)
        assert of(tab, "hint") == EDIT_HINTS[meaning]


async def test_who_has_an_account_of_their_own_keeps_its_address(open_tab: OpenTab, mira: accounts.User):
    grace = await a_person("Grace", email="grace@example.com")
    tab = await open_tab(mira, edit(grace))
    assert (of(tab, "placeholder"), of(tab, "email")) == (False, "grace@example.com")
    values = {name: value for name, value in of(tab, "values").items() if name != "email"}
    await save(tab, values | {"bio": "Admiral"}, values)
    assert of(tab, "saved") == f"/staff/people/{grace.uuid}"
    await save(tab, values | {"email": "mine@example.com"}, values)
    assert of(tab, "problems")["email"].startswith("This person has taken their account over")
    assert (await run(accounts.get_user, grace.user_uuid)).email == "grace@example.com"


async def test_a_placeholder_gets_another_address(open_tab: OpenTab, mira: accounts.User, ada: staff.Person):
    tab = await open_tab(mira, edit(ada))
    seen = of(tab, "values")
    await save(tab, seen | {"email": "king@example.com"}, seen)
    assert (await run(staff.whole_person, ada.uuid)).email == "king@example.com"


async def test_two_people_who_change_different_fields_both_win(
    open_tab: OpenTab, mira: accounts.User, owner: accounts.User, ada: staff.Person
):
    hers, theirs = await open_tab(mira, edit(ada)), await open_tab(owner, edit(ada))
    seen = of(hers, "values")
    await save(theirs, seen | {"work_phone": "1"}, seen)
    await hers.until(lambda: of(hers, "changed_elsewhere"))
    await save(hers, seen | {"bio": "Countess"}, seen)
    form = (await run(staff.whole_person, ada.uuid)).form
    assert (form.work_phone, form.bio) == ("1", "Countess")


async def test_two_people_on_the_same_skill_and_status_are_shown_both(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person
):
    glass, metal = await a_skill("Glass"), await a_skill("Metal")
    await run(staff.assign_skill, ada.uuid, glass.uuid, ["a"])
    tab = await open_tab(mira, edit(ada))
    seen = of(tab, "values")
    await run(staff.save_person, ada.uuid, {"status": "inactive", "skills": {str(glass.uuid): ["b"]}})
    await run(staff.assign_skill, ada.uuid, metal.uuid)
    mine = seen | {"skills": "{}", "name": "Ada King", "status": "active"}
    await save(tab, mine, seen)
    (skills,) = of(tab, "conflicts")
    assert (skills["label"], skills["theirs_text"], skills["yours_text"]) == ("Skills", "Glass (B)", "")
    await save(tab, mine, seen | {"skills": skills["theirs"]})
    whole = await run(staff.whole_person, ada.uuid)
    assert (whole.skills, whole.form.name) == ({str(metal.uuid): []}, "Ada King")


async def test_an_employment_that_changes_while_the_form_is_open_is_not_reverted(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person
):
    tab = await open_tab(mira, edit(ada))
    await run(staff.create_employment, ada.uuid, {"job_title": "Analyst"})
    seen = of(tab, "values")
    mine = seen | {"bio": "Countess", "job_title": "Forged", "notes": "Forged"}
    forged: Any = {"details": {"avatar_uuid": "x", "mine": 1}}
    await save(tab, mine | forged, seen)
    assert (await run(staff.require_person, ada.uuid)).bio is None
    await save(tab, mine, seen)
    person = await run(staff.require_person, ada.uuid)
    assert (person.job_title, person.notes, person.bio) == ("Analyst", None, "Countess")
    assert person.details == {}


async def test_somebody_in_the_trash_is_not_edited(open_tab: OpenTab, mira: accounts.User, ada: staff.Person):
    await trash(ada)
    tab = await open_tab(mira, edit(ada))
    await tab.until(lambda: f"/staff/people/{ada.uuid}" in tab.redirects())
    assert tab.notices() == ["Restore this person before you edit them."]


async def test_a_person_who_is_trashed_meanwhile_is_refused_and_can_be_restored_from_the_form(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person
):
    tab = await open_tab(mira, edit(ada))
    seen = of(tab, "values")
    await run(staff.bulk_trash, [ada.uuid])
    await tab.until(lambda: of(tab, "trashed"))
    await save(tab, seen | {"bio": "Countess"}, seen)
    assert tab.notices() == ["This person is in the trash. Restore them first."]
    assert of(tab, "saved") == ""
    await do(tab, PersonFormState.restore)
    assert of(tab, "trashed") is False
    await save(tab, seen | {"bio": "Countess"}, seen)
    assert of(tab, "saved") == f"/staff/people/{ada.uuid}"


async def test_a_form_whose_person_is_deleted_says_so_and_keeps_what_was_typed(
    open_tab: OpenTab, mira: accounts.User, ada: staff.Person
):
    tab = await open_tab(mira, edit(ada))
    seen = of(tab, "values")
    await run(staff.trash_person, ada.uuid)
    await run(staff.delete_person, ada.uuid)
    await tab.until(lambda: of(tab, "gone"))
    await save(tab, seen | {"bio": "Countess"}, seen)
    assert of(tab, "saved") == ""
    assert tab.notices() == [GONE]
    await do(tab, PersonFormState.restore)
    assert tab.notices()[-1] == GONE


@pytest.mark.parametrize("which", [UNKNOWN, "nonsense", "%00"])
async def test_an_unknown_person_leads_back_to_the_list(open_tab: OpenTab, mira: accounts.User, which: str):
    tab = await open_tab(mira, f"/staff/people/{which}/edit")
    await tab.until(lambda: "/staff" in tab.redirects())
    assert tab.notices() == ["Person not found"]


async def test_a_viewer_gets_no_form_and_writes_nothing(
    open_tab: OpenTab, victor: accounts.User, ada: staff.Person
):
    for path in (NEW, edit(ada)):
        tab = await open_tab(victor, path)
        assert tab.value("forbidden") is True
        assert not of(tab, "values")
    await do(tab, PersonFormState.save, values=EMPTY | {"email": "new@example.com"}, seen=EMPTY)
    await do(tab, PersonFormState.note_email, text="mira@example.com")
    await do(tab, PersonFormState.restore)
    assert set(tab.notices()) == {NO_PERMISSION}
    assert not of(tab, "users")
    assert len(await everybody()) == 1


async def test_a_permission_that_is_taken_away_while_the_form_is_open_saves_nothing(
    open_tab: OpenTab, owner: accounts.User, mira: accounts.User, ada: staff.Person
):
    tab = await open_tab(mira, edit(ada))
    seen = of(tab, "values")
    async with accounts.scope_for(owner.uuid) as scope:
        await accounts.change_role(scope, mira.uuid, "viewer")
    await save(tab, seen | {"bio": "Countess"}, seen)
    assert NO_PERMISSION in tab.notices()
    assert (await run(staff.whole_person, ada.uuid)).form.bio == ""
