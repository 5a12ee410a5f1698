"""What waits for somebody's draft is theirs: to the library it is not there, whoever names it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.scope import Scope
from crm_app.storage import record_media
from crm_app.storage.library import (
    check_version,
    copy_files,
    delete_items,
    describe_file,
    file_details,
    library_rows,
    link_files,
    move_items,
    rename_file,
    restore_items,
    restore_version,
    trash_items,
    zip_plan,
)
from tests.factories import file_now, is_trashed, make_file, make_folder, outcome, run, run_as
from tests.storage.library.looking import names
from tests.storage.library.test_moving import keys

Try = Callable[[Scope, UUID, UUID], Any]
TRIES: dict[str, Try] = {
    "copy": lambda s, file, folder: copy_files(s, [file], folder),
    "link": lambda s, file, folder: link_files(s, [file], folder),
    "move": lambda s, file, folder: move_items(s, keys(files=(file,)), folder),
    "rename": lambda s, file, folder: rename_file(s, file, "mine.txt"),
    "describe": lambda s, file, folder: describe_file(s, file, "mine"),
    "details": lambda s, file, folder: file_details(s, file),
    "zip": lambda s, file, folder: zip_plan(s, keys(files=(file,))),
    "a version": lambda s, file, folder: check_version(s, file),
    "an old version": lambda s, file, folder: restore_version(s, file, 1),
}


@pytest.mark.parametrize("what", TRIES)
async def test_it_is_not_found(mira: accounts.User, victor: accounts.User, what: str) -> None:
    file, folder = await make_file(victor, meta={"staged": True}), await make_folder("Office")
    assert await outcome(run_as(mira, TRIES[what], file, folder)) == "not_found"


async def test_it_is_left_out(mira: accounts.User, victor: accounts.User) -> None:
    file = await make_file(victor, meta={"staged": True})
    wanted = keys(files=(file,))
    for call in (trash_items, restore_items, delete_items):
        assert await run_as(mira, call, wanted) == []
    assert await run_as(mira, library_rows, wanted) == []
    assert not await is_trashed(file)


async def test_only_who_uploaded_it_reads_it(mira: accounts.User, victor: accounts.User) -> None:
    file = await make_file(victor, meta={"staged": True})
    assert await run_as(mira, storage.find_readable, file, "original", {}) is None
    assert await run_as(victor, storage.find_readable, file, "original", {}) is not None


async def test_given_up_it_is_seen_in_the_trash_and_comes_back_to_stay(mira: accounts.User) -> None:
    file = await make_file(mira, "draft.txt", meta={"staged": True})
    assert await run(record_media.release_staged, [file]) == 1
    assert await names(place="trash") == ["draft.txt"]
    assert await run_as(mira, restore_items, keys(files=(file,))) == keys(files=(file,))
    found = await file_now(file)
    assert found
    assert (found.meta, found.trashed_at) == ({}, None)
