"""A record's folders and the files in them: found by name, made once, nothing shared ever destroyed."""

import asyncio

import pytest
from sqlmodel import col, select

from crm_app import accounts, crm, storage
from crm_app.core.audit import Activity
from crm_app.core.errors import AppError, Forbidden, NotFound
from crm_app.core.ids import uuid7
from crm_app.core.live.changes import Change
from crm_app.core.scope import Scope, open_scope, system_scope
from crm_app.crm import attachments
from crm_app.storage import Attached, Detached
from tests.crm.conftest import a_file, attach, detach, files_in, folder_of
from tests.live import told
from tests.waiting import begun_and_waiting


async def all_folders() -> list[storage.Folder]:
    async with system_scope() as scope:
        return list(await scope.session.exec(select(storage.Folder)))


async def read(file: storage.File) -> storage.File:
    async with system_scope() as scope:
        found = await attachments.get_file(scope, file.uuid)
    assert found is not None
    return found


def test_a_records_folder_is_named_after_it():
    uuid = uuid7()
    assert attachments.root_folder_name("contact", uuid) == f"crm-contact-{uuid}"
    assert attachments.root_folder_name("company", uuid) == f"crm-company-{uuid}"
    assert attachments.interaction_folder_name(uuid) == f"crm-interaction-{uuid}"


@pytest.mark.parametrize("resource", ["person", "", "interaction", "Contact"])
def test_no_other_resource_has_a_folder(resource: str):
    with pytest.raises(ValueError, match="no folder belongs"):
        attachments.root_folder_name(resource, uuid7())


async def test_looking_never_makes_a_folder(ada: crm.Contact):
    async with system_scope() as scope:
        assert await attachments.folder_uuid(scope, "contact", ada.uuid, "files") is None
        assert await attachments.folder_uuid(scope, "contact", ada.uuid, "images") is None
        assert await attachments.list_files(scope, None) == []
        assert await attachments.interaction_folder_uuid(scope, uuid7()) is None
        assert await attachments.list_interaction_files(scope, uuid7()) == []
    assert await all_folders() == []


async def test_the_images_folder_lies_inside_the_records_folder(ada: crm.Contact):
    images = await folder_of(ada, "images")
    root = await folder_of(ada)
    by_uuid = {folder.uuid: folder for folder in await all_folders()}
    assert by_uuid[images].name == "Images"
    assert by_uuid[images].parent_uuid == root
    assert by_uuid[root].name == f"crm-contact-{ada.uuid}"


async def test_many_first_uploads_at_once_make_one_folder_each(ada: crm.Contact):
    found = await asyncio.gather(*(folder_of(ada, "images") for _ in range(16)))
    assert len(set(found)) == 1
    assert len(await all_folders()) == 2


async def test_an_images_folder_elsewhere_is_never_taken(ada: crm.Contact):
    async with system_scope() as scope:
        foreign = await storage.create_folder(scope, name="Images")
    assert await folder_of(ada, "images") != foreign.uuid


async def test_a_folder_that_was_moved_in_the_library_is_still_the_records(ada: crm.Contact):
    root = await folder_of(ada)
    async with system_scope() as scope:
        archive = await storage.create_folder(scope, name="Archive")
        await storage.update_folder(scope, root, parent_uuid=archive.uuid)
    assert await folder_of(ada) == root


async def test_a_trashed_folder_is_never_used_again(ada: crm.Contact):
    root = await folder_of(ada)
    async with system_scope() as scope:
        await storage.trash_folder(scope, root)
        assert await attachments.folder_uuid(scope, "contact", ada.uuid, "files") is None
    assert await folder_of(ada) != root


async def test_a_file_without_a_home_is_adopted(mira: accounts.User, ada: crm.Contact):
    file, folder = await a_file(mira), await folder_of(ada)
    assert await attach(file, folder) is Attached.ADOPTED
    assert (await read(file)).folder_uuid == folder
    assert await files_in(folder) == [file.uuid]


