"""The media of a contact over a real socket: what tabs are told, and what forged events get."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from crm_app import accounts, crm
from crm_app.core.ids import uuid7
from crm_app.crm import attachments
from crm_app.web.notices import Notices
from crm_app.web.pages.contacts.media_state import MediaState
from tests.factories import is_trashed, make_file, run
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab

pytestmark = pytest.mark.xdist_group("web")

GONE = "This could not be found. It may have been deleted."
OpenMedia = Callable[..., Awaitable[Tab]]


@pytest.fixture
async def ada(database: str) -> crm.Contact:
    """A contact."""
    return await run(crm.create_contact, {"name": "Ada Lovelace"})


@pytest.fixture
def open_media(open_tab: OpenTab, ada: crm.Contact) -> OpenMedia:
    """Opens Ada's files as a user."""

    async def open_one(user: accounts.User, contact: crm.Contact = ada) -> Tab:
        return await open_tab(user, f"/contacts/{contact.uuid}?tab=files")

    return open_one


async def folder_of(contact: crm.Contact, kind: attachments.Kind = "files") -> UUID:
    return await run(attachments.ensure_folder, "contact", contact.uuid, kind)


async def a_file_of(contact: crm.Contact, user: accounts.User, name: str = "offer.pdf") -> UUID:
    return await make_file(user, name, home=await folder_of(contact))


async def an_image_of(contact: crm.Contact, user: accounts.User, name: str = "me.jpg") -> UUID:
    home = await folder_of(contact, "images")
    return await make_file(user, name, home=home, mime_type="image/jpeg", file_type="image")


async def picture_of(contact: crm.Contact) -> UUID | None:
    return attachments.avatar_uuid(await run(crm.require_contact, contact.uuid))


def names(tab: Tab, kind: str = "files") -> list[str]:
    return [row["name"] for row in tab.rows(name=kind, live=f"{kind}_live")]


async def undo(tab: Tab) -> None:
    notice = next(notice for notice in tab.value("shown") if notice["action"])
    await tab.send(Notices.act, key=notice["key"])
    await tab.settle()


