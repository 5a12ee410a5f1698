"""Uploads that were never used go to the trash after a day; what anybody refers to never does."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import SQLModel, col, update

from crm_app import accounts, crm, storage
from crm_app.core.clock import now
from crm_app.core.errors import Forbidden
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope, system_scope
from crm_app.crm import interactions
from crm_app.models import import_all_tables
from crm_app.storage import orphans, references
from crm_app.storage.record_media.avatars import POINTER
from crm_app.storage.references import ReferencesUnknown, refer_to_files
from tests.factories import file_now, is_trashed, make_file, make_folder, run, run_as

LATER = timedelta(hours=25)


async def staged(who: accounts.User, **columns: Any) -> UUID:
    return await make_file(who, meta={"staged": True, "other": 1}, **columns)


async def swept(after: timedelta = LATER) -> int:
    return await run(orphans.trash_orphans, now=now() + after)


async def test_what_was_staged_and_left_goes_to_the_trash(mira: accounts.User) -> None:
    lost = await staged(mira)
    assert await swept() == 1
    assert await is_trashed(lost)
    assert await swept() == 0


async def test_within_a_day_it_stays(mira: accounts.User) -> None:
    lost = await staged(mira)
    assert await swept(timedelta(hours=23)) == 0
    assert not await is_trashed(lost)


async def test_who_touched_it_meanwhile_keeps_it(mira: accounts.User) -> None:
    lost = await staged(mira)
    async with system_scope() as scope:
        touched = update(storage.File).where(col(storage.File.uuid) == lost)
        await scope.session.exec(touched.values(updated_at=now() + timedelta(hours=20)))
    assert await swept() == 0


async def test_what_lies_in_a_folder_or_is_linked_stays(mira: accounts.User) -> None:
    folder = await make_folder("Held")
    await staged(mira, home=folder)
    await staged(mira, links=[folder])
    assert await swept() == 0


async def test_what_somebody_keeps_in_the_librarys_root_stays(mira: accounts.User) -> None:
    await make_file(mira)
    assert await swept() == 0


async def test_what_a_draft_waits_with_stays(mira: accounts.User) -> None:
    ada = await run(crm.create_contact, {"name": "Ada"})
    key, file = uuid7(), await staged(mira)
    await run_as(mira, interactions.save_draft, key, ("contact", ada.uuid), {"body": "Half"})
    await run_as(mira, interactions.stage_file, key, ("contact", ada.uuid), file)
    assert await swept() == 0


async def test_the_picture_of_a_record_stays(mira: accounts.User) -> None:
    file = await staged(mira)
    ada = await run(crm.create_contact, {"name": "Ada"})
    await run(storage.write_pointer, crm.Contact, ada.uuid, POINTER, file)
    assert await swept() == 0


async def test_what_is_brought_back_stays(mira: accounts.User) -> None:
    lost = await staged(mira)
    await swept()
    await run_as(mira, storage.restore_file, lost)
    assert (await file_now(lost)).meta == {"other": 1}
    assert await swept(LATER * 3) == 0


async def test_while_one_source_does_not_answer_nothing_goes(
    mira: accounts.User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(scope: Scope, files: Collection[UUID]) -> set[UUID]:
        raise KeyError("a table that is gone")

    lost = await staged(mira)
    monkeypatch.setattr(references, "_sources", dict(references._sources))
    refer_to_files("invoices", broken)
    with pytest.raises(ReferencesUnknown, match="invoices"):
        await swept()
    assert not await is_trashed(lost)


async def test_however_many_there_are_each_time_takes_some(
    mira: accounts.User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orphans, "AT_ONCE", 2)
    for _ in range(3):
        await staged(mira)
    assert [await swept(), await swept(), await swept()] == [2, 1, 0]


async def test_who_may_not_delete_clears_nothing_away(victor: accounts.User) -> None:
    with pytest.raises(Forbidden):
        await run_as(victor, orphans.trash_orphans, now=now())


def test_every_column_that_names_files_is_known_to_the_search_for_orphans() -> None:
    """Fails for a new one: register it in `references`, or say here why it protects no file."""
    import_all_tables()
    columns = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("file_uuid")
        or any(key.column.table.name == "files" for key in column.foreign_keys)
    }
    assert columns == {
        "file_instances.file_uuid",  # belongs to the file
        "file_texts.file_uuid",  # belongs to the file
        "file_versions.file_uuid",  # belongs to the file
        "files.parent_file_uuid",  # belongs to the file
        "folder_links.file_uuid",  # asked by the search itself
        "interaction_draft_files.file_uuid",  # registered by crm
        "shares.file_uuid",  # what is staged cannot be shared
    }
