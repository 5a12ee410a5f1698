"""Every function of the library asks for its permission."""

import inspect

import pytest

from crm_app import accounts
from crm_app.core.ids import uuid7
from crm_app.storage import library
from crm_app.storage.library import LibraryView
from tests.storage.test_permissions import Call, asked

ANY = uuid7()
FACE: dict[str, tuple[str, Call]] = {
    "library_page": ("media.view", lambda s: library.library_page(s, LibraryView())),
    "these_library_rows": ("media.view", lambda s: library.these_library_rows(s, LibraryView(), [])),
    "library_counts": ("media.view", lambda s: library.library_counts(s)),
    "library_rows": ("media.view", lambda s: library.library_rows(s, [])),
    "library_file": ("media.view", lambda s: library.library_file(s, ANY)),
    "folder_children": ("media.view", lambda s: library.folder_children(s, None)),
    "breadcrumbs": ("media.view", lambda s: library.breadcrumbs(s, ANY)),
    "open_path": ("media.view", lambda s: library.open_path(s, ANY)),
    "file_details": ("media.view", lambda s: library.file_details(s, ANY)),
    "where_used": ("media.view", lambda s: library.where_used(s, ANY)),
    "list_versions": ("media.view", lambda s: library.list_versions(s, ANY)),
    "zip_plan": ("media.view", lambda s: library.zip_plan(s, [])),
    "check_version": ("media.edit", lambda s: library.check_version(s, ANY)),
    "restore_version": ("media.edit", lambda s: library.restore_version(s, ANY, 1)),
    "add_folder": ("media.edit", lambda s: library.add_folder(s, None)),
    "rename_folder": ("media.edit", lambda s: library.rename_folder(s, ANY, "New")),
    "recolor_folder": ("media.edit", lambda s: library.recolor_folder(s, ANY, "sky")),
    "describe_folder": ("media.edit", lambda s: library.describe_folder(s, ANY, "New")),
    "rename_file": ("media.edit", lambda s: library.rename_file(s, ANY, "New")),
    "describe_file": ("media.edit", lambda s: library.describe_file(s, ANY, "New")),
    "move_items": ("media.edit", lambda s: library.move_items(s, [], None)),
    "put_back": ("media.edit", lambda s: library.put_back(s, {}, None)),
    "copy_files": ("media.edit", lambda s: library.copy_files(s, [], None)),
    "link_files": ("media.edit", lambda s: library.link_files(s, [], ANY)),
    "part_again": ("media.edit", lambda s: library.part_again(s, ANY, {})),
    "restore_items": ("media.edit", lambda s: library.restore_items(s, [])),
    "remove_items": ("media.delete", lambda s: library.remove_items(s, [])),
    "trash_items": ("media.delete", lambda s: library.trash_items(s, [])),
    "delete_items": ("media.delete", lambda s: library.delete_items(s, [])),
    "empty_library_trash": ("media.delete", lambda s: library.empty_library_trash(s)),
}
WITH_ANOTHER: dict[str, tuple[str, str, Call]] = {
    "keep_one": ("media.edit", "media.delete", lambda s: library.keep_one(s, ANY)),
}
PRIMITIVES = {"free_file_name", "lying", "read_labels"}
"""They answer nothing that a caller could not ask for otherwise."""


def test_no_function_of_the_library_is_forgotten() -> None:
    face = {name: getattr(library, name) for name in library.__all__}
    with_scope = {name for name, thing in face.items() if inspect.iscoroutinefunction(thing)}
    assert with_scope - PRIMITIVES == FACE.keys() | WITH_ANOTHER.keys()


@pytest.mark.parametrize("name", FACE)
async def test_a_function_of_the_library_needs_its_permission(database: str, name: str) -> None:
    needed, call = FACE[name]
    assert await asked(call, *(accounts.ALL_PERMISSIONS - {needed})) == "forbidden"
    assert await asked(call, needed) != "forbidden"


@pytest.mark.parametrize("name", WITH_ANOTHER)
async def test_a_function_that_needs_two_permissions_needs_both(database: str, name: str) -> None:
    one, other, call = WITH_ANOTHER[name]
    for needed in (one, other):
        assert await asked(call, *(accounts.ALL_PERMISSIONS - {needed})) == "forbidden"
    assert await asked(call, one, other) != "forbidden"