class TestShowing:
    async def test_files_and_images_are_told_apart(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        await a_file_of(ada, mira)
        await an_image_of(ada, mira)
        tab = await open_media(mira)
        assert (names(tab), names(tab, "images")) == (["offer.pdf"], ["me.jpg"])
        assert (tab.value("file_count"), tab.value("image_count")) == (1, 1)

    async def test_looking_makes_no_folder(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        await open_media(mira)
        assert await run(attachments.folder_uuid, "contact", ada.uuid, "files") is None

    async def test_a_first_file_appears_though_there_was_no_folder(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        tab = await open_media(mira)
        file, folder = await make_file(mira, "late.txt"), await folder_of(ada)
        await run(attachments.attach, file, folder)
        await tab.until(lambda: names(tab) == ["late.txt"])

    async def test_a_removal_elsewhere_is_seen(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        file = await a_file_of(ada, mira)
        tab = await open_media(mira)
        await run(attachments.detach, file, await folder_of(ada))
        await tab.until(lambda: tab.fact("file_count", live="files_live") == 0)

    async def test_another_contacts_files_are_not_mixed_in(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        bob = await run(crm.create_contact, {"name": "Bob"})
        await a_file_of(bob, mira)
        tab = await open_media(mira)
        assert names(tab) == []

    async def test_a_viewer_sees_and_may_not_change(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User, victor: accounts.User
    ):
        file = await a_file_of(ada, mira)
        tab = await open_media(victor)
        assert names(tab) == ["offer.pdf"]
        assert not tab.value("can_edit")
        await tab.send(MediaState.remove_files, uuids=[str(file)])
        await tab.settle()
        assert not await is_trashed(file)

    async def test_a_contact_that_goes_into_the_trash_becomes_read_only(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        tab = await open_media(mira)
        assert tab.value("can_edit") is True
        await run(crm.trash_contact, ada.uuid)
        await tab.until(lambda: tab.value("is_trashed") is True)
        assert tab.value("can_edit") is False


class TestRemoving:
    async def test_a_removed_file_comes_back_with_undo(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        file = await a_file_of(ada, mira)
        tab = await open_media(mira)
        await tab.send(MediaState.remove_files, uuids=[str(file)])
        await tab.settle()
        assert await is_trashed(file)
        assert "The file was removed." in tab.notices()
        await undo(tab)
        assert not await is_trashed(file)
        assert names(tab) == ["offer.pdf"]

    async def test_a_linked_file_comes_back_as_it_was(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        bob = await run(crm.create_contact, {"name": "Bob"})
        file = await a_file_of(bob, mira)
        await run(attachments.attach, file, await folder_of(ada))
        tab = await open_media(mira)
        await tab.send(MediaState.remove_files, uuids=[str(file)])
        await tab.settle()
        assert not await is_trashed(file)
        await undo(tab)
        assert names(tab) == ["offer.pdf"]

    async def test_the_picture_that_was_removed_is_the_picture_again_after_undo(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        image = await an_image_of(ada, mira)
        await run(attachments.set_avatar, "contact", ada.uuid, image)
        tab = await open_media(mira)
        await tab.send(MediaState.remove_images, uuids=[str(image)])
        await tab.settle()
        assert await picture_of(ada) is None
        await undo(tab)
        assert await picture_of(ada) == image

    async def test_undo_leaves_a_picture_that_somebody_has_chosen_meanwhile(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        old, new = await an_image_of(ada, mira, "old.jpg"), await an_image_of(ada, mira, "new.jpg")
        await run(attachments.set_avatar, "contact", ada.uuid, old)
        tab = await open_media(mira)
        await tab.send(MediaState.remove_images, uuids=[str(old)])
        await tab.settle()
        await run(attachments.set_avatar, "contact", ada.uuid, new)
        await undo(tab)
        assert await picture_of(ada) == new

    async def test_what_is_gone_already_is_told(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        file = await a_file_of(ada, mira)
        tab = await open_media(mira)
        await run(attachments.detach, file, await folder_of(ada))
        await tab.send(MediaState.remove_files, uuids=[str(file)])
        await tab.settle()
        assert tab.notices() == ["That was removed already."]

    async def test_a_forged_removal_of_a_foreign_file_does_nothing(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        bob = await run(crm.create_contact, {"name": "Bob"})
        file = await a_file_of(bob, mira)
        tab = await open_media(mira)
        await tab.send(MediaState.remove_files, uuids=[str(file)])
        await tab.settle()
        assert not await is_trashed(file)
        assert tab.notices() == ["That was removed already."]

    @pytest.mark.parametrize("uuids", [["nonsense"], [""], ["\0" * 36]], ids=["text", "empty", "nul"])
    async def test_malformed_uuids_get_a_clear_message(
        self, open_media: OpenMedia, mira: accounts.User, uuids: list[object]
    ):
        tab = await open_media(mira)
        await tab.send(MediaState.remove_files, uuids=uuids)
        await tab.settle()
        assert tab.notices() == [GONE]

    async def test_nothing_is_removed_from_a_trashed_contact(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        file = await a_file_of(ada, mira)
        tab = await open_media(mira)
        await run(crm.trash_contact, ada.uuid)
        await tab.send(MediaState.remove_files, uuids=[str(file)])
        await tab.settle()
        assert not await is_trashed(file)
        assert crm.RecordTrashed().message in tab.notices()


class TestPhoto:
    async def test_an_image_becomes_the_picture_and_can_be_taken_away(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        image = await an_image_of(ada, mira)
        tab = await open_media(mira)
        await tab.send(MediaState.set_photo, file_uuid=str(image))
        await tab.settle()
        assert await picture_of(ada) == image
        await tab.send(MediaState.remove_photo)
        await tab.settle()
        assert await picture_of(ada) is None
        await undo(tab)
        assert await picture_of(ada) == image

    async def test_removing_no_picture_says_nothing(self, open_media: OpenMedia, mira: accounts.User):
        tab = await open_media(mira)
        await tab.send(MediaState.remove_photo)
        await tab.settle()
        assert tab.notices() == []

    async def test_an_uploaded_photo_belongs_to_the_contact_it_was_chosen_for(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        bob = await run(crm.create_contact, {"name": "Bob"})
        image = await an_image_of(bob, mira)
        tab = await open_media(mira)
        await tab.send(MediaState.photo_uploaded, record=str(bob.uuid), file_uuid=str(image))
        await tab.settle()
        assert await picture_of(bob) == image
        assert await picture_of(ada) is None

    async def test_a_foreign_image_is_refused(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User
    ):
        bob = await run(crm.create_contact, {"name": "Bob"})
        image = await an_image_of(bob, mira)
        tab = await open_media(mira)
        await tab.send(MediaState.set_photo, file_uuid=str(image))
        await tab.settle()
        assert await picture_of(ada) is None
        assert tab.notices() == [crm.NotRecordImage().message]

    @pytest.mark.parametrize("uuid", ["", "nonsense", "018f0000-0000-7000-8000-000000000001"])
    async def test_an_image_that_is_none_is_refused(
        self, open_media: OpenMedia, ada: crm.Contact, mira: accounts.User, uuid: str
    ):
        tab = await open_media(mira)
        await tab.send(MediaState.set_photo, file_uuid=uuid)
        await tab.settle()
        assert len(tab.notices()) == 1
        assert await picture_of(ada) is None

    async def test_forged_undo_arguments_get_a_clear_message(
        self, open_media: OpenMedia, mira: accounts.User
    ):
        tab = await open_media(mira)
        await tab.send(MediaState.put_back, record="x", kind="y", uuids=["z"], photo="q")
        await tab.settle()
        assert tab.notices() == [GONE]


async def test_a_contact_that_does_not_exist_shows_no_media(open_tab: OpenTab, mira: accounts.User):
    tab = await open_tab(mira, f"/contacts/{uuid7()}?tab=files")
    assert not tab.value("record_name")
    assert tab.redirects() == ["/contacts"]
