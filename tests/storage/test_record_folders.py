"""A record's folder: found by name, made once."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from crm_app import accounts, storage
from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import folder_now, make_folder, run, run_as

NAME = "crm-contact-1"


async def uuid_of(name: str, **options: object) -> UUID | None:
    found = await run(storage.find_named, name, **options)  # type: ignore[arg-type]
    return found.uuid if found else None


async def all_folders() -> list[storage.Folder]:
    async with system_scope() as scope:
        return list((await scope.session.exec(select(storage.Folder))).all())


async def test_a_folder_is_found_directly_below_its_parent_by_its_exact_name(database: str) -> None:
    parent = await make_folder("Parent")
    folder, at_root = await make_folder(NAME, parent), await make_folder("Images")
    found = await run(storage.find_under, NAME, parent)
    assert found is not None
    assert found.uuid == folder
    assert await run(storage.find_under, NAME, None) is None
    assert await run(storage.find_under, NAME.upper(), parent) is None
    assert await run(storage.find_under, "Images", parent) is None, "the root's own folder is not used"
    images = await run(storage.find_under, "Images", None)
    assert images is not None
    assert images.uuid == at_root


@pytest.mark.parametrize("name", ["a\0b", "\ud800", ""])
async def test_a_name_that_no_folder_can_have_is_found_nowhere(database: str, name: str) -> None:
    assert await run(storage.find_under, name, None) is None
    assert await run(storage.find_named, name, anywhere=True) is None


async def test_a_trashed_folder_is_never_found(database: str) -> None:
    await run(storage.trash_folder, await make_folder(NAME))
    assert await run(storage.find_under, NAME, None) is None
    assert await uuid_of(NAME, anywhere=True) is None


async def test_the_parent_comes_before_the_root_and_the_root_before_elsewhere(database: str) -> None:
    parent, other = await make_folder("Parent"), await make_folder("Other")
    elsewhere = await make_folder(NAME, other)
    assert await uuid_of(NAME, parent_uuid=parent) is None
    assert await uuid_of(NAME, parent_uuid=parent, anywhere=True) == elsewhere
    at_root = await make_folder(NAME)
    assert await uuid_of(NAME, parent_uuid=parent, anywhere=True) == at_root
    below = await make_folder(NAME, parent)
    assert await uuid_of(NAME, parent_uuid=parent, anywhere=True) == below
    assert await uuid_of(NAME) == at_root


async def test_elsewhere_the_oldest_wins(database: str) -> None:
    older, newer = [await make_folder(NAME, await make_folder(name)) for name in ("One", "Two")]
    async with system_scope() as scope:
        row = await scope.session.get_one(storage.Folder, newer)
        row.inserted_at -= timedelta(days=1)
    assert await uuid_of(NAME, anywhere=True) == newer
    await run(storage.trash_folder, newer)
    assert await uuid_of(NAME, anywhere=True) == older


async def test_many_names_are_looked_up_in_one_query(database: str, statements: list[str]) -> None:
    folders = {name: await make_folder(name) for name in ("One", "Two", "Three")}
    await make_folder("One", folders["Two"])
    statements.clear()
    found = await run(storage.find_named_all, ["One", "Two", "Missing", "\0"], anywhere=True)
    assert {name: folder.uuid for name, folder in found.items()} == {n: folders[n] for n in ("One", "Two")}
    assert len(statements) == 1


async def test_no_names_need_no_query(database: str, statements: list[str]) -> None:
    statements.clear()
    assert await run(storage.find_named_all, []) == {}
    assert statements == []


async def test_a_folder_by_uuid_live_trashed_or_none(database: str) -> None:
    folder = await make_folder(NAME)
    await run(storage.trash_folder, folder)
    found = await run(storage.get_record_folder, folder)
    assert found is not None
    assert found.name == NAME
    assert await run(storage.get_record_folder, None) is None
    assert await run(storage.get_record_folder, uuid7()) is None


async def test_the_first_who_needs_the_folder_makes_it(mira: accounts.User) -> None:
    made = await run_as(mira, storage.ensure, NAME)
    again = await run(storage.ensure, NAME)
    assert again.uuid == made.uuid
    assert made.user_uuid == mira.uuid
    assert len(await all_folders()) == 1


async def test_a_trashed_folder_is_not_used_again(database: str) -> None:
    old = await run(storage.ensure, NAME)
    await run(storage.trash_folder, old.uuid)
    assert (await run(storage.ensure, NAME)).uuid != old.uuid


async def test_a_folder_is_made_below_its_parent(database: str) -> None:
    root = await run(storage.ensure, NAME)
    images = await run(storage.ensure, "Images", parent_uuid=root.uuid)
    assert images.parent_uuid == root.uuid
    assert (await run(storage.ensure, "Images")).uuid != images.uuid


async def test_a_parent_that_is_trashed_or_gone_is_an_error_not_the_root(database: str) -> None:
    gone = await make_folder("Gone")
    await run(storage.trash_folder, gone)
    for parent in (gone, uuid7()):
        with pytest.raises(storage.FolderUnavailable):
            await run(storage.ensure, NAME, parent_uuid=parent)


async def test_a_lookup_may_find_the_folder_elsewhere(database: str) -> None:
    elsewhere = await make_folder(NAME, await make_folder("Other"))
    async with system_scope() as scope:
        found = await storage.ensure(
            scope, NAME, lookup=lambda: storage.find_named(scope, NAME, anywhere=True)
        )
    assert found.uuid == elsewhere


async def test_a_name_that_cannot_be_stored_is_refused(database: str) -> None:
    with pytest.raises(ValidationFailed):
        await run(storage.ensure, "a\0b")


async def test_losing_against_a_folder_made_by_hand_answers_that_one(database: str) -> None:
    made: list[UUID] = []

    async def too_early() -> storage.Folder | None:
        if len(made) == 1:
            made.append((await run(storage.create_folder, name="Offers", parent_uuid=None)).uuid)
        else:
            made.append(uuid7())
        return None

    async with system_scope() as scope:
        folder = await storage.ensure(scope, "Offers", lookup=too_early)
        assert folder.uuid == made[1]
        await storage.create_folder(scope, name="The transaction goes on")


async def test_a_rollback_takes_the_new_folder_with_it(database: str) -> None:
    with pytest.raises(RuntimeError):
        async with system_scope() as scope:
            await storage.ensure(scope, NAME)
            raise RuntimeError
    assert await all_folders() == []


async def test_thirty_two_at_once_get_one_folder_and_one_images_folder(mira: accounts.User) -> None:
    async def first_upload() -> tuple[UUID, UUID]:
        async with accounts.scope_for(mira.uuid) as scope:
            root = await storage.ensure(scope, NAME)
            return root.uuid, (await storage.ensure(scope, "Images", parent_uuid=root.uuid)).uuid

    pairs = await asyncio.gather(*(first_upload() for _ in range(32)))
    assert len(set(pairs)) == 1
    assert {folder.name for folder in await all_folders()} == {NAME, "Images"}
    assert len(await all_folders()) == 2
    assert await folder_now(pairs[0][1]) is not None
