"""What the list of people does to one and to many, as the server sees its tabs."""

from typing import Any

import pytest

from crm_app import accounts, staff
from crm_app.web.pages.staff.list_actions import PeopleActions
from crm_app.web.pages.staff.list_deletion import PeopleDeletion
from crm_app.web.pages.staff.list_reading import PAGE
from tests.factories import run
from tests.staff.organisation import a_person, a_team
from tests.staff.roster import hired, now_of, trashed
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")

NOBODY = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"
FORBIDDEN = "You do not have permission to do that."


def names(tab: Tab) -> list[str]:
    return [item["name"] for item in tab.rows()]


def shown(*people: staff.Person) -> list[str]:
    return [str(person.uuid) for person in people]


async def do(tab: Tab, event: object, **payload: object) -> None:
    await tab.send(event, **payload)
    await tab.settle()


async def many(tab: Tab, event: object, uuids: Any = (), everything: str = "", **payload: object) -> None:
    chosen = list(uuids) if isinstance(uuids, tuple) else uuids
    await do(tab, event, uuids=chosen, everything=everything, **payload)


async def statuses(*people: staff.Person) -> list[str]:
    return [(await now_of(person.uuid)).status for person in people]


async def press_undo(tab: Tab) -> None:
    notice = tab.value("shown")[-1]
    assert notice["action"] == "Undo"
    await do(tab, "reflex___state____state.crm_app___web___notices____notices.act", key=notice["key"])


async def test_one_goes_to_the_trash_and_undo_brings_them_back(open_tab: OpenTab, mira: accounts.User):
    ada = await hired("Ada", status="inactive")
    tab = await open_tab(mira, "/staff")
    await do(tab, PeopleActions.trash, uuid=str(ada.uuid))
    await tab.until(lambda: names(tab) == [])
    assert tab.notices() == ["Ada is in the trash now."]
    await press_undo(tab)
    await tab.until(lambda: names(tab) == ["Ada"])
    assert await statuses(ada) == ["inactive"]


async def test_who_is_in_the_trash_already_is_told(open_tab: OpenTab, mira: accounts.User):
    gone = await trashed("Ada")
    tab = await open_tab(mira, "/staff")
    await do(tab, PeopleActions.trash, uuid=str(gone.uuid))
    assert tab.notices() == ["This is already in the trash."]


async def test_one_comes_back_from_the_trash(open_tab: OpenTab, mira: accounts.User):
    gone = await trashed("Ada")
    tab = await open_tab(mira, "/staff?status=trashed")
    await do(tab, PeopleActions.restore, uuid=str(gone.uuid))
    await tab.until(lambda: names(tab) == [])
    assert tab.notices() == ["Ada is back."]
    await do(tab, PeopleActions.restore, uuid=str(gone.uuid))
    assert "This is not in the trash." in tab.notices()


async def test_many_go_to_the_trash_and_undo_brings_back_just_them(open_tab: OpenTab, mira: accounts.User):
    ada, grace, before = await hired("Ada"), await hired("Grace", status="inactive"), await trashed("Hedy")
    tab = await open_tab(mira, "/staff")
    await many(tab, PeopleActions.trash_many, shown(ada, grace))
    await tab.until(lambda: names(tab) == [])
    assert tab.notices() == ["2 people are in the trash now."]
    assert tab.value("answer") == {"number": 1, "done": True}
    await press_undo(tab)
    await tab.until(lambda: names(tab) == ["Ada", "Grace"])
    assert await statuses(ada, grace, before) == ["active", "inactive", "trashed"]
    assert "2 people are back." in tab.notices()


async def test_undo_is_not_offered_where_it_would_bring_back_others_too(
    open_tab: OpenTab, mira: accounts.User
):
    ada, before = await hired("Ada"), await trashed("Hedy")
    tab = await open_tab(mira, "/staff")
    await many(tab, PeopleActions.trash_many, shown(ada, before))
    assert tab.notices() == ["1 person is in the trash now."]
    assert tab.value("shown")[0]["action"] == ""


async def test_undo_works_once(open_tab: OpenTab, mira: accounts.User):
    ada = await hired("Ada")
    tab = await open_tab(mira, "/staff")
    await do(tab, PeopleActions.undo, key="made up")
    assert tab.notices() == ["They are not in the trash any more."]
    assert await statuses(ada) == ["active"]


async def test_all_that_match_are_found_by_the_server(open_tab: OpenTab, mira: accounts.User):
    people = [await a_person(f"Match {number:03}") for number in range(PAGE + 3)]
    other = await a_person("Other")
    tab = await open_tab(mira, "/staff?q=match")
    await many(tab, PeopleActions.trash_many, everything=tab.value("listed"))
    assert tab.notices() == [f"{PAGE + 3} people are in the trash now."]
    assert set(await statuses(*people)) == {"trashed"}
    assert await statuses(other) == ["active"]
    await press_undo(tab)
    assert set(await statuses(*people)) == {"active"}


