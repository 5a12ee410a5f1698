"""What is removed from a folder that only links it stays everywhere else; the rest goes to the trash."""

import asyncio

import pytest

from crm_app import accounts, storage
from crm_app.storage.library import Removed, link_files, remove_items, restore_items
from tests.factories import home_of, is_trashed, links_of, make_file, make_folder, outcome, run, run_as
from tests.storage.library.looking import a_record_folder, actions, names
from tests.storage.library.test_moving import keys


async def test_from_where_it_is_linked_only_the_link_goes(mira: accounts.User) -> None:
    office, showing, other = [await make_folder(name) for name in ("Office", "Showing", "Other")]
    file = await make_file(mira, home=office, links=[showing, other])
    removed = await run_as(mira, remove_items, keys(files=(file,)), showing)
    assert removed == Removed([], keys(files=(file,)), 0)
    assert (await home_of(file), await links_of(file), await is_trashed(file)) == (office, [other], False)
    assert await actions(file) == ["media.file_unlinked"]


async def test_from_its_home_it_goes_to_the_trash_and_is_said_to_be_gone_elsewhere(
    mira: accounts.User,
) -> None:
    office, showing, gone = [await make_folder(name) for name in ("Office", "Showing", "Gone")]
    await run(storage.trash_folder, gone)
    file = await make_file(mira, home=office, links=[showing, gone])
    removed = await run_as(mira, remove_items, keys(files=(file,)), office)
    assert removed == Removed(keys(files=(file,)), [], 1)
    assert await names(folder_uuid=showing) == []
    await run_as(mira, restore_items, removed.trashed)
    assert await names(folder_uuid=showing) == ["notes.txt"]


async def test_of_no_certain_folder_everything_goes_to_the_trash(mira: accounts.User) -> None:
    office, showing = await make_folder("Office"), await make_folder("Showing")
    file = await make_file(mira, home=office, links=[showing])
    assert (await run_as(mira, remove_items, keys(files=(file,)))).trashed == keys(files=(file,))


async def test_linked_and_at_home_are_removed_together(mira: accounts.User) -> None:
    office, showing = await make_folder("Office"), await make_folder("Showing")
    inner = await make_folder("Inner", showing)
    linked = await make_file(mira, "linked.txt", home=office, links=[showing])
    own = await make_file(mira, "own.txt", home=showing)
    removed = await run_as(mira, remove_items, keys(folders=(inner,), files=(linked, own)), showing)
    assert removed == Removed(keys(folders=(inner,), files=(own,)), keys(files=(linked,)), 0)
    await run_as(mira, restore_items, removed.trashed)
    await run_as(mira, link_files, [linked], showing)
    assert await names(folder_uuid=showing) == ["Inner", "linked.txt", "own.txt"]


async def test_the_folder_of_a_record_keeps_all_of_it(mira: accounts.User) -> None:
    office, showing = await make_folder("Office"), await make_folder("Showing")
    file = await make_file(mira, home=office, links=[showing])
    root = await a_record_folder("crm-contact", file)
    told = await outcome(run_as(mira, remove_items, keys(folders=(root,), files=(file,)), showing))
    assert told == "belongs_to_record"
    assert await links_of(file) == [showing]


@pytest.mark.parametrize("turn", range(3))
async def test_removed_by_two_at_once_it_is_removed_once(mira: accounts.User, turn: int) -> None:
    office, showing = await make_folder("Office"), await make_folder("Showing")
    file = await make_file(mira, home=office, links=[showing])
    both = await asyncio.gather(*(run_as(mira, remove_items, keys(files=(file,)), showing) for _ in range(2)))
    assert sorted(len(each.taken_out) for each in both) == [0, 1]
    assert (await links_of(file), await actions(file)) == ([], ["media.file_unlinked"])
