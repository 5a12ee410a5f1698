"""Making folders, and changing them: names, colours, places."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from crm_app import accounts, storage
from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage.folder_fields import name_clash_told
from tests.factories import folder_now, make_folder, outcome, run, run_as


async def parent_of(folder: UUID) -> UUID | None:
    found = await folder_now(folder)
    assert found is not None
    return found.parent_uuid


async def test_a_new_folder_belongs_to_who_made_it(mira: accounts.User) -> None:
    folder = await run_as(mira, storage.create_folder, name="Plans", color="teal", description="Of houses")
    saved = await folder_now(folder.uuid)
    assert saved is not None
    assert (saved.name, saved.color, saved.description) == ("Plans", "teal", "Of houses")
    assert (saved.user_uuid, saved.parent_uuid, saved.trashed_at) == (mira.uuid, None, None)


async def test_the_scope_folder_is_the_parent_where_none_is_named(database: str) -> None:
    office = await make_folder("Office")
    folder = await run(storage.create_folder, name="Plans", within=office)
    assert folder.parent_uuid == office


async def test_a_folder_can_be_made_deeper_in_the_scope_but_not_outside(database: str) -> None:
    office, elsewhere = await make_folder("Office"), await make_folder("Elsewhere")
    inner = await make_folder("Inner", office)
    folder = await run(storage.create_folder, name="Plans", parent_uuid=inner, within=office)
    assert folder.parent_uuid == inner
    with pytest.raises(storage.OutOfScope):
        await run(storage.create_folder, name="Plans", parent_uuid=elsewhere, within=office)


async def test_a_live_sibling_of_the_same_name_is_told_at_the_name_and_the_transaction_goes_on(
    database: str,
) -> None:
    await make_folder("Plans")
    async with system_scope() as scope:
        with pytest.raises(storage.NameTaken) as caught:
            await storage.create_folder(scope, name="Plans")
        other = await storage.create_folder(scope, name="plans")
    assert list(caught.value.fields) == ["name"]
    assert await folder_now(other.uuid), "capitals make another name"


async def test_the_name_of_a_trashed_folder_is_free(database: str) -> None:
    old = await make_folder("Plans")
    await run(storage.trash_folder, old)
    assert await make_folder("Plans") != old


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "  \t"),
        ("name", "x" * 256),
        ("name", "a\0b"),
        ("name", "half a \ud83d smile"),
        ("color", "mauve"),
        ("description", "x" * 2001),
        ("description", "a\0b"),
    ],
)
async def test_what_cannot_be_stored_is_refused_by_field(database: str, field: str, value: str) -> None:
    fields = {"name": "Plans", field: value}
    with pytest.raises(ValidationFailed) as caught:
        await run(storage.create_folder, **fields)  # type: ignore[arg-type]
    assert list(caught.value.fields) == [field]


@pytest.mark.parametrize(
    "name", ["x" * 255, "%_\\", "'; DROP TABLE files; --", "🗂️ Pläne", "<b>", " a ", ".."]
)
async def test_names_are_kept_as_typed(database: str, name: str) -> None:
    saved = await folder_now(await make_folder(name))
    assert saved is not None
    assert saved.name == name


async def test_nothing_is_made_below_a_folder_that_is_trashed_or_gone(database: str) -> None:
    old = await make_folder("Old")
    await run(storage.trash_folder, old)
    for parent in (old, uuid7()):
        with pytest.raises(storage.FolderUnavailable):
            await make_folder("Plans", parent)


async def test_get_folder_gives_nothing_for_nothing(database: str) -> None:
    folder = await make_folder("Plans")
    assert await run(storage.get_folder, None) is None
    assert await run(storage.get_folder, uuid7()) is None
    found = await run(storage.get_folder, folder)
    assert found is not None
    assert found.name == "Plans"


async def test_a_change_writes_only_what_it_names(database: str) -> None:
    office = await make_folder("Office")
    folder = await run(storage.create_folder, name="Plans", parent_uuid=office, color="red", description="x")
    changed = await run(storage.update_folder, folder.uuid, name="Ideas")
    assert (changed.name, changed.color, changed.description) == ("Ideas", "red", "x")
    assert changed.parent_uuid == office
    assert changed.updated_at > folder.updated_at
    cleared = await run(storage.update_folder, folder.uuid, description=None, color="blue")
    assert (cleared.name, cleared.color, cleared.description) == ("Ideas", "blue", None)


async def test_renaming_to_a_siblings_name_is_refused_and_the_transaction_goes_on(database: str) -> None:
    await make_folder("Plans")
    ideas = await make_folder("Ideas")
    async with system_scope() as scope:
        with pytest.raises(storage.NameTaken):
            await storage.update_folder(scope, ideas, name="Plans")
        changed = await storage.update_folder(scope, ideas, name="Thoughts")
    assert changed.name == "Thoughts"


async def test_a_change_checks_its_fields(database: str) -> None:
    folder = await make_folder("Plans")
    with pytest.raises(ValidationFailed):
        await run(storage.update_folder, folder, name=" ")


async def test_a_folder_that_is_gone_or_trashed_does_not_change(database: str) -> None:
    folder = await make_folder("Plans")
    with pytest.raises(NotFound):
        await run(storage.update_folder, uuid7(), name="Ideas")
    await run(storage.trash_folder, folder)
    with pytest.raises(storage.FolderUnavailable):
        await run(storage.update_folder, folder, name="Ideas")


async def test_a_folder_moves_below_another_and_to_the_root(database: str) -> None:
    office, plans = await make_folder("Office"), await make_folder("Plans")
    await run(storage.update_folder, plans, parent_uuid=office)
    assert await parent_of(plans) == office
    await run(storage.update_folder, plans, parent_uuid=None)
    assert await parent_of(plans) is None


async def test_a_folder_does_not_move_below_itself_however_deep(database: str) -> None:
    top = deepest = await make_folder("Top")
    for level in range(60):
        deepest = await make_folder(f"Level {level}", deepest)
    for target in (top, deepest):
        with pytest.raises(storage.FolderCycle):
            await run(storage.update_folder, top, parent_uuid=target)


async def test_a_folder_does_not_move_below_one_that_is_trashed_or_gone(database: str) -> None:
    plans, old = await make_folder("Plans"), await make_folder("Old")
    await run(storage.trash_folder, old)
    for target in (old, uuid7()):
        with pytest.raises(storage.FolderUnavailable):
            await run(storage.update_folder, plans, parent_uuid=target)


async def test_moving_to_where_the_name_is_taken_is_refused(database: str) -> None:
    office, plans = await make_folder("Office"), await make_folder("Plans")
    await make_folder("Plans", office)
    with pytest.raises(storage.NameTaken):
        await run(storage.update_folder, plans, parent_uuid=office)
    assert await parent_of(plans) is None


async def test_a_scoped_change_stays_in_the_scope(database: str) -> None:
    office, elsewhere = await make_folder("Office"), await make_folder("Elsewhere")
    inside, deeper = await make_folder("Inside", office), await make_folder("Deeper", office)
    await run(storage.update_folder, inside, within=office, name="Within", parent_uuid=deeper)
    assert await parent_of(inside) == deeper
    with pytest.raises(storage.OutOfScope):
        await run(storage.update_folder, elsewhere, within=office, name="Mine")
    for target in (elsewhere, None):
        with pytest.raises(storage.OutOfScope):
            await run(storage.update_folder, inside, within=office, parent_uuid=target)
    assert await parent_of(inside) == deeper


async def test_of_two_opposite_moves_one_is_refused_and_no_cycle_appears(database: str) -> None:
    for attempt in range(8):
        one, two = await make_folder(f"One {attempt}"), await make_folder(f"Two {attempt}")
        told = await asyncio.gather(
            outcome(run(storage.update_folder, one, parent_uuid=two)),
            outcome(run(storage.update_folder, two, parent_uuid=one)),
        )
        assert sorted(told) == ["cycle", "ok"]
        assert {await parent_of(one), await parent_of(two)} in ({None, one}, {None, two})


async def test_a_ring_of_moves_leaves_a_tree(database: str) -> None:
    ring = [await make_folder(f"Ring {number}") for number in range(6)]
    moves = [
        outcome(run(storage.update_folder, folder, parent_uuid=ring[(number + 1) % len(ring)]))
        for number, folder in enumerate(ring)
    ]
    assert sorted(await asyncio.gather(*moves)) == ["cycle"] + ["ok"] * 5
    roots = [folder for folder in ring if await parent_of(folder) is None]
    assert len(roots) == 1
    assert await run(storage.folder_subtree_uuids, roots[0]) == set(ring)


async def test_of_many_who_make_the_same_folder_one_wins_and_the_others_are_told(database: str) -> None:
    told = await asyncio.gather(*(outcome(run(storage.create_folder, name="Plans")) for _ in range(12)))
    assert sorted(told) == ["ok"] + ["validation_failed"] * 11


async def test_nothing_lands_in_a_folder_that_goes_to_the_trash_meanwhile(database: str) -> None:
    for attempt in range(8):
        parent = await make_folder(f"Parent {attempt}")
        made, _ = await asyncio.gather(
            outcome(make_folder("Child", parent)), outcome(run(storage.trash_folder, parent))
        )
        assert made in ("ok", "folder_unavailable")
        assert await run(storage.list_folders, parent) == [], "a live folder in a trashed one"


async def test_only_a_taken_name_is_told_as_one(database: str) -> None:
    folder = await make_folder("Plans")
    with pytest.raises(IntegrityError, match="ck_folders_color"):
        async with system_scope() as scope, name_clash_told(scope):
            row = await scope.session.get_one(storage.Folder, folder)
            row.color = "mauve"
