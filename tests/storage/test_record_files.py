"""What the folders of records hold."""

from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.ids import uuid7
from crm_app.storage import FileType, Not, Only
from tests.factories import make_file, make_folder, run, trash_by_hand


class Folders:
    """Ada holds a picture and a linked document; Bert a document; Cora nothing that may be seen."""

    def __init__(self, ada: UUID, bert: UUID, cora: UUID, picture: UUID, offer: UUID) -> None:
        self.ada, self.bert, self.cora, self.picture, self.offer = ada, bert, cora, picture, offer


@pytest.fixture
async def folders(mira: accounts.User) -> Folders:
    ada, bert, cora = [await make_folder(name) for name in ("Ada", "Bert", "Cora")]
    picture = await make_file(mira, "ada.png", home=ada, file_type="image")
    offer = await make_file(mira, "offer.txt", home=bert, links=[ada])
    await trash_by_hand(await make_file(mira, home=cora), await make_file(mira, home=bert, links=[cora]))
    await make_file(mira, "tile", home=cora, parent_file_uuid=offer, system_managed=True)
    return Folders(ada, bert, cora, picture, offer)


async def listed(folder: UUID | None, **options: object) -> list[UUID]:
    return [file.uuid for file in await run(storage.list_files, folder, **options)]  # type: ignore[arg-type]


async def test_a_folder_lists_home_and_linked_files_newest_first(folders: Folders) -> None:
    assert await listed(folders.ada) == [folders.offer, folders.picture]
    assert await listed(folders.ada, order="oldest") == [folders.picture, folders.offer]
    assert await listed(folders.ada, limit=1) == [folders.offer]
    assert await listed(folders.cora) == []


async def test_no_folder_and_an_unknown_one_hold_nothing(folders: Folders) -> None:
    assert await listed(None) == []
    assert await listed(uuid7()) == []


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("all", ["offer", "picture"]),
        ("images", ["picture"]),
        ("non_images", ["offer"]),
        (FileType.IMAGE, ["picture"]),
        (FileType.VIDEO, []),
        (Not(FileType.IMAGE), ["offer"]),
        (Not(FileType.VIDEO), ["offer", "picture"]),
        ("nonsense", []),
    ],
)
async def test_a_kind_narrows_lists_counts_and_what_is_held(
    folders: Folders, only: Only, expected: list[str]
) -> None:
    wanted = [getattr(folders, name) for name in expected]
    assert await listed(folders.ada, only=only) == wanted
    counts = await run(storage.count_by_folder, [folders.ada], only=only)
    assert counts.get(folders.ada, 0) == len(wanted)
    for file in (folders.offer, folders.picture):
        assert await run(storage.holds_file, folders.ada, file, only=only) == (file in wanted)


async def test_files_of_many_folders_in_one_query(folders: Folders, statements: list[str]) -> None:
    statements.clear()
    files = await run(storage.files_by_folder, [folders.ada, folders.bert, folders.cora, uuid7()])
    assert len(statements) == 1
    assert {folder: [file.uuid for file in held] for folder, held in files.items()} == {
        folders.ada: [folders.offer, folders.picture],
        folders.bert: [folders.offer],
    }


async def test_counts_agree_with_lists(folders: Folders) -> None:
    counts = await run(storage.count_by_folder, [folders.ada, folders.bert, folders.cora])
    assert counts == {folders.ada: 2, folders.bert: 1}


async def test_no_folders_need_no_query(folders: Folders, statements: list[str]) -> None:
    statements.clear()
    assert await run(storage.files_by_folder, []) == {}
    assert await run(storage.count_by_folder, []) == {}
    assert await run(storage.live_files, []) == {}
    assert await run(storage.list_files, None) == []
    assert statements == []


async def test_nothing_is_held_by_nothing(folders: Folders) -> None:
    assert not await run(storage.holds_file, None, folders.offer)
    assert not await run(storage.holds_file, folders.ada, None)
    assert not await run(storage.holds_file, folders.ada, uuid7())
    assert not await run(storage.holds_file, folders.cora, folders.offer)


async def test_live_files_by_uuid_leave_out_trashed_technical_and_unknown_ones(
    mira: accounts.User, folders: Folders
) -> None:
    trashed = await make_file(mira)
    await trash_by_hand(trashed)
    tile = await make_file(mira, "part", parent_file_uuid=folders.offer, system_managed=True)
    found = await run(storage.live_files, [folders.offer, trashed, tile, uuid7()])
    assert list(found) == [folders.offer]
