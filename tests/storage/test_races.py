"""Many at once on one file: home XOR link holds, and nothing is lost."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlmodel import col, func, select

from crm_app import accounts, storage
from crm_app.core.scope import system_scope
from crm_app.storage import Attached, Detached
from tests.factories import file_now, home_of, is_trashed, links_of, make_file, make_folder, outcome, run

EXPECTED = {"ok", "file_trashed", "not_trashed", "folder_unavailable", "already_linked", "not_held"}


async def pairs_of_home_and_link() -> int:
    """How many links lead to a file that is at home in the linking folder. Must be 0."""
    link, file = storage.FolderLink, storage.File
    query = select(func.count()).select_from(link).join(file, col(file.uuid) == col(link.file_uuid))
    async with system_scope() as scope:
        return (await scope.session.exec(query.where(col(file.folder_uuid) == col(link.folder_uuid)))).one()


async def test_of_many_who_attach_at_once_one_attaches(mira: accounts.User) -> None:
    folder, file = await make_folder("Ada"), await make_file(mira)
    told = Counter(await asyncio.gather(*(run(storage.attach, file, folder) for _ in range(32))))
    assert told == {Attached.ADOPTED: 1, Attached.ALREADY_ATTACHED: 31}


async def test_a_homeless_file_attached_to_many_folders_has_one_home_and_links(mira: accounts.User) -> None:
    folders = [await make_folder(f"Folder {number}") for number in range(16)]
    file = await make_file(mira)
    told = Counter(await asyncio.gather(*(run(storage.attach, file, folder) for folder in folders)))
    assert told == {Attached.ADOPTED: 1, Attached.LINKED: 15}
    assert {await home_of(file), *await links_of(file)} == set(folders)
    assert len(await links_of(file)) == 15


async def test_of_many_who_detach_at_once_one_detaches(mira: accounts.User) -> None:
    folder = await make_folder("Ada")
    file = await make_file(mira, home=folder)
    told = Counter(await asyncio.gather(*(run(storage.detach, file, folder) for _ in range(32))))
    assert told == {Detached.TRASHED: 1, Detached.ABSENT: 31}


async def test_detached_everywhere_at_once_a_file_ends_in_the_trash_not_nowhere(mira: accounts.User) -> None:
    folders = [await make_folder(f"Folder {number}") for number in range(8)]
    file = await make_file(mira, home=folders[0], links=folders[1:])
    await asyncio.gather(*(run(storage.detach, file, folder) for folder in folders))
    assert await is_trashed(file)
    assert await home_of(file) in folders
    assert await links_of(file) == []


async def test_two_times_thirty_two_at_one_file(mira: accounts.User) -> None:
    ada, bert = await make_folder("Ada"), await make_folder("Bert")
    file = await make_file(mira, home=ada, links=[bert])
    chance = random.Random(7)
    works: list[Callable[[UUID], Awaitable[object]]] = [
        lambda folder: run(storage.attach, file, folder),
        lambda folder: run(storage.detach, file, folder),
        lambda folder: run(storage.restore_into, file, folder),
        lambda folder: run(storage.trash_file, file),
        lambda folder: run(storage.restore_file, file),
        lambda folder: run(storage.move_file_to_folder, file, folder),
        lambda folder: run(storage.create_folder_link, folder, file),
    ]

    async def one(folder: UUID) -> set[str]:
        return {await outcome(chance.choice(works)(folder)) for _ in range(4)}

    told = await asyncio.gather(*(one(folder) for folder in (ada, bert) for _ in range(32)))
    assert set().union(*told) <= EXPECTED
    assert await pairs_of_home_and_link() == 0
    assert await is_trashed(file) or {await home_of(file), *await links_of(file)} & {ada, bert}


async def test_files_and_the_folders_around_them_change_at_once(mira: accounts.User) -> None:
    top = await make_folder("Top")
    inner, other = await make_folder("Inner", top), await make_folder("Other")
    files = [await make_file(mira, home=inner, links=[other]) for _ in range(4)]
    chance = random.Random(11)
    works: list[Callable[[], Awaitable[object]]] = [
        lambda: run(storage.attach, chance.choice(files), inner),
        lambda: run(storage.detach, chance.choice(files), chance.choice([inner, other])),
        lambda: run(storage.restore_file, chance.choice(files)),
        lambda: run(storage.trash_folder, chance.choice([top, inner])),
        lambda: run(storage.restore_folder, chance.choice([top, inner])),
        lambda: run(storage.update_folder, inner, parent_uuid=chance.choice([top, other, None])),
        lambda: run(storage.ensure, "Images", parent_uuid=inner),
    ]

    async def one() -> set[str]:
        return {await outcome(chance.choice(works)()) for _ in range(6)}

    told = await asyncio.gather(*(one() for _ in range(24)))
    assert set().union(*told) <= EXPECTED | {"cycle", "validation_failed"}
    assert await pairs_of_home_and_link() == 0
    for file in files:
        await is_in_a_live_place_or_in_the_trash(file)


async def is_in_a_live_place_or_in_the_trash(file: UUID) -> None:
    """A live file is never hidden in a trashed folder."""
    row = await file_now(file)
    assert row is not None
    if row.trashed_at is None and row.folder_uuid is not None:
        async with system_scope() as scope:
            home = await scope.session.get_one(storage.Folder, row.folder_uuid)
        assert home.trashed_at is None


async def test_deleting_for_good_while_others_attach(mira: accounts.User) -> None:
    folder = await make_folder("Ada")
    for _ in range(6):
        file = await make_file(mira)
        works = [outcome(run(storage.attach, file, folder)) for _ in range(4)]
        deleted = outcome(run(storage.delete_file_completely, file))
        told = await asyncio.gather(*works, deleted, outcome(run(storage.delete_file_completely, file)))
        assert set(told) <= {"ok", "not_found"}
        assert told[-2:].count("ok") == 1, "deleted once"
        assert await file_now(file) is None


async def test_the_trash_is_emptied_while_its_files_are_restored(mira: accounts.User) -> None:
    files = [await make_file(mira) for _ in range(16)]
    for file in files:
        await run(storage.trash_file, file)
    told = await asyncio.gather(
        *(outcome(run(storage.restore_file, file)) for file in files[:8]),
        run(storage.empty_trash),
        *(outcome(run(storage.restore_file, file)) for file in files[8:]),
    )
    restored = [file for file, said in zip(files, told[:8] + told[9:], strict=True) if said == "ok"]
    assert [file for file in files if await file_now(file)] == restored
    assert told[8] == len(files) - len(restored)


async def test_two_who_empty_the_trash_count_each_file_once(mira: accounts.User) -> None:
    for _ in range(8):
        await run(storage.trash_file, await make_file(mira))
    counts = await asyncio.gather(run(storage.empty_trash), run(storage.empty_trash))
    assert sum(counts) == 8


async def test_a_record_is_purged_while_others_upload_to_it(mira: accounts.User) -> None:
    async def upload() -> None:
        file = await make_file(mira)
        async with system_scope() as scope:
            folder = await storage.ensure(scope, "crm-contact-1")
            await storage.attach(scope, file, folder.uuid)

    told = await asyncio.gather(
        *(outcome(upload()) for _ in range(8)),
        outcome(run(storage.purge_named, "crm-contact-1")),
        *(outcome(upload()) for _ in range(8)),
    )
    assert set(told) <= {"ok", "folder_unavailable"}
    assert await pairs_of_home_and_link() == 0


async def test_a_link_is_taken_away_once(mira: accounts.User) -> None:
    home, other = await make_folder("Home"), await make_folder("Other")
    file = await make_file(mira, home=home)
    for _ in range(4):
        made = await run(storage.create_folder_link, other, file)
        works = (outcome(run(storage.delete_folder_link, made.uuid)) for _ in range(8))
        assert Counter(await asyncio.gather(*works)) == {"ok": 1, "not_found": 7}
