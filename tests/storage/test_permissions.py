"""Every function of the library asks for its permission; a record's primitives ask for none."""

import inspect
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.clock import now
from crm_app.core.errors import Forbidden
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope, open_scope
from tests.factories import make_file, make_folder, outcome, run_as

ANY = uuid7()
PARENT = storage.Pointer("parent_file_uuid")
Call = Callable[[Scope], Awaitable[object]]

LIBRARY: dict[str, tuple[str, Call]] = {
    "get_folder": ("media.view", lambda s: storage.get_folder(s, ANY)),
    "list_folders": ("media.view", lambda s: storage.list_folders(s)),
    "list_folder_tree": ("media.view", lambda s: storage.list_folder_tree(s)),
    "search_folders": ("media.view", lambda s: storage.search_folders(s, "a")),
    "folder_breadcrumbs": ("media.view", lambda s: storage.folder_breadcrumbs(s, ANY)),
    "within_scope": ("media.view", lambda s: storage.within_scope(s, ANY, ANY)),
    "ancestor_of": ("media.view", lambda s: storage.ancestor_of(s, ANY, ANY)),
    "folder_subtree_uuids": ("media.view", lambda s: storage.folder_subtree_uuids(s, ANY)),
    "count_folder_contents": ("media.view", lambda s: storage.count_folder_contents(s, ANY)),
    "list_trashed_folders": ("media.view", lambda s: storage.list_trashed_folders(s)),
    "count_trashed_folders": ("media.view", lambda s: storage.count_trashed_folders(s)),
    "list_files_in_scope": ("media.view", lambda s: storage.list_files_in_scope(s)),
    "faults": ("media.view", lambda s: storage.faults(s)),
    "list_trashed_files": ("media.view", lambda s: storage.list_trashed_files(s)),
    "count_trashed_files": ("media.view", lambda s: storage.count_trashed_files(s)),
    "create_folder": ("media.edit", lambda s: storage.create_folder(s, name="New")),
    "update_folder": ("media.edit", lambda s: storage.update_folder(s, ANY, name="New")),
    "restore_folder": ("media.edit", lambda s: storage.restore_folder(s, ANY)),
    "move_file_to_folder": ("media.edit", lambda s: storage.move_file_to_folder(s, ANY, ANY)),
    "move_file_between_folders": (
        "media.edit",
        lambda s: storage.move_file_between_folders(s, ANY, ANY, ANY),
    ),
    "remove_file_from_folder": ("media.edit", lambda s: storage.remove_file_from_folder(s, ANY, ANY)),
    "attach_file_to_folder": ("media.edit", lambda s: storage.attach_file_to_folder(s, ANY, ANY)),
    "create_folder_link": ("media.edit", lambda s: storage.create_folder_link(s, ANY, ANY)),
    "delete_folder_link": ("media.edit", lambda s: storage.delete_folder_link(s, ANY)),
    "restore_file": ("media.edit", lambda s: storage.restore_file(s, ANY)),
    "restore_file_into": ("media.edit", lambda s: storage.restore_file_into(s, ANY, None)),
    "check_folder_upload": ("media.edit", lambda s: storage.check_folder_upload(s, ANY)),
    "make_folders": ("media.edit", lambda s: storage.make_folders(s, ANY, [])),
    "names_taken": ("media.edit", lambda s: storage.names_taken(s, ANY, [])),
    "trash_folder": ("media.delete", lambda s: storage.trash_folder(s, ANY)),
    "delete_folder": ("media.delete", lambda s: storage.delete_folder(s, ANY)),
    "delete_folder_completely": ("media.delete", lambda s: storage.delete_folder_completely(s, ANY)),
    "trash_file": ("media.delete", lambda s: storage.trash_file(s, ANY)),
    "delete_file_completely": ("media.delete", lambda s: storage.delete_file_completely(s, ANY)),
    "empty_trash": ("media.delete", lambda s: storage.empty_trash(s)),
    "prune_trash": ("media.delete", lambda s: storage.prune_trash(s, 30, now=now())),
}

