"""Records find their folders by name: nobody takes one away from them, or makes one, by hand."""

from uuid import UUID

import pytest

from crm_app import accounts, crm, storage
from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from crm_app.storage import record_media
from crm_app.storage.library import (
    add_folder,
    copy_files,
    link_files,
    move_items,
    recolor_folder,
    rename_folder,
    trash_items,
)
from tests.factories import folder_now, home_of, links_of, make_file, make_folder, outcome, run_as
from tests.storage.library.looking import a_record_folder
from tests.storage.library.test_moving import keys


async def folders_of_anna() -> tuple[UUID, UUID, UUID]:
    """A contact, its folder, and its images."""
    async with system_scope() as scope:
        anna = await crm.create_contact(scope, {"name": "Anna Berg"})
        root = await record_media.ensure_folder(scope, crm.attachments.CONTACT, anna.uuid, "files")
        images = await record_media.ensure_folder(scope, crm.attachments.CONTACT, anna.uuid, "images")
    return anna.uuid, root, images


@pytest.mark.parametrize("start", ["crm-contact", "crm-company", "staff-person", "crm-interaction"])
async def test_no_folder_is_called_like_one_of_a_record(mira: accounts.User, start: str) -> None:
    name, folder = f" {start}-{uuid7()} ", await make_folder("Plans")
    for call in (
        run_as(mira, add_folder, None, name),
        run_as(mira, storage.create_folder, name=name),
        run_as(mira, rename_folder, folder, name),
        run_as(mira, storage.update_folder, folder, name=name),
        run_as(mira, storage.make_folders, None, [storage.path_in(f"Plans/{name}")]),
    ):
        with pytest.raises(ValidationFailed):
            await call
    found = await folder_now(folder)
    assert found is not None
    assert found.name == "Plans"


async def test_what_only_looks_like_the_folder_of_a_record_is_a_name(mira: accounts.User) -> None:
    for name in ("crm-contact", f"crm-other-{uuid7()}", f"crm-contact-{uuid7()}-old"):
        assert (await run_as(mira, add_folder, None, name)).name == name


@pytest.mark.parametrize("which", ["root", "images"])
async def test_the_folders_of_a_record_stay_as_they_are(mira: accounts.User, which: str) -> None:
    _, root, images = await folders_of_anna()
    folder = root if which == "root" else images
    target, wanted = await make_folder("Target"), keys(folders=(folder,))
    before = await folder_now(folder)
    for call in (
        run_as(mira, rename_folder, folder, "Mine"),
        run_as(mira, storage.update_folder, folder, name="Mine"),
        run_as(mira, move_items, wanted, target),
        run_as(mira, trash_items, wanted),
    ):
        assert await outcome(call) == "belongs_to_record"
    await run_as(mira, recolor_folder, folder, "sky")
    after = await folder_now(folder)
    assert before
    assert after
    assert (after.name, after.parent_uuid, after.trashed_at) == (before.name, before.parent_uuid, None)


async def test_images_of_nobody_are_a_folder_like_any_other(mira: accounts.User) -> None:
    folder = await make_folder("Images", await make_folder("Office"))
    await run_as(mira, rename_folder, folder, "Pictures")


async def test_one_of_a_record_keeps_everything_where_it_is(mira: accounts.User) -> None:
    _, root, _ = await folders_of_anna()
    folder, file = await make_folder("Plans"), await make_file(mira)
    target = await make_folder("Target")
    mixed = keys(folders=(folder, root), files=(file,))
    assert await outcome(run_as(mira, move_items, mixed, target)) == "belongs_to_record"
    assert await outcome(run_as(mira, trash_items, mixed)) == "belongs_to_record"
    found = await folder_now(folder)
    assert found
    assert (found.parent_uuid, found.trashed_at) == (None, None)
    assert await home_of(file) is None


async def test_a_contact_in_the_trash_takes_nothing_from_the_library(mira: accounts.User) -> None:
    anna, root, images = await folders_of_anna()
    file = await make_file(mira)
    await run_as(mira, crm.trash_contact, anna)
    for folder in (root, images):
        for call in (
            run_as(mira, move_items, keys(files=(file,)), folder),
            run_as(mira, link_files, [file], folder),
            run_as(mira, copy_files, [file], folder),
        ):
            assert await outcome(call) == "record_trashed"
    assert (await home_of(file), await links_of(file)) == (None, [])


async def test_who_may_not_change_contacts_puts_nothing_there(mira: accounts.User) -> None:
    _, root, _ = await folders_of_anna()
    file = await make_file(mira)
    async with open_scope(None, frozenset({"media.view", "media.edit"})) as scope:
        assert await outcome(link_files(scope, [file], root)) == "forbidden"
    async with open_scope(None, frozenset({"media.view", "media.edit"})) as scope:
        assert await outcome(move_items(scope, keys(files=(file,)), root)) == "forbidden"


async def test_a_record_that_is_gone_takes_nothing(mira: accounts.User) -> None:
    file, folder = await make_file(mira), await a_record_folder("crm-contact", uuid7())
    assert await outcome(run_as(mira, link_files, [file], folder)) == "not_found"