async def test_a_file_at_home_elsewhere_is_linked(mira: accounts.User, ada: crm.Contact, bob: crm.Contact):
    file, at_ada, at_bob = await a_file(mira), await folder_of(ada), await folder_of(bob)
    await attach(file, at_ada)
    assert await attach(file, at_bob) is Attached.LINKED
    assert (await read(file)).folder_uuid == at_ada
    assert await files_in(at_bob) == [file.uuid]


async def test_attaching_twice_changes_nothing(mira: accounts.User, ada: crm.Contact):
    file, folder = await a_file(mira), await folder_of(ada)
    await attach(file, folder)
    assert await attach(file, folder) is Attached.ALREADY_ATTACHED
    assert await files_in(folder) == [file.uuid]


async def test_an_unknown_file_cannot_be_attached(ada: crm.Contact):
    folder = await folder_of(ada)
    with pytest.raises(NotFound):
        async with system_scope() as scope:
            await attachments.attach(scope, uuid7(), folder)


async def test_a_file_cannot_be_attached_to_an_unknown_folder(mira: accounts.User, database: str):
    file = await a_file(mira)
    with pytest.raises(storage.FolderUnavailable):
        async with system_scope() as scope:
            await attachments.attach(scope, file.uuid, uuid7())


async def test_a_trashed_file_cannot_be_attached(mira: accounts.User, ada: crm.Contact):
    file, folder = await a_file(mira), await folder_of(ada)
    async with system_scope() as scope:
        await storage.trash_file(scope, file.uuid)
    with pytest.raises(storage.FileTrashed):
        await attach(file, folder)


async def test_nothing_is_attached_to_a_trashed_record(mira: accounts.User, ada: crm.Contact):
    file, folder = await a_file(mira), await folder_of(ada, "images")
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    with pytest.raises(crm.RecordTrashed):
        await attach(file, folder)
    assert await files_in(folder) == []


async def test_no_upload_is_accepted_for_a_contact_that_is_being_deleted(ada: crm.Contact):
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    async with system_scope() as deleting:
        await crm.delete_contact(deleting, ada.uuid)
        checked = await begun_and_waiting(check_upload(ada))
        await deleting.commit()
    assert await checked == "not_found"


async def check_upload(contact: crm.Contact) -> str:
    try:
        async with system_scope() as scope:
            await attachments.check_upload(scope, "contact", contact.uuid)
    except AppError as error:
        return error.code
    return "accepted"


async def test_a_viewer_attaches_and_detaches_nothing(
    mira: accounts.User, victor: accounts.User, ada: crm.Contact
):
    file, folder = await a_file(mira), await folder_of(ada)
    for change in (attachments.attach, attachments.detach, attachments.reattach):
        with pytest.raises(Forbidden):
            async with accounts.scope_for(victor.uuid) as scope:
                await change(scope, file.uuid, folder)
    assert await files_in(folder) == []


async def test_a_file_held_nowhere_else_goes_to_the_trash(mira: accounts.User, ada: crm.Contact):
    file, folder = await a_file(mira), await folder_of(ada)
    await attach(file, folder)
    assert await detach(file, folder) is Detached.TRASHED
    assert (await read(file)).status == "trashed"
    assert await files_in(folder) == []


