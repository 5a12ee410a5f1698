"""Into the trash, back, and away for good."""

import pytest

from crm_app import accounts, crm, storage
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage.library import (
    delete_items,
    empty_library_trash,
    restore_items,
    trash_items,
)
from tests.factories import file_now, folder_now, home_of, is_trashed, make_file, make_folder, run, run_as
from tests.storage.library.looking import a_record_folder, actions, names
from tests.storage.library.test_moving import keys


async def test_everything_selected_goes_and_comes_back(mira: accounts.User) -> None:
    office = await make_folder("Office")
    inside, file = await make_folder("Inside", office), await make_file(mira, "a.txt", home=office)
    await make_file(mira, "deep.txt", home=inside)
    wanted = keys(folders=(inside,), files=(file,))
    assert await run_as(mira, trash_items, wanted) == wanted
    assert await names(folder_uuid=office) == []
    assert await run_as(mira, trash_items, wanted) == []
    assert await run_as(mira, restore_items, wanted) == wanted
    assert await names(folder_uuid=office) == ["Inside", "a.txt"]
    assert await names(folder_uuid=inside) == ["deep.txt"]
    assert await actions(file) == ["media.file_trashed", "media.file_restored"]
    assert await actions(inside) == ["media.folder_trashed", "media.folder_restored"]


async def test_who_trashed_it_is_written_and_taken_back(mira: accounts.User) -> None:
    folder = await make_folder("Office")
    deep, file = await make_file(mira, home=folder), await make_file(mira)
    wanted = keys(folders=(folder,), files=(file,))
    await run_as(mira, trash_items, wanted)
    trashed = [await folder_now(folder), await file_now(deep), await file_now(file)]
    assert [row.trashed_by_uuid for row in trashed if row] == [mira.uuid] * 3
    await run_as(mira, restore_items, wanted)
    restored = [await folder_now(folder), await file_now(deep), await file_now(file)]
    assert [row.trashed_by_uuid for row in restored if row] == [None] * 3


async def test_what_a_record_lets_go_says_who_did_it(mira: accounts.User) -> None:
    folder = await make_folder("Office")
    file = await make_file(mira, home=folder)
    await run_as(mira, storage.detach, file, folder)
    found = await file_now(file)
    assert found is not None
    assert found.trashed_by_uuid == mira.uuid


async def test_folders_come_back_under_other_names_where_theirs_is_taken(database: str) -> None:
    office = await make_folder("Office")
    trashed = [await make_folder("Plans", office)]
    await run(trash_items, keys(folders=(trashed[0],)))
    trashed.append(await make_folder("Plans", office))
    await run(trash_items, keys(folders=(trashed[1],)))
    await make_folder("Plans", office)
    await run(restore_items, keys(folders=tuple(trashed)))
    assert await names(folder_uuid=office) == ["Plans", "Plans (restored 2)", "Plans (restored)"]


async def test_the_former_folder_of_a_record_comes_back_under_its_name(database: str) -> None:
    async with system_scope() as scope:
        anna = await crm.create_contact(scope, {"name": "Anna Berg"})
    first = await a_record_folder("crm-contact", anna.uuid)
    await run(storage.trash_folder, first)
    await a_record_folder("crm-contact", anna.uuid)
    await run(restore_items, keys(folders=(first,)))
    assert await names() == ["Anna Berg (restored)"]
    assert await names(place="contacts") == ["Anna Berg"]


async def test_only_what_lies_in_the_trash_is_deleted_for_good(mira: accounts.User) -> None:
    folder, live = await make_folder("Office"), await make_file(mira)
    trashed = await make_file(mira)
    await run(trash_items, keys(files=(trashed,)))
    with pytest.raises(storage.NotTrashed):
        await run(delete_items, keys(files=(trashed, live)))
    with pytest.raises(storage.NotTrashed):
        await run(delete_items, keys(folders=(folder,)))
    assert await is_trashed(trashed)
    assert await run_as(mira, delete_items, keys(files=(trashed, uuid7()))) == keys(files=(trashed,))
    assert await file_now(trashed) is None
    assert (await actions(trashed))[-1] == "media.file_deleted"


async def test_a_folder_is_deleted_with_all_that_went_with_it(mira: accounts.User) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    inside = await make_file(mira, home=office)
    shared = await make_file(mira, home=office, links=[other])
    await run(trash_items, keys(folders=(office,)))
    await run(delete_items, keys(folders=(office,)))
    assert await folder_now(office) is None
    assert await file_now(inside) is None
    assert await home_of(shared) == other


async def test_the_trash_is_emptied(mira: accounts.User) -> None:
    folder, file = await make_folder("Office"), await make_file(mira)
    kept = await make_file(mira, "kept.txt")
    await run_as(mira, trash_items, keys(folders=(folder,), files=(file,)))
    assert await run_as(mira, empty_library_trash) == 1
    assert await names(place="trash") == []
    assert await file_now(kept) is not None