async def test_all_of_a_list_that_has_changed_meanwhile_are_left_alone(
    open_tab: OpenTab, mira: accounts.User
):
    ada = await hired("Ada")
    tab = await open_tab(mira, "/staff")
    for event in (PeopleActions.trash_many, PeopleActions.restore_many, PeopleDeletion.ask_about_many):
        await many(tab, event, everything="active   ada")
    assert set(tab.notices()) == {"The list has changed meanwhile. Nothing was done."}
    assert tab.value("answer") == {"number": 3, "done": False}
    assert await statuses(ada) == ["active"]
    assert not tab.value("asking")


@pytest.mark.parametrize("uuids", [[], ["", "nonsense", NOBODY, "\0"]], ids=["none", "nobodys"])
async def test_forged_uuids_change_nobody(open_tab: OpenTab, mira: accounts.User, uuids: Any):
    ada = await hired("Ada")
    tab = await open_tab(mira, "/staff")
    await many(tab, PeopleActions.trash_many, uuids)
    assert tab.notices() == ["They were in the trash already."]
    await many(tab, PeopleActions.restore_many, uuids)
    assert tab.notices()[-1] == "They are not in the trash any more."
    await many(tab, PeopleActions.set_status, uuids, status="inactive")
    assert tab.notices()[-1] == "They have this status already."
    assert await statuses(ada) == ["active"]


@pytest.mark.parametrize("uuid", ["", "nonsense", NOBODY, "\0"])
async def test_a_forged_uuid_is_not_found(open_tab: OpenTab, mira: accounts.User, uuid: str):
    tab = await open_tab(mira, "/staff")
    for event in (PeopleActions.trash, PeopleActions.restore, PeopleDeletion.ask):
        await do(tab, event, uuid=uuid)
    assert set(tab.notices()) == {"This could not be found. It may have been deleted."}
    assert not tab.value("asking")


async def test_the_chosen_come_back_from_the_trash(open_tab: OpenTab, mira: accounts.User):
    ada, grace = await trashed("Ada"), await trashed("Grace")
    tab = await open_tab(mira, "/staff?status=trashed")
    await many(tab, PeopleActions.restore_many, shown(ada))
    await tab.until(lambda: names(tab) == ["Grace"])
    await many(tab, PeopleActions.restore_many, everything=tab.value("listed"))
    await tab.until(lambda: names(tab) == [])
    assert await statuses(ada, grace) == ["active", "active"]


async def test_one_is_deleted_for_good_after_a_question(open_tab: OpenTab, mira: accounts.User):
    gone = await trashed("Ada")
    tab = await open_tab(mira, "/staff?status=trashed")
    await do(tab, PeopleDeletion.ask, uuid=str(gone.uuid))
    assert tab.value("asking") is True
    assert tab.value("question") == "Delete permanently?"
    assert tab.value("consequence").startswith("Ada will be deleted, with their teams")
    await do(tab, PeopleDeletion.keep)
    assert await statuses(gone) == ["trashed"]
    await do(tab, PeopleDeletion.delete)
    assert await statuses(gone) == ["trashed"]
    await do(tab, PeopleDeletion.ask, uuid=str(gone.uuid))
    await do(tab, PeopleDeletion.delete)
    assert await run(staff.get_person, gone.uuid) is None
    await tab.until(lambda: names(tab) == [])
    assert (tab.value("asking"), tab.value("deleting")) == (False, False)
    assert tab.notices() == ["1 person is permanently deleted."]


async def test_who_is_deleted_is_settled_when_the_question_opens(open_tab: OpenTab, mira: accounts.User):
    ada, grace = await trashed("Ada"), await trashed("Grace")
    tab = await open_tab(mira, "/staff?status=trashed")
    await many(tab, PeopleDeletion.ask_about_many, everything=tab.value("listed"))
    assert tab.value("question") == "Delete 2 people permanently?"
    assert tab.value("answer") == {"number": 1, "done": False}
    later = await trashed("Hedy")
    await do(tab, PeopleDeletion.delete)
    assert tab.value("answer") == {"number": 2, "done": True}
    assert [await run(staff.get_person, each.uuid) for each in (ada, grace)] == [None, None]
    assert await statuses(later) == ["trashed"]
    assert tab.notices() == ["2 people are permanently deleted."]


async def test_pressed_twice_it_deletes_once(open_tab: OpenTab, mira: accounts.User):
    gone = await trashed("Ada")
    tab = await open_tab(mira, "/staff?status=trashed")
    await do(tab, PeopleDeletion.ask, uuid=str(gone.uuid))
    for _ in range(2):
        await tab.send(PeopleDeletion.delete)
    await tab.settle()
    assert tab.notices() == ["1 person is permanently deleted."]