async def test_a_linked_file_is_unlinked_and_stays_where_it_lives(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    file, at_ada, at_bob = await a_file(mira), await folder_of(ada), await folder_of(bob)
    await attach(file, at_ada)
    await attach(file, at_bob)
    assert await detach(file, at_bob) is Detached.UNLINKED
    assert await files_in(at_ada) == [file.uuid]


async def test_a_shared_file_moves_home_to_the_other_holder(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    file, at_ada, at_bob = await a_file(mira), await folder_of(ada), await folder_of(bob)
    await attach(file, at_ada)
    await attach(file, at_bob)
    assert await detach(file, at_ada) is Detached.REHOMED
    assert (await read(file)).folder_uuid == at_bob
    assert await files_in(at_ada) == []


@pytest.mark.parametrize("where", ["nowhere", "an unknown folder", "another record's folder"])
async def test_detaching_what_is_not_there_is_absent_and_leaves_no_trace(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact, where: str
):
    file, at_ada = await a_file(mira), await folder_of(ada)
    await attach(file, at_ada)
    places = {"nowhere": None, "an unknown folder": uuid7(), "another record's folder": await folder_of(bob)}
    assert await detach(file, places[where]) is Detached.ABSENT
    assert await files_in(at_ada) == [file.uuid]
    async with system_scope() as scope:
        removals = select(Activity).where(col(Activity.action).endswith("removed"))
        assert list(await scope.session.exec(removals)) == []


async def test_undoing_a_removal_brings_the_very_file_back(mira: accounts.User, ada: crm.Contact):
    file, folder = await a_file(mira), await folder_of(ada)
    await attach(file, folder)
    await detach(file, folder)
    async with system_scope() as scope:
        await attachments.reattach(scope, file.uuid, folder)
    assert await files_in(folder) == [file.uuid]
    assert (await read(file)).status == "active"


async def test_undoing_the_removal_of_a_shared_file_links_it_again(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    file, at_ada, at_bob = await a_file(mira), await folder_of(ada), await folder_of(bob)
    await attach(file, at_ada)
    await attach(file, at_bob)
    await detach(file, at_ada)
    async with system_scope() as scope:
        await attachments.reattach(scope, file.uuid, at_ada)
    assert await files_in(at_ada) == [file.uuid]
    assert await files_in(at_bob) == [file.uuid]


async def test_the_lists_can_be_narrowed_by_kind(mira: accounts.User, ada: crm.Contact):
    folder = await folder_of(ada)
    offer, photo = await a_file(mira), await a_file(mira, "portrait.jpg")
    await attach(offer, folder)
    await attach(photo, folder)
    assert set(await files_in(folder)) == {offer.uuid, photo.uuid}
    assert await files_in(folder, only="images") == [photo.uuid]
    assert await files_in(folder, only="non_images") == [offer.uuid]
    async with system_scope() as scope:
        assert await attachments.count_files(scope, folder) == 2
        assert await attachments.count_files(scope, folder, only="images") == 1
        assert await attachments.count_files(scope, None) == 0


async def test_a_file_knows_whether_it_is_an_image(mira: accounts.User, database: str):
    offer, photo = await a_file(mira), await a_file(mira, "portrait.jpg")
    async with system_scope() as scope:
        assert await attachments.is_image(scope, photo.uuid)
        assert not await attachments.is_image(scope, offer.uuid)
        assert not await attachments.is_image(scope, uuid7())


async def test_media_changes_are_in_the_trail_and_reach_the_records_page(
    mira: accounts.User, ada: crm.Contact
):
    file, images = await a_file(mira, "portrait.jpg"), await folder_of(ada, "images")
    async with told(f"contact:{ada.uuid}") as changes:
        async with accounts.scope_for(mira.uuid) as scope:
            await attachments.attach(scope, file.uuid, images)
        async with accounts.scope_for(mira.uuid) as scope:
            await attachments.detach(scope, file.uuid, images)
    assert await changes() == [Change(f"contact:{ada.uuid}", "media_changed", (ada.uuid,))] * 2
    async with system_scope() as scope:
        events = (await crm.contact_events(scope, ada.uuid)).events
    assert [event.label.text for event in events] == ["Image removed", "Image added", "Contact created"]
    assert [event.actor for event in events] == ["Mira from sales", "Mira from sales", None]
    assert [event.detail for event in events] == ["", "1 image", ""]


async def test_a_folder_of_no_record_takes_files_and_tells_no_record(mira: accounts.User, database: str):
    file = await a_file(mira)
    async with system_scope() as scope:
        folder = await storage.create_folder(scope, name="Brochures")
    assert await attach(file, folder.uuid) is Attached.ADOPTED
    assert await detach(file, folder.uuid) is Detached.TRASHED


async def test_deleting_a_contact_takes_its_files_and_spares_shared_ones(
    mira: accounts.User, ada: crm.Contact, bob: crm.Contact
):
    own, shared = await a_file(mira), await a_file(mira, "price list.pdf")
    at_ada, at_bob = await folder_of(ada), await folder_of(bob)
    await attach(own, at_ada)
    await attach(shared, at_ada)
    await attach(shared, at_bob)
    async with system_scope() as scope:
        await crm.trash_contact(scope, ada.uuid)
    assert await files_in(at_ada) != []
    async with system_scope() as scope:
        await crm.delete_contact(scope, ada.uuid)
    async with system_scope() as scope:
        assert await attachments.get_file(scope, own.uuid) is None
    assert await files_in(at_bob) == [shared.uuid]


async def test_purging_what_never_had_a_folder_is_fine(ada: crm.Contact):
    async with system_scope() as scope:
        await attachments.purge_media(scope, "contact", ada.uuid)
        await attachments.purge_interaction_media(scope, uuid7())


async def test_interactions_have_flat_folders_with_their_files(mira: accounts.User, database: str):
    call, meeting, silent = uuid7(), uuid7(), uuid7()
    async with system_scope() as scope:
        folders = [
            await attachments.ensure_interaction_folder(scope, uuid) for uuid in (call, meeting, silent)
        ]
    first, second, other = await a_file(mira), await a_file(mira), await a_file(mira)
    for file, folder in ((first, folders[0]), (second, folders[0]), (other, folders[1])):
        await attach(file, folder)
    async with system_scope() as scope:
        held = await attachments.list_files_by_interaction(scope, [call, meeting, silent, uuid7()])
        assert [file.uuid for file in await attachments.list_interaction_files(scope, call)] == [
            second.uuid,
            first.uuid,
        ]
    assert {uuid: [file.uuid for file in files] for uuid, files in held.items()} == {
        call: [second.uuid, first.uuid],
        meeting: [other.uuid],
    }


async def test_the_files_of_no_interactions_cost_no_query(database: str, statements: list[str]):
    async with system_scope() as scope:
        assert await attachments.list_files_by_interaction(scope, []) == {}
    assert statements == []


@pytest.mark.parametrize("count", [1, 30])
async def test_the_files_of_many_interactions_cost_as_many_queries_as_of_one(
    database: str, statements: list[str], count: int
):
    calls = [uuid7() for _ in range(count)]
    async with system_scope() as scope:
        for call in calls:
            await attachments.ensure_interaction_folder(scope, call)
    statements.clear()
    async with system_scope() as scope:
        await attachments.list_files_by_interaction(scope, calls)
    assert len(statements) <= 3


async def test_purging_an_interaction_deletes_its_files(mira: accounts.User, database: str):
    call, file = uuid7(), await a_file(mira)
    async with system_scope() as scope:
        folder = await attachments.ensure_interaction_folder(scope, call)
    await attach(file, folder)
    async with system_scope() as scope:
        await attachments.purge_interaction_media(scope, call)
    async with system_scope() as scope:
        assert await attachments.get_file(scope, file.uuid) is None
        assert await attachments.interaction_folder_uuid(scope, call) is None


async def test_without_permission_nothing_is_shown(victor: accounts.User, ada: crm.Contact):
    reads = [
        lambda s: attachments.folder_uuid(s, "contact", ada.uuid, "files"),
        lambda s: attachments.interaction_folder_uuid(s, ada.uuid),
        lambda s: attachments.list_files(s, None),
        lambda s: attachments.count_files(s, None),
        lambda s: attachments.get_file(s, ada.uuid),
        lambda s: attachments.is_image(s, ada.uuid),
        lambda s: attachments.list_interaction_files(s, ada.uuid),
        lambda s: attachments.list_files_by_interaction(s, []),
        lambda s: attachments.avatar_urls(s, []),
        lambda s: attachments.is_avatar_candidate(s, "contact", ada.uuid, ada.uuid),
    ]
    for look in reads:
        with pytest.raises(Forbidden):
            async with open_scope(victor, frozenset({"staff.view"})) as scope:
                await look(scope)


async def test_a_viewer_may_not_make_folders_or_purge(victor: accounts.User, ada: crm.Contact):
    async def tries(scope: Scope) -> list:
        return [
            attachments.ensure_folder(scope, "contact", ada.uuid, "files"),
            attachments.ensure_interaction_folder(scope, ada.uuid),
            attachments.purge_media(scope, "contact", ada.uuid),
            attachments.purge_interaction_media(scope, ada.uuid),
        ]

    async with accounts.scope_for(victor.uuid) as scope:
        for attempt in await tries(scope):
            with pytest.raises(Forbidden):
                await attempt
