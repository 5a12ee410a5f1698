"""Attaching to a record's folder, detaching from it, and what becomes of an upload."""

from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage import Attached, Detached
from tests.factories import file_now, home_of, is_trashed, links_of, make_file, make_folder, run


@pytest.fixture
async def ada(database: str) -> UUID:
    """The folder of Ada, a contact."""
    return await make_folder("crm-contact-ada")


@pytest.fixture
async def bert(database: str) -> UUID:
    """The folder of Bert, another contact."""
    return await make_folder("crm-contact-bert")


async def place(file: UUID, folder: UUID, duplicate: bool = True) -> storage.Placed:
    found = await file_now(file)
    assert found is not None
    return await run(storage.place_stored, storage.StoredFile(found, duplicate), folder)


async def test_a_homeless_file_is_adopted(mira: accounts.User, ada: UUID) -> None:
    file = await make_file(mira)
    assert await run(storage.attach, file, ada) is Attached.ADOPTED
    assert await home_of(file) == ada
    assert await links_of(file) == []


async def test_a_file_with_another_home_is_linked(mira: accounts.User, ada: UUID, bert: UUID) -> None:
    file = await make_file(mira, home=bert)
    assert await run(storage.attach, file, ada) is Attached.LINKED
    assert await home_of(file) == bert
    assert await links_of(file) == [ada]


async def test_attaching_again_changes_nothing(mira: accounts.User, ada: UUID, bert: UUID) -> None:
    own, linked = await make_file(mira, home=ada), await make_file(mira, home=bert, links=[ada])
    homeless = await make_file(mira, links=[ada])
    for file in (own, linked, homeless):
        assert await run(storage.attach, file, ada) is Attached.ALREADY_ATTACHED
    assert await home_of(homeless) is None
    assert await links_of(homeless) == [ada]


async def test_nothing_is_attached_to_a_folder_that_is_trashed_or_gone(
    mira: accounts.User, ada: UUID
) -> None:
    file = await make_file(mira)
    await run(storage.trash_folder, ada)
    for folder in (ada, uuid7()):
        for service in (storage.attach, storage.restore_into):
            with pytest.raises(storage.FolderUnavailable):
                await run(service, file, folder)
        with pytest.raises(storage.FolderUnavailable):
            await place(file, folder)
    assert await home_of(file) is None


async def test_unknown_technical_and_trashed_files_are_not_attached(mira: accounts.User, ada: UUID) -> None:
    parent = await make_file(mira)
    tile = await make_file(mira, "tile", parent_file_uuid=parent, system_managed=True)
    for uuid in (uuid7(), tile):
        with pytest.raises(NotFound):
            await run(storage.attach, uuid, ada)
    await run(storage.trash_file, parent)
    with pytest.raises(storage.FileTrashed):
        await run(storage.attach, parent, ada)


async def test_attach_decides_from_the_row_not_from_what_was_loaded(mira: accounts.User, ada: UUID) -> None:
    file = await make_file(mira)
    async with system_scope() as scope:
        stale = await scope.session.get_one(storage.File, file)
        await run(storage.trash_file, file)
        assert stale.trashed_at is None
        with pytest.raises(storage.FileTrashed):
            await storage.attach(scope, file, ada)


async def test_detaching_a_link_takes_only_the_link(mira: accounts.User, ada: UUID, bert: UUID) -> None:
    file = await make_file(mira, home=bert, links=[ada])
    assert await run(storage.detach, file, ada) is Detached.UNLINKED
    assert await home_of(file) == bert
    assert await links_of(file) == []
    assert not await is_trashed(file)


async def test_detaching_from_home_moves_to_the_live_folder_with_the_oldest_link(
    mira: accounts.User, ada: UUID, bert: UUID
) -> None:
    gone, newer = await make_folder("Gone"), await make_folder("Newer")
    file = await make_file(mira, home=ada, links=[gone, bert, newer])
    await run(storage.trash_folder, gone)
    assert await run(storage.detach, file, ada) is Detached.REHOMED
    assert await home_of(file) == bert
    assert await links_of(file) == [gone, newer]


async def test_what_nobody_else_holds_goes_to_the_trash_where_it_was(mira: accounts.User, ada: UUID) -> None:
    file = await make_file(mira, home=ada)
    assert await run(storage.detach, file, ada) is Detached.TRASHED
    assert await is_trashed(file)
    assert await home_of(file) == ada