PRIMITIVES: dict[str, Call] = {
    "get_file": lambda s: storage.get_file(s, ANY),
    "get_record_folder": lambda s: storage.get_record_folder(s, ANY),
    "find_under": lambda s: storage.find_under(s, "a", None),
    "find_named": lambda s: storage.find_named(s, "a"),
    "find_named_all": lambda s: storage.find_named_all(s, ["a"]),
    "ensure": lambda s: storage.ensure(s, "a"),
    "list_files": lambda s: storage.list_files(s, ANY),
    "files_by_folder": lambda s: storage.files_by_folder(s, [ANY]),
    "count_by_folder": lambda s: storage.count_by_folder(s, [ANY]),
    "live_files": lambda s: storage.live_files(s, [ANY]),
    "holds_file": lambda s: storage.holds_file(s, ANY, ANY),
    "attach": lambda s: storage.attach(s, ANY, ANY),
    "attach_all": lambda s: storage.attach_all(s, [], ANY),
    "lock_files": lambda s: storage.lock_files(s, [ANY]),
    "may_share": lambda s: storage.may_share(s, [storage.File(uuid=ANY)], {}),
    "shown_files_in": lambda s: storage.shown_files_in(s, ["a"]),
    "detach": lambda s: storage.detach(s, ANY, ANY),
    "restore_into": lambda s: storage.restore_into(s, ANY, ANY),
    "purge_named": lambda s: storage.purge_named(s, "a"),
    "verified_files": lambda s: storage.verified_files(s, [ANY], {}),
    "write_pointer": lambda s: storage.write_pointer(s, storage.File, ANY, PARENT, None),
    "clear_pointer_if": lambda s: storage.clear_pointer_if(s, storage.File, ANY, PARENT, ANY),
    "point_at": lambda s: storage.point_at(s, storage.File, ANY, PARENT, ANY, ANY),
    "pointed_file": lambda s: storage.pointed_file(s, storage.File(parent_file_uuid=ANY), PARENT),
}
OTHERS = {"place_in_folder", "place_stored", "find_readable", "read"}
"""Tested beside what they need: a stored upload, a store."""


async def asked(call: Call, *permissions: str) -> str:
    async def within_scope() -> None:
        async with open_scope(None, frozenset(permissions)) as scope:
            await call(scope)

    return await outcome(within_scope())


def test_no_function_of_the_face_is_forgotten() -> None:
    face = {name: getattr(storage, name) for name in storage.__all__}
    with_scope = {
        name
        for name, thing in face.items()
        if inspect.iscoroutinefunction(thing)
        and next(iter(inspect.signature(thing).parameters), "") == "scope"
    }
    assert with_scope - OTHERS == LIBRARY.keys() | PRIMITIVES.keys()


@pytest.mark.parametrize("name", LIBRARY)
async def test_a_function_of_the_library_needs_its_permission(database: str, name: str) -> None:
    needed, call = LIBRARY[name]
    others = accounts.ALL_PERMISSIONS - {needed}
    assert await asked(call, *others) == "forbidden"
    assert await asked(call, needed) != "forbidden"


@pytest.mark.parametrize("name", PRIMITIVES)
async def test_a_primitive_of_records_asks_for_nothing(database: str, name: str) -> None:
    assert await asked(PRIMITIVES[name]) != "forbidden"


async def test_a_viewer_looks_and_changes_nothing(victor: accounts.User, mira: accounts.User) -> None:
    folder = await make_folder("Plans")
    file = await make_file(mira, home=folder)
    files, _ = await run_as(victor, storage.list_files_in_scope)
    assert [found.uuid for found in files] == [file]
    with pytest.raises(Forbidden):
        await run_as(victor, storage.trash_file, file)
    with pytest.raises(Forbidden):
        await run_as(victor, storage.update_folder, folder, name="Mine")


async def test_a_member_does_it_all(mira: accounts.User) -> None:
    folder: UUID = (await run_as(mira, storage.create_folder, name="Plans")).uuid
    file = await make_file(mira, home=folder)
    await run_as(mira, storage.trash_file, file)
    await run_as(mira, storage.restore_file, file)
    await run_as(mira, storage.trash_folder, folder)
    assert await run_as(mira, storage.empty_trash) == 1
