"""Folders that go for good."""

import pytest
from sqlmodel import col, select

from crm_app import accounts, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage.keys import key_for
from tests.factories import file_now, folder_now, home_of, is_trashed, links_of, make_file, make_folder, run


async def test_dissolving_lifts_folders_and_files_to_the_parent(mira: accounts.User) -> None:
    office = await make_folder("Office")
    plans = await make_folder("Plans", office)
    roofs = await make_folder("Roofs", plans)
    file = await make_file(mira, home=plans)
    await run(storage.delete_folder, plans)
    lifted = await folder_now(roofs)
    assert lifted is not None
    assert lifted.parent_uuid == office
    assert await home_of(file) == office
    assert await folder_now(plans) is None


async def test_dissolving_at_the_root_leaves_files_without_a_home(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    file = await make_file(mira, home=plans)
    await run(storage.delete_folder, plans)
    assert await home_of(file) is None


async def test_a_link_that_the_parent_had_to_a_lifted_file_is_used_up(mira: accounts.User) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    plans = await make_folder("Plans", office)
    file = await make_file(mira, home=plans, links=[office, other])
    await run(storage.delete_folder, plans)
    assert await home_of(file) == office
    assert await links_of(file) == [other]


async def test_links_of_a_dissolved_folder_go_with_it(mira: accounts.User) -> None:
    plans, home = await make_folder("Plans"), await make_folder("Home")
    file = await make_file(mira, home=home, links=[plans])
    await run(storage.delete_folder, plans)
    assert await home_of(file) == home
    assert await links_of(file) == []


async def test_a_child_may_have_the_name_of_the_folder_that_goes(database: str) -> None:
    plans = await make_folder("Plans")
    child = await make_folder("Plans", plans)
    await run(storage.delete_folder, plans)
    assert [folder.uuid for folder in await run(storage.list_folders)] == [child]


async def test_dissolving_into_a_clash_of_names_is_told_and_changes_nothing(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    await make_folder("Roofs", plans)
    await make_folder("Roofs")
    file = await make_file(mira, home=plans)
    async with system_scope() as scope:
        with pytest.raises(storage.NameTaken):
            await storage.delete_folder(scope, plans)
    kept = await folder_now(plans)
    assert kept is not None
    assert kept.trashed_at is None
    assert await home_of(file) == plans


async def test_deleting_completely_takes_the_subtree_with_files_and_bytes(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    roofs = await make_folder("Roofs", plans)
    files = [await make_file(mira, home=plans), await make_file(mira, home=roofs)]
    child = await make_file(mira, "tile", parent_file_uuid=files[0], system_managed=True)
    await run(storage.delete_folder_completely, plans)
    assert [await folder_now(folder) for folder in (plans, roofs)] == [None, None]
    assert [await file_now(file) for file in (*files, child)] == [None, None, None]
    async with system_scope() as scope:
        assert (await scope.session.exec(select(storage.FileInstance))).all() == []
        stored = select(storage.Blob).where(col(storage.Blob.state) == "stored")
        assert (await scope.session.exec(stored)).all() == []


async def test_bytes_that_another_file_names_stay(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    await make_file(mira, home=plans, content=b"shared")
    kept = await make_file(mira, content=b"shared")
    await run(storage.delete_folder_completely, plans)
    found = await file_now(kept)
    assert found is not None
    async with system_scope() as scope:
        blob = await scope.session.get_one(storage.Blob, key_for(found.file_checksum))
    assert blob.state == "stored"


async def test_a_file_linked_outside_survives_in_the_live_folder_with_the_oldest_link(
    mira: accounts.User,
) -> None:
    plans, gone, older, newer = [await make_folder(name) for name in ("Plans", "Gone", "Older", "Newer")]
    file = await make_file(mira, home=plans, links=[gone, older, newer])
    await run(storage.trash_folder, gone)
    await run(storage.delete_folder_completely, plans)
    assert await home_of(file) == older
    assert await links_of(file) == [gone, newer]
    assert not await is_trashed(file)


async def test_a_file_linked_only_by_a_trashed_folder_lies_in_the_trash_with_it(mira: accounts.User) -> None:
    plans, gone = await make_folder("Plans"), await make_folder("Gone")
    file = await make_file(mira, home=plans, links=[gone])
    await run(storage.trash_folder, gone)
    await run(storage.delete_folder_completely, plans)
    assert await home_of(file) == gone
    assert await links_of(file) == []
    assert await is_trashed(file)
    await run(storage.restore_folder, gone)
    assert not await is_trashed(file), "it carries the folder's stamp"


async def test_a_trashed_file_that_survives_in_a_live_folder_stays_trashed(mira: accounts.User) -> None:
    plans, other = await make_folder("Plans"), await make_folder("Other")
    file = await make_file(mira, home=plans, links=[other])
    await run(storage.trash_file, file)
    await run(storage.delete_folder_completely, plans)
    assert await home_of(file) == other
    assert await is_trashed(file)


async def test_a_link_inside_the_subtree_saves_nothing(mira: accounts.User) -> None:
    plans = await make_folder("Plans")
    inner = await make_folder("Inner", plans)
    file = await make_file(mira, home=plans, links=[inner])
    await run(storage.delete_folder_completely, plans)
    assert await file_now(file) is None


async def test_unknown_folders_and_those_outside_the_scope_are_refused(database: str) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    for service in (storage.delete_folder, storage.delete_folder_completely):
        with pytest.raises(NotFound):
            await run(service, uuid7())
        with pytest.raises(storage.OutOfScope):
            await run(service, other, within=office)
        inside = await make_folder("Inside", office)
        await run(service, inside, within=office)
        assert await folder_now(inside) is None


async def test_purging_takes_every_folder_of_the_name_live_or_trashed_wherever_it_is(
    mira: accounts.User,
) -> None:
    office = await make_folder("Office")
    first = await make_folder("crm-contact-1")
    await run(storage.trash_folder, first)
    second, third = await make_folder("crm-contact-1"), await make_folder("crm-contact-1", office)
    inner = await make_folder("Images", second)
    other = await make_folder("crm-contact-2")
    gone = [await make_file(mira, home=folder) for folder in (second, third, inner)]
    shared = await make_file(mira, home=inner, links=[other])
    await run(storage.purge_named, "crm-contact-1")
    assert [await folder_now(folder) for folder in (first, second, third, inner)] == [None] * 4
    assert [await file_now(file) for file in gone] == [None] * 3
    assert await home_of(shared) == other


async def test_purging_a_name_that_no_folder_has_is_fine(database: str) -> None:
    await run(storage.purge_named, "crm-contact-1")


async def test_purging_no_names_asks_for_nothing(statements: list[str]) -> None:
    await run(storage.purge_named)
    assert statements == []


async def test_purging_many_names_saves_only_what_none_of_them_holds_alone(mira: accounts.User) -> None:
    names = [f"crm-contact-{number}" for number in range(3)]
    going = [await make_folder(name) for name in names]
    kept = await make_folder("crm-contact-kept")
    inner = await make_folder("Images", going[0])
    lost = await make_file(mira, home=inner, links=going[1:])
    saved = await make_file(mira, home=going[1], links=[going[2], kept])
    await run(storage.purge_named, *names)
    assert [await folder_now(folder) for folder in (*going, inner)] == [None] * 4
    assert await file_now(lost) is None
    assert await home_of(saved) == kept
    assert await links_of(saved) == []


async def test_purging_copes_with_folders_of_the_name_below_each_other(database: str) -> None:
    outer = await make_folder("Plans")
    inner = await make_folder("Plans", outer)
    await run(storage.purge_named, "Plans")
    assert [await folder_now(folder) for folder in (outer, inner)] == [None, None]


async def test_the_number_of_statements_does_not_grow_with_the_folder(
    mira: accounts.User, statements: list[str]
) -> None:
    heir = await make_folder("Heir")

    async def cost(name: str, width: int) -> int:
        folder = await make_folder(name)
        for number in range(width):
            inner = await make_folder(f"Inner {number}", folder)
            await make_file(mira, home=inner)
            await make_file(mira, home=inner, links=[heir])
        statements.clear()
        async with system_scope() as scope:
            await storage.delete_folder_completely(scope, folder)
            return len(statements)

    assert await cost("Small", 1) == await cost("Large", 6)
