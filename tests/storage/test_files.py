"""The library's lists of files."""

from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.ids import uuid7
from crm_app.storage import FileFilter
from tests.factories import make_file, make_folder, run


async def names(wanted: FileFilter | None = None, within: UUID | None = None) -> list[str]:
    files, total = await run(storage.list_files_in_scope, wanted, within=within)
    assert total >= len(files)
    return [file.original_file_name for file in files]


class Library:
    """Office > Inside, and Other; a file in each, one linked, one without a home."""

    def __init__(self, office: UUID, inside: UUID, other: UUID) -> None:
        self.office, self.inside, self.other = office, inside, other


@pytest.fixture
async def library(mira: accounts.User) -> Library:
    office, other = await make_folder("Office"), await make_folder("Other")
    inside = await make_folder("Inside", office)
    await make_file(mira, "alpha.txt", home=office, size=30)
    await make_file(mira, "Beta.png", home=inside, size=10, file_type="image")
    await make_file(mira, "gamma.txt", home=other, links=[inside], size=20)
    await make_file(mira, "delta.zip", size=40, file_type="archive")
    return Library(office, inside, other)


async def test_the_whole_library_is_listed_newest_first(library: Library) -> None:
    assert await names() == ["delta.zip", "gamma.txt", "Beta.png", "alpha.txt"]


async def test_a_folder_lists_what_is_at_home_and_what_is_linked(library: Library) -> None:
    assert await names(FileFilter(folder_uuid=library.inside)) == ["gamma.txt", "Beta.png"]
    assert await names(FileFilter(folder_uuid=library.office)) == ["alpha.txt"]


async def test_a_scope_lists_its_own_contents_and_those_of_folders_inside(library: Library) -> None:
    assert await names(within=library.office) == ["alpha.txt"]
    assert await names(FileFilter(folder_uuid=library.inside), within=library.office) == [
        "gamma.txt",
        "Beta.png",
    ]
    with pytest.raises(storage.OutOfScope):
        await names(FileFilter(folder_uuid=library.other), within=library.office)


async def test_files_without_a_home_are_listed_on_demand_and_never_in_a_scope(library: Library) -> None:
    wanted = FileFilter(include_orphaned=True)
    assert await names(wanted) == ["delta.zip"]
    assert await names(wanted, within=library.office) == ["alpha.txt"]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("oldest", "alpha.txt", "delta.zip"),
        ("newest", "delta.zip", "alpha.txt"),
        ("name_asc", "alpha.txt", "gamma.txt"),
        ("name_desc", "gamma.txt", "alpha.txt"),
        ("largest", "delta.zip", "Beta.png"),
        ("smallest", "Beta.png", "delta.zip"),
        ("nonsense", "delta.zip", "alpha.txt"),
    ],
)
async def test_lists_are_sorted(library: Library, sort: storage.Sort, first: str, last: str) -> None:
    listed = await names(FileFilter(sort=sort))
    assert (listed[0], listed[-1]) == (first, last)


async def test_names_sort_without_regard_to_capitals(library: Library) -> None:
    listed = await names(FileFilter(sort="name_asc"))
    assert listed == ["alpha.txt", "Beta.png", "delta.zip", "gamma.txt"]


async def test_a_type_narrows_the_list(library: Library) -> None:
    assert await names(FileFilter(file_type="image")) == ["Beta.png"]
    for nonsense in ("nonsense", "\0", "\ud800"):
        assert await names(FileFilter(file_type=nonsense)) == []


async def test_pages_follow_each_other_without_gap_or_overlap(library: Library) -> None:
    pages = [await names(FileFilter(page=page, per_page=3)) for page in (1, 2, 3)]
    assert pages == [["delta.zip", "gamma.txt", "Beta.png"], ["alpha.txt"], []]
    _, total = await run(storage.list_files_in_scope, FileFilter(page=2, per_page=3))
    assert total == 4


@pytest.mark.parametrize(("page", "per_page"), [(0, 20), (-5, 20), (1, 10**9), (10**30, 1), (1, 0), (1, -1)])
async def test_odd_pages_do_not_break_the_list(library: Library, page: int, per_page: int) -> None:
    assert isinstance(await names(FileFilter(page=page, per_page=per_page)), list)


async def test_search_goes_through_the_whole_subtree(library: Library) -> None:
    assert await names(FileFilter(search="A"), within=library.office) == [
        "gamma.txt",
        "Beta.png",
        "alpha.txt",
    ]
    assert await names(FileFilter(search="a", folder_uuid=library.inside)) == ["gamma.txt", "Beta.png"]
    assert await names(FileFilter(search="zip")) == ["delta.zip"]
    assert await names(FileFilter(search="zip"), within=library.office) == []


async def test_a_trashed_folder_of_the_subtree_is_not_searched(library: Library) -> None:
    await run(storage.trash_folder, library.inside)
    assert await names(FileFilter(search="a"), within=library.office) == ["alpha.txt"]


async def test_a_file_is_found_by_its_uuid(mira: accounts.User, library: Library) -> None:
    file = await make_file(mira, "epsilon.txt")
    for typed in (str(file), str(file)[-12:], str(file).upper()):
        assert await names(FileFilter(search=typed)) == ["epsilon.txt"]


@pytest.mark.parametrize("typed", ["100%", "a_b", "back\\slash", "%", "_", "\\"])
async def test_wildcards_are_searched_as_typed(mira: accounts.User, library: Library, typed: str) -> None:
    await make_file(mira, f"<{typed}>.txt")
    assert await names(FileFilter(search=typed)) == [f"<{typed}>.txt"]


@pytest.mark.parametrize("blank", ["", "  ", "\0", "\ud800"])
async def test_a_blank_search_is_none(library: Library, blank: str) -> None:
    assert len(await names(FileFilter(search=blank))) == 4


async def test_trashed_and_technical_files_are_never_listed(mira: accounts.User, library: Library) -> None:
    trashed = await make_file(mira, "trashed.txt", home=library.office)
    await run(storage.trash_file, trashed)
    tile = {"parent_file_uuid": trashed, "system_managed": True}
    await make_file(mira, "tile.txt", home=library.office, **tile)
    assert await names(FileFilter(folder_uuid=library.office)) == ["alpha.txt"]
    assert "tile.txt" not in await names(FileFilter(search="tile"))
    assert "trashed.txt" not in await names(FileFilter(search="trashed"))


async def test_get_file_knows_trashed_but_no_technical_files(mira: accounts.User) -> None:
    file = await make_file(mira)
    tile = await make_file(mira, "tile", parent_file_uuid=file, system_managed=True)
    await run(storage.trash_file, file)
    found = await run(storage.get_file, file)
    assert found is not None
    assert found.status == "trashed"
    for uuid in (tile, uuid7(), None):
        assert await run(storage.get_file, uuid) is None
