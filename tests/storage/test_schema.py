"""The database itself refuses what no row may be."""

import asyncio
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from crm_app import accounts, storage
from crm_app.core.clock import now
from crm_app.core.database import sqlalchemy_url
from crm_app.core.scope import system_scope
from tests.factories import folder_now, home_of, links_of, make_file, make_folder

TABLES = {"folders", "files", "folder_links", "file_instances", "blobs"}


def of_storage(thing: Any, name: str | None, kind: str, *_: Any) -> bool:
    return name in TABLES if kind == "table" else thing.table.name in TABLES


def test_the_migration_makes_what_the_models_say(running_database: str) -> None:
    options = {"include_object": of_storage, "compare_type": True}
    with create_engine(sqlalchemy_url(running_database)).connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []


async def refused(statement: str, **values: object) -> str:
    with pytest.raises(IntegrityError) as caught:
        async with system_scope() as scope:
            await scope.session.exec(text(statement).bindparams(**values))  # type: ignore[call-overload]
    return caught.value.orig.diag.constraint_name  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("name = ''", "ck_folders_name_length"),
        ("description = repeat('x', 2001)", "ck_folders_description_length"),
        ("color = 'mauve'", "ck_folders_color"),
        ("parent_uuid = uuid", "ck_folders_not_own_parent"),
    ],
)
async def test_a_folder_keeps_its_rules(database: str, change: str, constraint: str) -> None:
    await make_folder("Plans")
    assert await refused(f"UPDATE folders SET {change}") == constraint


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("original_file_name = ''", "ck_files_name_length"),
        ("size = -1", "ck_files_size_not_negative"),
        ("file_checksum = 'short'", "ck_files_checksum_length"),
        ("file_type = 'tile'", "ck_files_file_type"),
        ("status = 'lost'", "ck_files_status"),
        ("status = 'trashed'", "ck_files_trashed_has_date"),
        ("trashed_at = now()", "ck_files_trashed_has_date"),
        ("width = 0", "ck_files_width_positive"),
        ("height = 0", "ck_files_height_positive"),
        ("duration = 0", "ck_files_duration_positive"),
        ("user_uuid = NULL", "ck_files_owner_or_parent"),
        ("system_managed = true", "ck_files_owner_or_parent"),
    ],
)
async def test_a_file_keeps_its_rules(mira: accounts.User, change: str, constraint: str) -> None:
    await make_file(mira)
    assert await refused(f"UPDATE files SET {change}") == constraint


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("size = -1", "ck_file_instances_size_not_negative"),
        ("width = 0", "ck_file_instances_width_positive"),
        ("height = 0", "ck_file_instances_height_positive"),
        ("processing_status = 'lost'", "ck_file_instances_processing_status"),
        ("blob_key = NULL", "ck_file_instances_completed_has_blob"),
        ("blob_key = 'none'", "fk_file_instances_blob_key_blobs"),
    ],
)
async def test_an_instance_keeps_its_rules(mira: accounts.User, change: str, constraint: str) -> None:
    await make_file(mira)
    assert await refused(f"UPDATE file_instances SET {change}") == constraint


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("size = -1", "ck_blobs_size_not_negative"),
        ("checksum = 'short'", "ck_blobs_checksum_length"),
        ("state = 'lost'", "ck_blobs_state"),
    ],
)
async def test_a_blob_keeps_its_rules(mira: accounts.User, change: str, constraint: str) -> None:
    await make_file(mira)
    assert await refused(f"UPDATE blobs SET {change}") == constraint


async def test_a_file_may_be_empty(mira: accounts.User) -> None:
    assert await make_file(mira, size=0)


async def test_nobody_owns_the_same_content_twice(mira: accounts.User) -> None:
    await make_file(mira, user_file_checksum="c" * 64)
    with pytest.raises(IntegrityError, match="uq_files_user_file_checksum"):
        await make_file(mira, user_file_checksum="c" * 64)


async def test_technical_children_have_names_of_their_own(mira: accounts.User) -> None:
    parent = await make_file(mira)
    await make_file(mira, "tile", parent_file_uuid=parent, system_managed=True)
    with pytest.raises(IntegrityError, match="uq_files_system_managed_name"):
        await make_file(mira, "tile", parent_file_uuid=parent, system_managed=True)


async def test_a_person_who_owns_files_is_not_deleted(mira: accounts.User) -> None:
    await make_file(mira)
    constraint = await refused("DELETE FROM users WHERE uuid = :uuid", uuid=mira.uuid)
    assert constraint == "fk_files_user_uuid_users"


async def test_bytes_that_a_file_names_are_not_forgotten(mira: accounts.User) -> None:
    await make_file(mira)
    assert await refused("DELETE FROM blobs") == "fk_file_instances_blob_key_blobs"


async def test_live_siblings_differ_in_name_and_the_root_is_one_parent(database: str) -> None:
    await make_folder("Plans")
    with pytest.raises(IntegrityError, match="uq_folders_live_sibling_name"):
        async with system_scope() as scope:
            scope.session.add(storage.Folder(name="Plans"))


async def test_a_trashed_folder_does_not_block_its_name(database: str) -> None:
    async with system_scope() as scope:
        scope.session.add_all(storage.Folder(name="Plans", trashed_at=now()) for _ in range(2))
        scope.session.add(storage.Folder(name="Plans"))


async def test_deleting_a_folder_frees_what_was_in_it(mira: accounts.User) -> None:
    folder = await make_folder("Plans")
    inner = await make_folder("Old", folder)
    file = await make_file(mira, home=folder)
    async with system_scope() as scope:
        await scope.session.delete(await scope.session.get_one(storage.Folder, folder))
    below = await folder_now(inner)
    assert below is not None
    assert below.parent_uuid is None
    assert await home_of(file) is None


async def test_a_folder_cannot_link_a_file_that_is_at_home_there(mira: accounts.User) -> None:
    folder = await make_folder("Plans")
    with pytest.raises(IntegrityError, match="is at home in folder"):
        await make_file(mira, home=folder, links=[folder])


async def test_a_folder_that_links_a_file_cannot_become_its_home(mira: accounts.User) -> None:
    folder = await make_folder("Plans")
    file = await make_file(mira, links=[folder])
    assert await refused("UPDATE files SET folder_uuid = :folder", folder=folder) == "home_xor_link"
    assert await home_of(file) is None


async def test_home_and_link_exclude_each_other_also_when_written_at_the_same_time(
    mira: accounts.User,
) -> None:
    folder = await make_folder("Plans")

    async def attempt(statement: str, file: Any) -> bool:
        try:
            async with system_scope() as scope:
                query = text(statement).bindparams(folder=folder, file=file)
                await scope.session.exec(query)  # type: ignore[call-overload]
        except IntegrityError:
            return False
        return True

    link = "INSERT INTO folder_links (uuid, inserted_at, folder_uuid, file_uuid)"
    link += " VALUES (gen_random_uuid(), now(), :folder, :file)"
    home = "UPDATE files SET folder_uuid = :folder WHERE uuid = :file"
    for _ in range(12):
        file = await make_file(mira)
        won = await asyncio.gather(attempt(link, file), attempt(home, file))
        assert sorted(won) == [False, True]
        assert (await home_of(file) == folder) != (await links_of(file) == [folder])