async def test_who_was_restored_meanwhile_is_not_deleted(open_tab: OpenTab, mira: accounts.User):
    gone, other = await trashed("Ada"), await trashed("Grace")
    tab = await open_tab(mira, "/staff?status=trashed")
    await do(tab, PeopleDeletion.ask, uuid=str(gone.uuid))
    await run(staff.restore_person, gone.uuid)
    await do(tab, PeopleDeletion.delete)
    assert tab.notices() == ["This is not in the trash."]
    assert tab.value("asking") is False
    await many(tab, PeopleDeletion.ask_about_many, shown(gone, other))
    await do(tab, PeopleDeletion.delete)
    assert await statuses(gone) == ["active"]
    assert await run(staff.get_person, other.uuid) is None
    assert "1 person is permanently deleted." in tab.notices()


@pytest.mark.parametrize("uuids", [[], ["nonsense"]])
async def test_there_is_no_question_about_nobody(open_tab: OpenTab, mira: accounts.User, uuids: list[str]):
    tab = await open_tab(mira, "/staff?status=trashed")
    await many(tab, PeopleDeletion.ask_about_many, uuids)
    assert not tab.value("asking")
    assert tab.value("answer") == {"number": 1, "done": False}


async def test_the_chosen_get_a_status(open_tab: OpenTab, mira: accounts.User):
    ada, grace = await hired("Ada"), await hired("Grace", status="inactive")
    tab = await open_tab(mira, "/staff")
    await many(tab, PeopleActions.set_status, shown(ada, grace), status="inactive")
    assert tab.notices() == ["1 person is inactive now."]
    await many(tab, PeopleActions.set_status, everything=tab.value("listed"), status="active")
    assert tab.notices()[-1] == "2 people are active now."
    assert await statuses(ada, grace) == ["active", "active"]
    await many(tab, PeopleActions.set_status, shown(ada), status="trashed")
    assert "Choose one of the statuses." in tab.notices()[-1]


async def test_the_chosen_come_to_a_team(open_tab: OpenTab, mira: accounts.User):
    team, ada, grace = await a_team("Backend"), await a_person("Ada"), await a_person("Grace")
    tab = await open_tab(mira, "/staff")
    await many(tab, PeopleActions.add_to_team, shown(ada), team=str(team.uuid))
    assert tab.notices() == ["1 person is on Backend now."]
    await many(tab, PeopleActions.add_to_team, everything=tab.value("listed"), team=str(team.uuid))
    assert tab.notices()[-1] == "1 person is on Backend now."
    assert [person.name for person in await run(staff.team_people, team.uuid)] == ["Ada", "Grace"]
    await many(tab, PeopleActions.add_to_team, shown(grace), team=str(team.uuid))
    assert tab.notices()[-1] == "They are on Backend already."


async def test_a_team_that_is_gone_is_told(open_tab: OpenTab, mira: accounts.User):
    ada = await a_person("Ada")
    tab = await open_tab(mira, "/staff")
    for team in (NOBODY, "nonsense"):
        await many(tab, PeopleActions.add_to_team, shown(ada), team=team)
    assert set(tab.notices()) == {"This could not be found. It may have been deleted."}
    assert tab.value("answer") == {"number": 2, "done": False}


async def test_a_viewer_changes_nobody(open_tab: OpenTab, victor: accounts.User):
    team, ada, gone = await a_team("Backend"), await hired("Ada"), await trashed("Grace")
    tab = await open_tab(victor, "/staff")
    await do(tab, PeopleActions.trash, uuid=str(ada.uuid))
    await do(tab, PeopleActions.restore, uuid=str(gone.uuid))
    await do(tab, PeopleDeletion.ask, uuid=str(gone.uuid))
    await do(tab, PeopleDeletion.delete)
    await do(tab, PeopleActions.undo, key="any")
    await many(tab, PeopleActions.trash_many, shown(ada))
    await many(tab, PeopleActions.restore_many, shown(gone))
    await many(tab, PeopleDeletion.ask_about_many, shown(gone))
    await many(tab, PeopleActions.set_status, shown(ada), status="inactive")
    await many(tab, PeopleActions.add_to_team, shown(ada), team=str(team.uuid))
    assert set(tab.notices()) == {FORBIDDEN}
    assert await statuses(ada, gone) == ["active", "trashed"]
    assert await run(staff.team_people, team.uuid) == []


async def test_a_permission_that_is_taken_away_counts_at_once(open_tab: OpenTab, mira: accounts.User):
    ada = await hired("Ada")
    tab = await open_tab(mira, "/staff")
    await run(accounts.change_role, mira.uuid, "viewer")
    await many(tab, PeopleActions.trash_many, shown(ada))
    assert FORBIDDEN in tab.notices()
    assert await statuses(ada) == ["active"]