async def test_a_link_in_a_trashed_folder_does_not_keep_a_file_out_of_the_trash(
    mira: accounts.User, ada: UUID
) -> None:
    gone = await make_folder("Gone")
    file = await make_file(mira, home=ada, links=[gone])
    await run(storage.trash_folder, gone)
    assert await run(storage.detach, file, ada) is Detached.TRASHED


async def test_what_is_not_here_is_left_alone(mira: accounts.User, ada: UUID, bert: UUID) -> None:
    file, trashed = await make_file(mira, home=bert), await make_file(mira, home=ada)
    await run(storage.trash_file, trashed)
    assert await run(storage.detach, file, ada) is Detached.ABSENT
    assert await run(storage.detach, file, None) is Detached.ABSENT
    assert await run(storage.detach, uuid7(), ada) is Detached.ABSENT
    assert await run(storage.detach, trashed, ada) is Detached.ABSENT
    assert await home_of(file) == bert
    assert not await is_trashed(file)


async def test_a_fresh_upload_is_adopted(mira: accounts.User, ada: UUID) -> None:
    placed = await place(await make_file(mira), ada, duplicate=False)
    assert placed == storage.Placed(Attached.ADOPTED)
    assert placed.changed


async def test_an_upload_that_is_already_here_changes_nothing(mira: accounts.User, ada: UUID) -> None:
    placed = await place(await make_file(mira, home=ada), ada)
    assert placed == storage.Placed(Attached.ALREADY_ATTACHED)
    assert not placed.changed


async def test_an_upload_that_lives_elsewhere_is_linked(mira: accounts.User, ada: UUID, bert: UUID) -> None:
    assert await place(await make_file(mira, home=bert), ada) == storage.Placed(Attached.LINKED)


async def test_an_upload_that_was_removed_here_comes_back_and_is_told_as_a_change(
    mira: accounts.User, ada: UUID
) -> None:
    file = await make_file(mira, home=ada)
    await run(storage.detach, file, ada)
    placed = await place(file, ada)
    assert placed == storage.Placed(Attached.ALREADY_ATTACHED, restored=True)
    assert placed.changed
    assert not await is_trashed(file)


async def test_an_upload_that_was_removed_elsewhere_comes_back_here_only(
    mira: accounts.User, ada: UUID, bert: UUID
) -> None:
    file = await make_file(mira, home=bert)
    await run(storage.detach, file, bert)
    assert await place(file, ada) == storage.Placed(Attached.ADOPTED, restored=True)
    assert await home_of(file) == ada
    assert await run(storage.list_files, bert) == []


async def test_an_upload_from_the_trash_that_was_linked_here_is_at_home_here(
    mira: accounts.User, ada: UUID, bert: UUID
) -> None:
    file = await make_file(mira, home=bert, links=[ada])
    await run(storage.trash_file, file)
    assert (await place(file, ada)).restored
    assert await home_of(file) == ada
    assert await links_of(file) == []


async def test_an_upload_from_the_trash_stays_there_when_its_folder_is_gone(
    mira: accounts.User, ada: UUID
) -> None:
    file = await make_file(mira)
    await run(storage.trash_file, file)
    await run(storage.trash_folder, ada)
    with pytest.raises(storage.FolderUnavailable):
        await place(file, ada)
    assert await is_trashed(file)


async def test_an_upload_whose_row_is_gone_meanwhile_is_not_found(mira: accounts.User, ada: UUID) -> None:
    stored = await file_now(await make_file(mira))
    assert stored is not None
    await run(storage.delete_file_completely, stored.uuid)
    with pytest.raises(NotFound):
        await run(storage.place_stored, storage.StoredFile(stored, duplicate=True), ada)


async def test_undo_after_trashed_rehomed_and_unlinked(mira: accounts.User, ada: UUID, bert: UUID) -> None:
    single, moved = await make_file(mira, home=ada), await make_file(mira, home=ada, links=[bert])
    linked = await make_file(mira, home=bert, links=[ada])
    for file in (single, moved, linked):
        await run(storage.detach, file, ada)
        assert (await run(storage.restore_into, file, ada)).changed
    assert [await home_of(file) for file in (single, moved, linked)] == [ada, bert, bert]
    assert [await links_of(file) for file in (single, moved, linked)] == [[], [ada], [ada]]


async def test_undo_leaves_what_somebody_trashed_elsewhere_in_the_trash(
    mira: accounts.User, ada: UUID, bert: UUID
) -> None:
    file = await make_file(mira, home=bert, links=[ada])
    await run(storage.detach, file, ada)
    await run(storage.detach, file, bert)
    with pytest.raises(storage.FileTrashed):
        await run(storage.restore_into, file, ada)
    assert await is_trashed(file)
