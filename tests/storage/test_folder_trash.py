"""Folders into the trash and back, with what they hold."""

from datetime import datetime
from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import file_now, folder_now, home_of, is_trashed, links_of, make_file, make_folder, run


async def stamp_of(uuid: UUID) -> datetime | None:
    found = await folder_now(uuid) or await file_now(uuid)
    assert found is not None
    return found.trashed_at


async def test_a_folder_goes_with_all_below_it_under_one_stamp(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    roofs = await make_folder("Roofs", plans)
    here, below = await make_file(mira, home=plans), await make_file(mira, home=roofs)
    folder = await run(storage.trash_folder, plans)
    assert folder.trashed_at is not None
    assert {await stamp_of(uuid) for uuid in (plans, roofs, here, below)} == {folder.trashed_at}
    gone = await file_now(below)
    assert gone is not None
    assert gone.status == "trashed"


async def test_what_was_trashed_before_keeps_its_own_stamp(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    old, file = await make_folder("Old", plans), await make_file(mira, home=plans)
    await run(storage.trash_folder, old)
    await run(storage.trash_file, file)
    before = [await stamp_of(old), await stamp_of(file)]
    await run(storage.trash_folder, plans)
    assert [await stamp_of(old), await stamp_of(file)] == before
    assert await stamp_of(plans) not in before


async def test_trashing_twice_changes_nothing(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    first = await run(storage.trash_folder, plans)
    second = await run(storage.trash_folder, plans)
    assert first.trashed_at == second.trashed_at


async def test_a_file_that_a_live_folder_outside_holds_moves_there(mira: accounts.User) -> None:
    plans, newer, older = [await make_folder(name) for name in ("Plans", "Newer", "Older")]
    inner = await make_folder("Inner", plans)
    file = await make_file(mira, home=inner, links=[plans, older, newer])
    await run(storage.trash_folder, plans)
    assert await home_of(file) == older, "the oldest link outside"
    assert await links_of(file) == [plans, newer, inner], "home and link have changed places"
    assert not await is_trashed(file)


async def test_the_folder_shows_what_moved_away_again_when_it_comes_back(mira: accounts.User) -> None:
    plans, other = await make_folder("Plans"), await make_folder("Other")
    inner = await make_folder("Inner", plans)
    file = await make_file(mira, home=inner, links=[other])
    await run(storage.trash_folder, plans)
    await run(storage.restore_folder, plans)
    for folder in (inner, other):
        files, _ = await run(storage.list_files_in_scope, storage.FileFilter(folder_uuid=folder))
        assert [each.uuid for each in files] == [file]


async def test_deleted_for_good_the_folder_lets_go_of_what_moved_away(mira: accounts.User) -> None:
    plans, other = await make_folder("Plans"), await make_folder("Other")
    file = await make_file(mira, home=plans, links=[other])
    await run(storage.trash_folder, plans)
    await run(storage.delete_folder_completely, plans)
    assert (await home_of(file), await links_of(file)) == (other, [])


async def test_a_link_in_a_trashed_folder_does_not_save_a_file(mira: accounts.User) -> None:
    plans, gone = await make_folder("Plans"), await make_folder("Gone")
    file = await make_file(mira, home=plans, links=[gone])
    await run(storage.trash_folder, gone)
    await run(storage.trash_folder, plans)
    assert await is_trashed(file)
    assert await home_of(file) == plans


async def test_a_file_trashed_on_its_own_is_not_moved(mira: accounts.User) -> None:
    plans, other = await make_folder("Plans"), await make_folder("Other")
    file = await make_file(mira, home=plans, links=[other])
    await run(storage.trash_file, file)
    await run(storage.trash_folder, plans)
    assert await home_of(file) == plans
    assert await links_of(file) == [other]


async def test_a_linked_file_stays_where_it_is_at_home(mira: accounts.User) -> None:
    plans, other = await make_folder("Plans"), await make_folder("Other")
    file = await make_file(mira, home=other, links=[plans])
    await run(storage.trash_folder, plans)
    assert not await is_trashed(file)
    assert await links_of(file) == [plans]


async def test_restoring_brings_back_what_went_along_and_nothing_else(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    old, roofs = await make_folder("Old", plans), await make_folder("Roofs", plans)
    alone, along = await make_file(mira, home=plans), await make_file(mira, home=roofs)
    in_old = await make_file(mira, home=old)
    await run(storage.trash_folder, old)
    await run(storage.trash_file, alone)
    await run(storage.trash_folder, plans)
    await run(storage.restore_folder, plans)
    live = [uuid for uuid in (plans, roofs, along, old, alone, in_old) if await stamp_of(uuid) is None]
    assert live == [plans, roofs, along]
    back = await file_now(along)
    assert back is not None
    assert back.status == "active"


async def test_restoring_below_a_trashed_parent_leads_to_the_nearest_live_folder(database: str) -> None:
    top = await make_folder("Top")
    middle = await make_folder("Middle", top)
    inner = await make_folder("Inner", middle)
    await run(storage.trash_folder, inner)
    await run(storage.trash_folder, middle)
    restored = await run(storage.restore_folder, inner)
    assert restored.parent_uuid == top
    await run(storage.restore_folder, middle)
    assert await stamp_of(inner) is None


async def test_restoring_below_nothing_live_leads_to_the_root(database: str) -> None:
    top = await make_folder("Top")
    inner = await make_folder("Inner", top)
    await run(storage.trash_folder, inner)
    await run(storage.trash_folder, top)
    assert (await run(storage.restore_folder, inner)).parent_uuid is None


async def test_a_name_taken_meanwhile_is_told_and_nothing_is_restored(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    file = await make_file(mira, home=plans)
    await run(storage.trash_folder, plans)
    new = await make_folder("Plans")
    async with system_scope() as scope:
        with pytest.raises(storage.NameTaken):
            await storage.restore_folder(scope, plans)
        await storage.create_folder(scope, name="The transaction goes on")
    assert await is_trashed(file)
    assert await stamp_of(plans) is not None
    await run(storage.update_folder, new, name="Newer plans")
    await run(storage.restore_folder, plans)
    assert not await is_trashed(file)


async def test_only_trashed_folders_are_restored(database: str) -> None:
    plans = await make_folder("Plans")
    with pytest.raises(storage.NotTrashed):
        await run(storage.restore_folder, plans)
    for service in (storage.trash_folder, storage.restore_folder):
        with pytest.raises(NotFound):
            await run(service, uuid7())


async def test_the_scope_confines_trash_and_restore(database: str) -> None:
    office, elsewhere = await make_folder("Office"), await make_folder("Elsewhere")
    inside = await make_folder("Inside", office)
    await run(storage.trash_folder, inside, within=office)
    await run(storage.restore_folder, inside, within=office)
    with pytest.raises(storage.OutOfScope):
        await run(storage.trash_folder, elsewhere, within=office)
    await run(storage.trash_folder, elsewhere)
    with pytest.raises(storage.OutOfScope):
        await run(storage.restore_folder, elsewhere, within=office)


async def test_trashed_folders_are_listed_latest_first(database: str) -> None:
    office = await make_folder("Office")
    folders = [await make_folder(name, office) for name in ("One", "Two", "Three")]
    for folder in folders:
        await run(storage.trash_folder, folder)
    listed = await run(storage.list_trashed_folders)
    assert [folder.name for folder in listed] == ["Three", "Two", "One"]
    page = await run(storage.list_trashed_folders, limit=1, offset=1)
    assert [folder.name for folder in page] == ["Two"]
    assert await run(storage.list_trashed_folders, limit=-1, offset=10**30) == []
    assert await run(storage.count_trashed_folders) == 3


async def test_the_trash_of_a_scope_lies_strictly_below_it(database: str) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    inside = await make_folder("Inside", office)
    for folder in (other, office):
        await run(storage.trash_folder, folder)
    listed = await run(storage.list_trashed_folders, within=office)
    assert [folder.uuid for folder in listed] == [inside]
    assert await run(storage.count_trashed_folders, within=office) == 1


async def test_the_number_of_statements_does_not_grow_with_the_folder(
    mira: accounts.User, statements: list[str]
) -> None:
    async def cost(name: str, width: int) -> int:
        folder, heir = await make_folder(name), await make_folder(f"Heir of {name}")
        for number in range(width):
            inner = await make_folder(f"Inner {number}", folder)
            await make_file(mira, home=inner)
            await make_file(mira, home=inner, links=[heir])
        statements.clear()
        await run(storage.trash_folder, folder)
        await run(storage.restore_folder, folder)
        return len(statements)

    assert await cost("Small", 1) == await cost("Large", 6)
