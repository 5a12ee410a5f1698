"""The media and the events of a person over a real socket: what is theirs in what all records share."""

from uuid import UUID

import pytest

from crm_app import accounts, staff
from crm_app.core.ids import uuid7
from crm_app.storage.record_media import Kind
from crm_app.web.notices import Notices
from crm_app.web.pages.staff.person_media import PersonMediaState
from tests.factories import is_trashed, make_file, run
from tests.staff.organisation import a_person, person_now
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")


@pytest.fixture
async def grace(database: str) -> staff.Person:
    """Somebody on staff."""
    return await a_person("Grace Hopper")


async def folder_of(person: staff.Person, kind: Kind = "files") -> UUID:
    return await run(staff.media.ensure_folder, person.uuid, kind)


async def a_file_of(person: staff.Person, user: accounts.User) -> UUID:
    return await make_file(user, "contract.pdf", home=await folder_of(person))


async def an_image_of(person: staff.Person, user: accounts.User) -> UUID:
    home = await folder_of(person, "images")
    return await make_file(user, "me.jpg", home=home, mime_type="image/jpeg", file_type="image")


async def picture_of(person: staff.Person) -> UUID | None:
    return staff.media.avatar_uuid(await person_now(person.uuid))


async def open_page(open_tab: OpenTab, user: accounts.User, person: staff.Person) -> Tab:
    return await open_tab(user, f"/staff/people/{person.uuid}?tab=files")


def names(tab: Tab, kind: str = "files") -> list[str]:
    return [row["name"] for row in tab.rows(name=kind, live=f"{kind}_live")]


def labels(tab: Tab) -> list[str]:
    return [event["label"] for event in tab.value("items") or []]


async def test_files_and_images_are_told_apart_and_belong_to_the_person(
    open_tab: OpenTab, grace: staff.Person, mira: accounts.User
):
    await a_file_of(grace, mira)
    await an_image_of(grace, mira)
    tab = await open_page(open_tab, mira, grace)
    assert (names(tab), names(tab, "images")) == (["contract.pdf"], ["me.jpg"])
    assert (tab.value("record"), tab.value("record_name")) == (str(grace.uuid), "Grace Hopper")


async def test_a_first_file_appears_though_there_was_no_folder(
    open_tab: OpenTab, grace: staff.Person, mira: accounts.User
):
    tab = await open_page(open_tab, mira, grace)
    file, folder = await make_file(mira, "late.txt"), await folder_of(grace)
    await run(staff.media.attach, file, folder)
    await tab.until(lambda: names(tab) == ["late.txt"])
    await tab.until(lambda: labels(tab)[:1] == ["File added"])


async def test_a_removed_picture_comes_back_with_undo_and_is_the_picture_again(
    open_tab: OpenTab, grace: staff.Person, mira: accounts.User
):
    image = await an_image_of(grace, mira)
    await run(staff.media.set_avatar, grace.uuid, image)
    tab = await open_page(open_tab, mira, grace)
    await tab.send(PersonMediaState.remove_images, uuids=[str(image)])
    await tab.settle()
    assert await is_trashed(image)
    assert await picture_of(grace) is None
    (notice,) = [notice for notice in tab.value("shown") if notice["action"]]
    await tab.send(Notices.act, key=notice["key"])
    await tab.settle()
    assert await picture_of(grace) == image


async def test_an_uploaded_photo_becomes_the_picture_and_can_be_taken_away(
    open_tab: OpenTab, grace: staff.Person, mira: accounts.User
):
    image = await an_image_of(grace, mira)
    tab = await open_page(open_tab, mira, grace)
    await tab.send(PersonMediaState.photo_uploaded, record=str(grace.uuid), file_uuid=str(image))
    await tab.settle()
    assert await picture_of(grace) == image
    await tab.send(PersonMediaState.remove_photo)
    await tab.settle()
    assert await picture_of(grace) is None


async def test_somebody_elses_image_is_refused(open_tab: OpenTab, grace: staff.Person, mira: accounts.User):
    image = await an_image_of(await a_person("Bob"), mira)
    tab = await open_page(open_tab, mira, grace)
    await tab.send(PersonMediaState.set_photo, file_uuid=str(image))
    await tab.settle()
    assert await picture_of(grace) is None
    assert tab.notices() == [staff.NotPersonImage().message]


async def test_a_viewer_sees_and_changes_nothing(
    open_tab: OpenTab, grace: staff.Person, mira: accounts.User, victor: accounts.User
):
    file, image = await a_file_of(grace, mira), await an_image_of(grace, mira)
    tab = await open_page(open_tab, victor, grace)
    assert names(tab) == ["contract.pdf"]
    assert tab.value("can_edit") is False
    await tab.send(PersonMediaState.remove_files, uuids=[str(file)])
    await tab.send(PersonMediaState.set_photo, file_uuid=str(image))
    await tab.settle()
    assert not await is_trashed(file)
    assert await picture_of(grace) is None


@pytest.mark.parametrize("many", [False, True], ids=["one", "many"])
async def test_the_trash_makes_the_open_page_read_only(
    open_tab: OpenTab, grace: staff.Person, mira: accounts.User, many: bool
):
    file = await a_file_of(grace, mira)
    tab = await open_page(open_tab, mira, grace)
    assert tab.value("can_edit") is True
    await (run(staff.bulk_trash, [grace.uuid]) if many else run(staff.trash_person, grace.uuid))
    await tab.until(lambda: tab.value("is_trashed") is True)
    assert tab.value("can_edit") is False
    await tab.send(PersonMediaState.remove_files, uuids=[str(file)])
    await tab.settle()
    assert not await is_trashed(file)
    assert staff.PersonTrashed().message in tab.notices()


async def test_forged_arguments_get_a_clear_message(
    open_tab: OpenTab, grace: staff.Person, mira: accounts.User
):
    tab = await open_page(open_tab, mira, grace)
    await tab.send(PersonMediaState.put_back, record="x", kind="y", uuids=["z"], photo="q")
    await tab.settle()
    assert tab.notices() == ["This could not be found. It may have been deleted."]


async def test_an_undo_brings_back_only_what_one_has_removed_oneself(
    open_tab: OpenTab, grace: staff.Person, mira: accounts.User, owner: accounts.User
):
    """It attaches: so without this anybody could read any file whose uuid they know."""
    file, elsewhere = await a_file_of(grace, mira), await a_file_of(await a_person("Bob"), mira)
    tab = await open_page(open_tab, mira, grace)
    others = await open_page(open_tab, owner, grace)
    await tab.send(PersonMediaState.remove_files, uuids=[str(file)])
    await tab.settle()
    for each, wanted in ((tab, elsewhere), (others, file)):
        await each.send(
            PersonMediaState.put_back, record=str(grace.uuid), kind="files", uuids=[str(wanted)], photo=""
        )
        await each.settle()
        assert each.notices()[-1] == "This could not be found. It may have been deleted."
        assert names(each) == []
    await tab.send(
        PersonMediaState.put_back, record=str(grace.uuid), kind="files", uuids=[str(file)], photo=""
    )
    await tab.settle()
    assert names(tab) == ["contract.pdf"]


async def test_nobodys_page_shows_no_media(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, f"/staff/people/{uuid7()}?tab=files")
    assert not tab.value("record_name")
