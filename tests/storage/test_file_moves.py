"""Moving, linking and dragging files in the library."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from sqlmodel import col, select, text

from crm_app import accounts, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage import Attached
from tests.factories import home_of, is_trashed, links_of, make_file, make_folder, run


class Place:
    """Three folders: Office > Inside, and Other."""

    def __init__(self, office: UUID, inside: UUID, other: UUID) -> None:
        self.office, self.inside, self.other = office, inside, other


@pytest.fixture
async def place(database: str) -> Place:
    office = await make_folder("Office")
    return Place(office, await make_folder("Inside", office), await make_folder("Other"))


async def where(file: UUID) -> tuple[UUID | None, list[UUID]]:
    return await home_of(file), await links_of(file)


async def test_moving_changes_the_home_and_leaves_links_of_others(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office, links=[place.other])
    await run(storage.move_file_to_folder, file, place.inside)
    assert await where(file) == (place.inside, [place.other])
    await run(storage.move_file_to_folder, file, None)
    assert await where(file) == (None, [place.other])


async def test_moving_to_where_it_is_linked_uses_up_the_link(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office, links=[place.other])
    await run(storage.move_file_to_folder, file, place.other)
    assert await where(file) == (place.other, [])


async def test_moving_to_where_it_is_at_home_changes_nothing(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office)
    before = await run(storage.get_file, file)
    moved = await run(storage.move_file_to_folder, file, place.office)
    assert before is not None
    assert moved.updated_at == before.updated_at


async def test_a_trashed_file_is_not_moved_in_silence(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office)
    await run(storage.trash_file, file)
    with pytest.raises(storage.FileTrashed):
        await run(storage.move_file_to_folder, file, place.other)
    assert await home_of(file) == place.office


Mover = Callable[..., Awaitable[storage.File]]


async def drag(*args: object, **options: object) -> storage.File:
    scope, file, target = args
    return await storage.move_file_between_folders(scope, file, None, target, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("mover", [storage.move_file_to_folder, drag])
async def test_nothing_moves_to_where_it_cannot_be(mira: accounts.User, place: Place, mover: Mover) -> None:
    file = await make_file(mira, home=place.office)
    await run(storage.trash_folder, place.other)
    for target in (place.other, uuid7()):
        with pytest.raises(storage.FolderUnavailable):
            await run(mover, file, target)
    with pytest.raises(NotFound):
        await run(mover, uuid7(), place.inside)


async def test_a_scoped_move_needs_both_ends_inside(mira: accounts.User, place: Place) -> None:
    inside, outside = await make_file(mira, home=place.inside), await make_file(mira, home=place.other)
    homeless = await make_file(mira)
    move = storage.move_file_to_folder
    for file, target in (
        (inside, place.other),
        (inside, None),
        (outside, place.office),
        (homeless, place.office),
    ):
        with pytest.raises(storage.OutOfScope):
            await run(move, file, target, within=place.office)
    await run(move, inside, place.office, within=place.office)
    assert await home_of(inside) == place.office


async def test_dragging_from_home_moves_the_home(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office, links=[place.other])
    await run(storage.move_file_between_folders, file, place.office, place.inside)
    assert await where(file) == (place.inside, [place.other])


async def test_dragging_a_homeless_file_gives_it_a_home(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira)
    await run(storage.move_file_between_folders, file, None, place.office)
    assert await where(file) == (place.office, [])


async def test_dragging_from_where_it_is_linked_moves_the_link(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office, links=[place.other])
    await run(storage.move_file_between_folders, file, place.other, place.inside)
    assert await where(file) == (place.office, [place.inside])


async def test_dragging_a_link_to_the_home_or_another_link_leaves_it_there_once(
    mira: accounts.User, place: Place
) -> None:
    file = await make_file(mira, home=place.office, links=[place.other, place.inside])
    await run(storage.move_file_between_folders, file, place.other, place.inside)
    assert await where(file) == (place.office, [place.inside])
    await run(storage.move_file_between_folders, file, place.inside, place.office)
    assert await where(file) == (place.office, [])


async def test_dragging_to_the_root_takes_home_or_link_away(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office, links=[place.other, place.inside])
    await run(storage.move_file_between_folders, file, place.other, None)
    assert await where(file) == (place.office, [place.inside])
    await run(storage.move_file_between_folders, file, place.office, None)
    assert await where(file) == (None, [place.inside])


async def test_dropping_a_file_where_it_was_changes_nothing(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office, links=[place.other])
    for folder in (place.office, place.other):
        await run(storage.move_file_between_folders, file, folder, folder)
    assert await where(file) == (place.office, [place.other])


async def test_dragging_from_a_folder_that_no_longer_holds_it_is_told(
    mira: accounts.User, place: Place
) -> None:
    file = await make_file(mira, home=place.office)
    with pytest.raises(storage.NotHeld):
        await run(storage.move_file_between_folders, file, place.other, place.inside)
    assert await where(file) == (place.office, [])


async def test_dragging_out_of_the_trash_restores_into_the_target(mira: accounts.User, place: Place) -> None:
    for target in (place.inside, None):
        file = await make_file(mira, home=place.office)
        await run(storage.trash_file, file)
        await run(storage.move_file_between_folders, file, place.office, target)
        assert await home_of(file) == target
        assert not await is_trashed(file)


async def test_dragging_out_of_the_trash_to_where_it_cannot_go_leaves_it_there(
    mira: accounts.User, place: Place
) -> None:
    file = await make_file(mira, home=place.office)
    await run(storage.trash_file, file)
    with pytest.raises(storage.OutOfScope):
        await run(storage.move_file_between_folders, file, place.office, place.other, within=place.office)
    await run(storage.trash_folder, place.other)
    with pytest.raises(storage.FolderUnavailable):
        await run(storage.move_file_between_folders, file, place.office, place.other)
    assert await is_trashed(file)


async def test_a_scoped_drag_needs_source_target_and_home_inside(mira: accounts.User, place: Place) -> None:
    outside, linked = await make_file(mira, home=place.other), await make_file(mira, links=[place.office])
    with pytest.raises(storage.OutOfScope):
        await run(storage.move_file_between_folders, outside, place.other, place.office, within=place.office)
    with pytest.raises(storage.OutOfScope):
        await run(storage.move_file_between_folders, outside, None, place.office, within=place.office)
    await run(storage.move_file_between_folders, linked, place.office, place.inside, within=place.office)
    assert await where(linked) == (None, [place.inside])


async def test_a_corrupt_pair_of_home_and_link_ends_in_the_target_once(
    mira: accounts.User, place: Place
) -> None:
    file = await make_file(mira, home=place.office)
    async with system_scope() as scope:
        await scope.session.exec(text("SET LOCAL session_replication_role = replica"))  # type: ignore[call-overload]
        scope.session.add(storage.FolderLink(folder_uuid=place.office, file_uuid=file))
    await run(storage.move_file_between_folders, file, place.office, place.other)
    assert await where(file) == (place.other, [])


async def test_removing_from_a_folder_unlinks_or_leaves_without_home(
    mira: accounts.User, place: Place
) -> None:
    file = await make_file(mira, home=place.office, links=[place.other])
    assert await run(storage.remove_file_from_folder, file, place.other)
    assert await where(file) == (place.office, [])
    assert await run(storage.remove_file_from_folder, file, place.office)
    assert await where(file) == (None, [])
    assert not await run(storage.remove_file_from_folder, file, place.office)
    assert not await is_trashed(file)


async def test_people_attach_by_the_same_rule_as_records_do(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira)
    assert await run(storage.attach_file_to_folder, file, place.office) is Attached.ADOPTED
    assert await run(storage.attach_file_to_folder, file, place.other) is Attached.LINKED


async def test_a_link_is_made_and_taken_away(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office)
    made = await run(storage.create_folder_link, place.other, file)
    assert await where(file) == (place.office, [place.other])
    await run(storage.delete_folder_link, made.uuid)
    assert await where(file) == (place.office, [])
    with pytest.raises(NotFound):
        await run(storage.delete_folder_link, made.uuid)


async def test_a_folder_that_holds_the_file_takes_no_link(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office, links=[place.other])
    for folder in (place.office, place.other):
        with pytest.raises(storage.AlreadyLinked):
            await run(storage.create_folder_link, folder, file)


async def test_links_are_refused_for_what_is_missing_trashed_or_out_of_scope(
    mira: accounts.User, place: Place
) -> None:
    file, outside = await make_file(mira, home=place.office), await make_file(mira, home=place.other)
    link = storage.create_folder_link
    for folder, uuid in ((place.inside, uuid7()), (uuid7(), file)):
        with pytest.raises(NotFound):
            await run(link, folder, uuid)
    for folder, uuid in ((place.other, file), (place.inside, outside)):
        with pytest.raises(storage.OutOfScope):
            await run(link, folder, uuid, within=place.office)
    await run(storage.trash_folder, place.other)
    with pytest.raises(storage.FolderUnavailable):
        await run(link, place.other, file)
    await run(storage.trash_file, file)
    with pytest.raises(storage.FileTrashed):
        await run(link, place.inside, file)
    async with system_scope() as scope:
        assert (await scope.session.exec(select(col(storage.FolderLink.uuid)))).all() == []


async def test_a_scoped_link_inside_is_fine(mira: accounts.User, place: Place) -> None:
    file = await make_file(mira, home=place.office)
    await run(storage.create_folder_link, place.inside, file, within=place.office)
    assert await links_of(file) == [place.inside]
