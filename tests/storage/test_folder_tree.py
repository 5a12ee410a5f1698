"""Reading the tree: lists, nesting, search, the way to a folder."""

from uuid import UUID

import pytest
from sqlalchemy import text

from crm_app import accounts, storage
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import make_file, make_folder, run, trash_by_hand


def names(folders: list[storage.Folder]) -> list[str]:
    return [folder.name for folder in folders]


def shape(nodes: list[storage.FolderNode]) -> dict[str, object]:
    return {node.folder.name: shape(node.children) for node in nodes}


class Office:
    """Office > (Plans > (Old (trashed), Roofs), archive); beside it: Elsewhere."""

    def __init__(self, office: UUID, plans: UUID, old: UUID, roofs: UUID, elsewhere: UUID) -> None:
        self.office, self.plans, self.old, self.roofs = office, plans, old, roofs
        self.elsewhere = elsewhere


@pytest.fixture
async def place(database: str) -> Office:
    office = await make_folder("Office")
    plans = await make_folder("Plans", office)
    await make_folder("archive", office)
    old, roofs = await make_folder("Old", plans), await make_folder("Roofs", plans)
    await run(storage.trash_folder, old)
    return Office(office, plans, old, roofs, await make_folder("Elsewhere"))


async def corrupt_into_a_cycle(one: UUID, two: UUID) -> None:
    async with system_scope() as scope:
        query = text("UPDATE folders SET parent_uuid = CASE uuid WHEN :one THEN :two ELSE :one END")
        await scope.session.exec(query.bindparams(one=one, two=two))  # type: ignore[call-overload]


async def test_live_folders_are_listed_by_name_without_regard_to_capitals(place: Office) -> None:
    assert names(await run(storage.list_folders)) == ["Elsewhere", "Office"]
    assert names(await run(storage.list_folders, place.office)) == ["archive", "Plans"]
    assert names(await run(storage.list_folders, place.plans)) == ["Roofs"]


async def test_with_a_scope_its_own_folders_are_listed(place: Office) -> None:
    assert names(await run(storage.list_folders, within=place.office)) == ["archive", "Plans"]
    assert names(await run(storage.list_folders, place.plans, within=place.office)) == ["Roofs"]


async def test_the_tree_nests_live_folders(place: Office) -> None:
    tree = await run(storage.list_folder_tree)
    assert shape(tree) == {"Elsewhere": {}, "Office": {"archive": {}, "Plans": {"Roofs": {}}}}


async def test_the_tree_of_a_scope_leaves_the_scope_itself_out(place: Office) -> None:
    tree = await run(storage.list_folder_tree, within=place.office)
    assert shape(tree) == {"archive": {}, "Plans": {"Roofs": {}}}


async def test_the_tree_takes_one_query_however_large_it_is(place: Office, statements: list[str]) -> None:
    statements.clear()
    await run(storage.list_folder_tree)
    assert len(statements) == 1


async def test_search_looks_below_a_folder_a_scope_or_everywhere(place: Office) -> None:
    assert names(await run(storage.search_folders, "O")) == ["Office", "Roofs"]
    assert names(await run(storage.search_folders, "o", within=place.office)) == ["Roofs"]
    assert names(await run(storage.search_folders, "roof", folder_uuid=place.plans)) == ["Roofs"]
    assert await run(storage.search_folders, "roof", folder_uuid=place.elsewhere) == []


async def test_search_does_not_leave_the_scope(place: Office) -> None:
    with pytest.raises(storage.OutOfScope):
        await run(storage.search_folders, "o", folder_uuid=place.elsewhere, within=place.office)


@pytest.mark.parametrize("blank", ["", "   ", "\0", "\ud800"])
async def test_a_blank_search_finds_nothing(place: Office, blank: str) -> None:
    assert await run(storage.search_folders, blank) == []


@pytest.mark.parametrize("typed", ["100%", "a_b", "back\\slash", "%", "_", "\\"])
async def test_wildcards_are_searched_as_typed(database: str, typed: str) -> None:
    await make_folder("plain")
    await make_folder(f"<{typed}>")
    assert names(await run(storage.search_folders, typed)) == [f"<{typed}>"]


async def test_what_cannot_be_stored_is_dropped_from_a_search(database: str) -> None:
    await make_folder("Plans")
    assert names(await run(storage.search_folders, "pl\0an\ud83d")) == ["Plans"]


async def test_breadcrumbs_lead_from_the_root(place: Office) -> None:
    assert names(await run(storage.folder_breadcrumbs, place.roofs)) == ["Office", "Plans", "Roofs"]
    assert await run(storage.folder_breadcrumbs, None) == []
    assert await run(storage.folder_breadcrumbs, uuid7()) == []


async def test_breadcrumbs_of_a_scope_begin_below_it(place: Office) -> None:
    assert names(await run(storage.folder_breadcrumbs, place.roofs, within=place.office)) == [
        "Plans",
        "Roofs",
    ]
    assert await run(storage.folder_breadcrumbs, place.office, within=place.office) == []
    assert await run(storage.folder_breadcrumbs, place.elsewhere, within=place.office) == []


async def test_within_scope(place: Office) -> None:
    assert await run(storage.within_scope, None, None)
    assert await run(storage.within_scope, place.roofs, None)
    assert await run(storage.within_scope, place.office, place.office)
    assert await run(storage.within_scope, place.roofs, place.office)
    assert not await run(storage.within_scope, place.office, place.roofs)
    assert not await run(storage.within_scope, None, place.office)


async def test_an_ancestor_is_strictly_above(place: Office) -> None:
    assert await run(storage.ancestor_of, place.office, place.roofs)
    assert not await run(storage.ancestor_of, place.roofs, place.office)
    assert not await run(storage.ancestor_of, place.office, place.office)


async def test_a_subtree_holds_live_and_trashed_folders(place: Office) -> None:
    assert await run(storage.folder_subtree_uuids, place.plans) == {place.plans, place.old, place.roofs}
    assert await run(storage.folder_subtree_uuids, uuid7()) == set()


async def test_a_corrupt_cycle_ends_every_walk(database: str) -> None:
    one, two = await make_folder("One"), await make_folder("Two")
    await corrupt_into_a_cycle(one, two)
    assert await run(storage.folder_subtree_uuids, one) == {one, two}
    assert names(await run(storage.folder_breadcrumbs, one)) == ["Two", "One"]
    assert not await run(storage.within_scope, one, uuid7())
    assert shape(await run(storage.list_folder_tree, within=one)) == {"Two": {}}


async def test_contents_are_counted_as_they_are_listed(mira: accounts.User) -> None:
    plans, other = await make_folder("Plans"), await make_folder("Other")
    await make_file(mira, home=plans)
    await make_file(mira, home=other, links=[plans])
    trashed = await make_file(mira, home=plans)
    await trash_by_hand(trashed)
    parent = await make_file(mira, home=other)
    await make_file(mira, home=plans, parent_file_uuid=parent, system_managed=True)
    listed, total = await run(storage.list_files_in_scope, storage.FileFilter(folder_uuid=plans))
    assert await run(storage.count_folder_contents, plans) == len(listed) == total == 2
