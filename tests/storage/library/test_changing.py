"""Names, colours and descriptions of single files and folders."""

import pytest

from crm_app import accounts, storage
from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.storage.library import (
    add_folder,
    describe_file,
    describe_folder,
    free_name,
    recolor_folder,
    rename_file,
    rename_folder,
)
from tests.factories import file_now, folder_now, make_file, make_folder, run, run_as
from tests.storage.library.looking import a_record_folder, actions, names


async def test_folders_without_a_name_are_untitled_one_after_the_other(database: str) -> None:
    office = await make_folder("Office")
    for _ in range(3):
        await run(add_folder, office)
    assert await names(folder_uuid=office) == ["untitled", "untitled 2", "untitled 3"]


async def test_a_folder_is_renamed_recoloured_and_described(mira: accounts.User) -> None:
    folder = await make_folder("Office")
    await run_as(mira, rename_folder, folder, " Bureau ")
    await run_as(mira, recolor_folder, folder, "sky")
    await run_as(mira, describe_folder, folder, "All of it")
    found = await folder_now(folder)
    assert found is not None
    assert (found.name, found.color, found.description) == ("Bureau", "sky", "All of it")
    assert await actions(folder) == ["media.folder_renamed", "media.folder_updated", "media.folder_updated"]


async def test_the_folder_of_a_record_keeps_its_name(database: str) -> None:
    folder = await a_record_folder("crm-contact", uuid7())
    with pytest.raises(storage.BelongsToRecord):
        await run(rename_folder, folder, "Anna")
    await run(recolor_folder, folder, "sky")


@pytest.mark.parametrize(
    ("typed", "stored"), [("offer.pdf", "offer.pdf"), ("offer", "offer.txt"), (" .hidden ", ".hidden.txt")]
)
async def test_a_file_is_renamed_and_keeps_an_extension(mira: accounts.User, typed: str, stored: str) -> None:
    file = await make_file(mira, "notes.txt")
    assert (await run_as(mira, rename_file, file, typed)).original_file_name == stored
    assert await actions(file) == ["media.file_renamed"]


@pytest.mark.parametrize("typed", ["", "  ", "a/b", "a\\b", "a\0b", "x" * 256])
async def test_an_impossible_name_is_refused(mira: accounts.User, typed: str) -> None:
    file = await make_file(mira)
    with pytest.raises(ValidationFailed):
        await run(rename_file, file, typed)


async def test_what_changes_nothing_is_not_written_down(mira: accounts.User) -> None:
    file = await make_file(mira, "notes.txt")
    await run_as(mira, rename_file, file, "notes.txt")
    await run_as(mira, describe_file, file, " ")
    assert await actions(file) == []


async def test_a_file_is_described(mira: accounts.User) -> None:
    file = await make_file(mira)
    await run_as(mira, describe_file, file, " What we said ")
    found = await file_now(file)
    assert found is not None
    assert found.description == "What we said"
    with pytest.raises(ValidationFailed):
        await run(describe_file, file, "x" * 2001)


async def test_a_file_in_the_trash_is_not_renamed(mira: accounts.User) -> None:
    file = await make_file(mira)
    await run(storage.trash_file, file)
    with pytest.raises(storage.FileTrashed):
        await run(rename_file, file, "other.txt")
    with pytest.raises(NotFound):
        await run(rename_file, uuid7(), "other.txt")


@pytest.mark.parametrize(
    ("name", "taken", "note", "free"),
    [
        ("a.txt", set(), "", "a.txt"),
        ("a.txt", {"a.txt"}, "", "a (2).txt"),
        ("a.txt", {"a.txt", "a (2).txt"}, "", "a (3).txt"),
        ("a", {"a"}, "restored", "a (restored)"),
        ("a", {"a", "a (restored)"}, "restored", "a (restored 2)"),
        ("x" * 255, {"x" * 255}, "", "x" * 251 + " (2)"),
    ],
    ids=["free", "second", "third", "restored", "restored again", "long"],
)
def test_a_taken_name_gets_a_number(name: str, taken: set[str], note: str, free: str) -> None:
    assert free_name(name, taken, note) == free
