"""Undoing a move: everything lies again exactly where it lay."""

from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.storage.library import Lying, lying, move_items, put_back
from tests.factories import folder_now, home_of, links_of, make_file, make_folder, outcome, run, run_as
from tests.storage.library.test_moving import keys

Places = tuple[UUID | None, list[UUID]]


async def places(file: UUID) -> Places:
    """Its home and its links."""
    return await home_of(file), sorted(await links_of(file))


@pytest.fixture
async def folders(database: str) -> dict[str, UUID]:
    """Folders by name."""
    return {name: await make_folder(name) for name in ("home", "linking", "target", "third")}


@pytest.mark.parametrize("source", ["home", "linking", None])
@pytest.mark.parametrize("target", ["target", "home", "third", None])
@pytest.mark.parametrize("links", [(), ("target",), ("third",), ("target", "third")])
async def test_whatever_a_move_means_it_can_be_undone(
    mira: accounts.User,
    folders: dict[str, UUID],
    source: str | None,
    target: str | None,
    links: tuple[str, ...],
) -> None:
    linked = {folders[name] for name in ("linking", *links)}
    file = await make_file(mira, home=folders["home"], links=linked)
    wanted, before = keys(files=(file,)), await places(file)
    start, end = (folders[name] if name else None for name in (source, target))
    lay = await run(lying, wanted, [uuid for uuid in (start, end) if uuid])
    moved = await run_as(mira, move_items, wanted, end, source_uuid=start)
    if moved:
        await run_as(mira, put_back, lay, end)
    assert await places(file) == before


async def test_folders_go_back_below_their_parents(mira: accounts.User, folders: dict[str, UUID]) -> None:
    inner, deep = await make_folder("Inner", folders["home"]), await make_folder("Deep", folders["third"])
    wanted = keys(folders=(inner, deep, folders["linking"]))
    lay = await run(lying, wanted, [])
    await run_as(mira, move_items, wanted, folders["target"])
    await run_as(mira, put_back, lay, folders["target"])
    found = [await folder_now(uuid) for uuid in (inner, deep, folders["linking"])]
    assert [folder.parent_uuid for folder in found if folder] == [folders["home"], folders["third"], None]


async def test_what_somebody_has_moved_on_stays_there_and_all_else_too(
    mira: accounts.User, folders: dict[str, UUID]
) -> None:
    file, other = [await make_file(mira, home=folders["home"]) for _ in range(2)]
    inner = await make_folder("Inner", folders["home"])
    for moved_on in (keys(files=(other,)), keys(folders=(inner,))):
        wanted = keys(folders=(inner,), files=(file, other))
        lay = await run(lying, wanted, [])
        await run_as(mira, move_items, wanted, folders["target"])
        await run_as(mira, move_items, moved_on, folders["third"])
        assert await outcome(run_as(mira, put_back, lay, folders["target"])) == "conflict"
        assert await home_of(file) == folders["target"]
        await run_as(mira, move_items, wanted, folders["home"])


async def test_where_it_lay_is_gone_meanwhile_and_it_stays(
    mira: accounts.User, folders: dict[str, UUID]
) -> None:
    file = await make_file(mira, home=folders["home"])
    lay = await run(lying, keys(files=(file,)), [])
    await run_as(mira, move_items, keys(files=(file,)), folders["target"])
    await run(storage.trash_folder, folders["home"])
    assert await outcome(run_as(mira, put_back, lay, folders["target"])) == "folder_unavailable"
    assert await home_of(file) == folders["target"]


async def test_forged_places_are_held_against_what_there_is(
    mira: accounts.User, folders: dict[str, UUID]
) -> None:
    file = await make_file(mira, home=folders["home"])
    forged = {keys(files=(file,))[0]: Lying(folders["third"])}
    assert await outcome(run_as(mira, put_back, forged, folders["target"])) == "conflict"
    assert await places(file) == (folders["home"], [])
