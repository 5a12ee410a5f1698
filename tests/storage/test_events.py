"""Who is told what: every change reaches the library and everybody who looks at a folder it concerns."""

from collections.abc import Awaitable
from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.live.changes import Change
from crm_app.core.scope import system_scope
from crm_app.storage import topics
from tests.factories import file_now, make_file, make_folder, run, trash_by_hand
from tests.live import told

Told = set[tuple[str, UUID]]


async def events(topic: str, work: Awaitable[object]) -> Told:
    """What the topic hears of the work, as pairs of kind and uuid."""
    async with told(topic) as heard:
        await work
    return {(change.kind, uuid) for change in await heard() for uuid in change.uuids}


class Place:
    """A file at home in Home and linked into Other; Third is empty."""

    def __init__(self, home: UUID, other: UUID, third: UUID, file: UUID) -> None:
        self.home, self.other, self.third, self.file = home, other, third, file


@pytest.fixture
async def place(mira: accounts.User) -> Place:
    home, other, third = [await make_folder(name) for name in ("Home", "Other", "Third")]
    return Place(home, other, third, await make_file(mira, home=home, links=[other]))


async def test_attaching_tells_the_folder_and_the_library(place: Place) -> None:
    expected = {("file_added", place.file)}
    assert await events(topics.folder(place.third), run(storage.attach, place.file, place.third)) == expected
    await run(storage.detach, place.file, place.third)
    assert await events(topics.FILES, run(storage.attach, place.file, place.third)) == expected


async def test_what_changes_nothing_tells_nobody(place: Place) -> None:
    assert await events(topics.FILES, run(storage.attach, place.file, place.home)) == set()
    assert await events(topics.FILES, run(storage.detach, place.file, place.third)) == set()
    assert await events(topics.FILES, run(storage.move_file_to_folder, place.file, place.home)) == set()
    assert await events(topics.FILES, run(storage.empty_trash)) == set()


async def test_detaching_tells_the_folder_that_lost_the_file(place: Place) -> None:
    expected = {("file_removed", place.file)}
    assert await events(topics.folder(place.home), run(storage.detach, place.file, place.home)) == expected


async def test_trash_and_restore_tell_every_folder_that_holds_the_file(place: Place) -> None:
    for folder in (place.home, place.other):
        topic = topics.folder(folder)
        assert await events(topic, run(storage.trash_file, place.file)) == {("file_trashed", place.file)}
        assert await events(topic, run(storage.restore_file, place.file)) == {("file_restored", place.file)}


async def test_restoring_elsewhere_tells_the_folder_it_left_too(place: Place) -> None:
    await run(storage.trash_file, place.file)
    restore = run(storage.restore_file_into, place.file, place.third)
    assert await events(topics.folder(place.home), restore) == {("file_restored", place.file)}


async def test_placing_an_upload_from_the_trash_tells_its_folder(place: Place) -> None:
    await run(storage.trash_file, place.file)
    file = await file_now(place.file)
    assert file is not None
    placing = run(storage.place_stored, storage.StoredFile(file, duplicate=True), place.third)
    assert await events(topics.folder(place.third), placing) == {("file_restored", place.file)}


async def test_moving_tells_both_ends(place: Place) -> None:
    move = run(storage.move_file_to_folder, place.file, place.third)
    assert await events(topics.folder(place.home), move) == {("file_removed", place.file)}
    back = run(storage.move_file_between_folders, place.file, place.third, place.home)
    assert await events(topics.folder(place.home), back) == {("file_added", place.file)}
    drag = run(storage.move_file_between_folders, place.file, place.other, place.third)
    assert await events(topics.folder(place.third), drag) == {("file_added", place.file)}


async def test_links_tell_their_folder(place: Place) -> None:
    topic = topics.folder(place.third)
    link = run(storage.create_folder_link, place.third, place.file)
    assert await events(topic, link) == {("file_added", place.file)}
    remove = run(storage.remove_file_from_folder, place.file, place.third)
    assert await events(topic, remove) == {("file_removed", place.file)}
    made = await run(storage.create_folder_link, place.third, place.file)
    unlink = run(storage.delete_folder_link, made.uuid)
    assert await events(topic, unlink) == {("file_removed", place.file)}


async def test_deleting_for_good_tells_every_folder_that_held_the_file(place: Place) -> None:
    delete = run(storage.delete_file_completely, place.file)
    assert await events(topics.folder(place.other), delete) == {("file_deleted", place.file)}


async def test_bulk_deletions_tell_of_every_file(mira: accounts.User) -> None:
    files = [await make_file(mira) for _ in range(3)]
    await trash_by_hand(*files)
    assert await events(topics.FILES, run(storage.empty_trash)) == {("file_deleted", file) for file in files}


async def test_folders_tell_themselves_and_their_parents(database: str) -> None:
    office = await make_folder("Office")
    topic = topics.folder(office)
    async with told(topic) as heard:
        plans = await make_folder("Plans", office)
    assert await heard() == [Change(topic, "folder_changed", (plans,))]
    expected = {("folder_changed", plans)}
    assert await events(topic, run(storage.update_folder, plans, name="Ideas")) == expected
    assert await events(topic, run(storage.update_folder, plans, parent_uuid=None)) == expected
    assert await events(topic, run(storage.update_folder, plans, parent_uuid=office)) == expected
    assert await events(topic, run(storage.trash_folder, plans)) == expected
    assert await events(topic, run(storage.restore_folder, plans)) == expected
    assert await events(topic, run(storage.delete_folder_completely, plans)) == expected


async def test_finding_a_folder_tells_nobody_and_making_it_tells_the_library(database: str) -> None:
    async with told(topics.FILES) as heard:
        made = await run(storage.ensure, "crm-contact-1")
    assert [(change.kind, change.uuids) for change in await heard()] == [("folder_changed", (made.uuid,))]
    assert await events(topics.FILES, run(storage.ensure, "crm-contact-1")) == set()


async def test_a_trashed_folder_tells_of_its_files_wherever_they_are_shown(
    mira: accounts.User, place: Place
) -> None:
    inner = await make_folder("Inner", place.home)
    file = await make_file(mira, home=inner)
    async with told(topics.FILES) as heard:
        await run(storage.trash_folder, place.home)
    kinds = {change.kind: set(change.uuids) for change in await heard()}
    assert kinds == {
        "file_removed": {place.file},
        "file_trashed": {file},
        "folder_changed": {place.home, inner},
    }
    back = {("file_restored", file), ("folder_changed", inner)}
    assert await events(topics.folder(inner), run(storage.restore_folder, place.home)) == back


async def test_dissolving_tells_the_parent_what_came_up(mira: accounts.User) -> None:
    office = await make_folder("Office")
    plans = await make_folder("Plans", office)
    file = await make_file(mira, home=plans)
    heard = await events(topics.folder(office), run(storage.delete_folder, plans))
    assert ("file_added", file) in heard
    assert ("folder_changed", plans) in heard


async def test_a_rollback_tells_nobody(place: Place) -> None:
    async def fail() -> None:
        with pytest.raises(RuntimeError):
            async with system_scope() as scope:
                await storage.trash_file(scope, place.file)
                raise RuntimeError

    assert await events(topics.FILES, fail()) == set()
