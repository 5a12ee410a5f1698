"""Pages of the library: what each place shows, in which order, and what it never shows."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from crm_app import accounts, crm, storage
from crm_app.core.clock import now
from crm_app.core.errors import Forbidden
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from crm_app.storage.files import Sort
from crm_app.storage.library import (
    LibraryView,
    library_counts,
    library_page,
    library_rows,
    these_library_rows,
)
from tests.factories import make_file, make_folder, run, run_as
from tests.storage.library.looking import a_record_folder, names, rows, say


async def a_contact(name: str = "Anna Berg") -> crm.Contact:
    async with system_scope() as scope:
        return await crm.create_contact(scope, {"name": name})


async def test_a_folder_shows_folders_first_and_then_files_at_home_and_linked(mira: accounts.User) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    await make_folder("zebra", office)
    await make_folder("Apple", office)
    await make_file(mira, "b.txt", home=office)
    await make_file(mira, "A.txt", home=other, links=[office])
    shown = await rows(folder_uuid=office)
    assert [(row.kind, row.label, row.held) for row in shown] == [
        ("folder", "Apple", None),
        ("folder", "zebra", None),
        ("file", "A.txt", "link"),
        ("file", "b.txt", "home"),
    ]


async def test_the_root_shows_no_folders_of_records(mira: accounts.User) -> None:
    anna = await a_contact()
    await a_record_folder("crm-contact", anna.uuid)
    await make_folder("Office")
    await make_file(mira, "loose.txt")
    assert await names() == ["Office", "loose.txt"]


async def test_a_place_of_records_shows_their_folders_under_their_names(mira: accounts.User) -> None:
    berta, anna = await a_contact("Berta"), await a_contact("Änna")
    folder = await a_record_folder("crm-contact", anna.uuid)
    await a_record_folder("crm-contact", berta.uuid)
    await make_file(mira, home=folder)
    first, second = await rows(place="contacts")
    assert (first.label, first.record_url, first.items) == ("Änna", f"/contacts/{anna.uuid}", 1)
    assert second.label == "Berta"


async def test_the_folder_of_a_record_that_is_gone_is_called_so(database: str) -> None:
    await a_record_folder("crm-contact", UUID(int=7))
    assert await names(place="contacts") == ["Deleted contact"]


async def test_who_may_not_see_records_sees_no_folders_of_records(database: str) -> None:
    anna = await a_contact()
    folder = await a_record_folder("crm-contact", anna.uuid)
    async with open_scope(None, frozenset({"media.view"})) as scope:
        assert (await library_page(scope, LibraryView(place="contacts"))).rows == []
        inside = await library_page(scope, LibraryView(folder_uuid=folder))
        assert inside.rows == []
        assert (await library_page(scope, LibraryView(search="berg"))).rows == []


async def test_a_folder_of_a_record_that_was_moved_keeps_its_name(database: str) -> None:
    anna, office = await a_contact(), await make_folder("Office")
    folder = await a_record_folder("crm-contact", anna.uuid)
    await run(storage.update_folder, folder, parent_uuid=office)
    assert await names(folder_uuid=office) == ["Anna Berg"]
    assert await names(place="contacts") == ["Anna Berg"]


async def test_staged_and_technical_files_never_appear(mira: accounts.User) -> None:
    shown = await make_file(mira, "shown.txt")
    await make_file(mira, "staged.txt", meta={"staged": True})
    await make_file(mira, "part.bin", system_managed=True, parent_file_uuid=shown, user_uuid=None)
    assert await names(place="all") == ["shown.txt"]
    assert await names() == ["shown.txt"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["b", "c", "a"]),
        ("oldest", ["a", "c", "b"]),
        ("name_asc", ["a", "b", "c"]),
        ("name_desc", ["c", "b", "a"]),
        ("largest", ["c", "a", "b"]),
        ("smallest", ["b", "a", "c"]),
    ],
)
async def test_each_order_holds_over_page_borders(
    mira: accounts.User, sort: str, expected: list[str]
) -> None:
    office, start = await make_folder("Office"), now()
    for name, age, size in (("a", 3, 20), ("b", 1, 10), ("c", 2, 30)):
        await make_file(mira, name, home=office, size=size, inserted_at=start - timedelta(hours=age))
    await make_folder("Inside", office)
    await make_folder("Other", office)
    view = LibraryView(folder_uuid=office, sort=sort)  # type: ignore[arg-type]
    found, after = [], None
    while True:
        page = await run(library_page, view, after, 1)
        found += [row.label for row in page.rows]
        if page.next is None:
            break
        after = page.next
    assert found == ["Inside", "Other", *expected]


async def test_what_comes_meanwhile_moves_no_border_of_a_page(mira: accounts.User) -> None:
    office = await make_folder("Office")
    for name in ("b", "d", "f"):
        await make_file(mira, name, home=office)
    first = await run(library_page, LibraryView(folder_uuid=office), None, 2)
    await make_file(mira, "a", home=office)
    await make_file(mira, "e", home=office)
    then = await run(library_page, LibraryView(folder_uuid=office), first.next, 2)
    assert [row.label for row in then.rows] == ["e", "f"]


NO_PLACES = ["a\0b", "\ud800", True, None, 1.5, 10**30, -(10**30)]


@pytest.mark.parametrize("cursor", ["", "nonsense", "[]", '["file", {}, false, "x"]', "null"])
async def test_a_cursor_that_nobody_gave_is_the_first_page(mira: accounts.User, cursor: str) -> None:
    await make_file(mira, "a.txt")
    assert [row.label for row in (await run(library_page, LibraryView(), cursor)).rows] == ["a.txt"]


@pytest.mark.parametrize("place", [*NO_PLACES, "2026-01-01", 5])
@pytest.mark.parametrize("sort", ["name_asc", "newest", "largest"])
@pytest.mark.parametrize("kind", ["file", "folder"])
async def test_a_forged_cursor_breaks_nothing(
    mira: accounts.User, kind: str, sort: Sort, place: object
) -> None:
    await make_file(mira, "a.txt")
    for timed in (False, True):
        cursor = json.dumps([kind, place, timed, str(uuid7())])
        await run(library_page, LibraryView(sort=sort), cursor)
        await run(library_page, LibraryView("trash", sort=sort), cursor)


async def test_a_type_leaves_the_folders_to_walk_through(mira: accounts.User) -> None:
    office = await make_folder("Office")
    await make_folder("Inside", office)
    await make_file(mira, "a.txt", home=office)
    await make_file(mira, "b.png", home=office, file_type="image")
    assert await names(folder_uuid=office, file_type="image") == ["Inside", "b.png"]
    assert await names(folder_uuid=office, file_type="nothing") == ["Inside"]


async def test_a_search_goes_through_everything_below(mira: accounts.User) -> None:
    office, other = await make_folder("Office"), await make_folder("Other plans")
    inside = await make_folder("Plans", office)
    await make_file(mira, "plan b.txt", home=inside)
    await make_file(mira, "plan c.txt", home=other, links=[inside])
    await make_file(mira, "plan d.txt", home=other)
    found = await rows(folder_uuid=office, search="PLAN")
    assert [(row.label, row.from_path) for row in found] == [
        ("Plans", "Office"),
        ("plan b.txt", "Office / Plans"),
        ("plan c.txt", "Other plans"),
    ]
    everywhere = await names(search="plan")
    assert everywhere == ["Other plans", "Plans", "plan b.txt", "plan c.txt", "plan d.txt"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("100%", ["100%.txt"]),
        ("_", ["a_b.txt"]),
        ("\\", ["back\\slash.txt"]),
        ("\0", []),
        ("u\N{COMBINING DIAERESIS}ber", ["über.txt"]),
        ("ÜBER", ["über.txt"]),
        ("'", ["it's.txt"]),
        ('"quoted', []),
        ("!&|():*", []),
    ],
    ids=[
        "percent",
        "underscore",
        "backslash",
        "nul",
        "combining",
        "capitals",
        "quote",
        "double",
        "operators",
    ],
)
async def test_what_is_typed_means_itself(mira: accounts.User, typed: str, expected: list[str]) -> None:
    for name in ("100%.txt", "a_b.txt", "back\\slash.txt", "über.txt", "it's.txt", "1000.txt"):
        await make_file(mira, name)
    if typed == "\0":
        assert len(await names(place="all", search=typed)) == 6, "nothing is searched for"
    else:
        assert await names(place="all", search=typed) == expected


async def test_the_beginning_of_a_uuid_finds_its_file(mira: accounts.User) -> None:
    file = await make_file(mira, "a.txt")
    await make_file(mira, "b.txt")
    assert await names(place="all", search=str(file)) == ["a.txt"]


async def test_words_inside_files_are_found_while_the_last_is_being_typed(mira: accounts.User) -> None:
    office = await make_folder("Office")
    file = await make_file(mira, "a.txt", home=office)
    await make_file(mira, "b.txt", home=office)
    await say(file, "The annual report says that chairs have become dearer.")
    (row,) = await rows(folder_uuid=office, search="report cha")
    assert row.label == "a.txt"
    assert row.snippet is not None
    assert "annual report" in row.snippet
    assert await names(search="report tables") == []


async def test_records_are_found_by_their_names(mira: accounts.User) -> None:
    anna = await a_contact()
    folder = await a_record_folder("crm-contact", anna.uuid)
    await make_file(mira, "offer.txt", home=folder)
    assert await names(search="berg") == ["Anna Berg"]
    assert await names(place="contacts", search="berg") == ["Anna Berg"]
    assert await names(search="crm-contact") == []
    (file,) = await rows(place="contacts", search="offer")
    assert file.from_path == "Anna Berg"


async def test_the_trash_shows_units_and_says_who_when_and_from_where(mira: accounts.User) -> None:
    office = await make_folder("Office")
    inside = await make_folder("Inside", office)
    await make_file(mira, "deep.txt", home=inside)
    single = await make_file(mira, "single.txt", home=office)
    await run_as(mira, storage.trash_file, single)
    await run_as(mira, storage.trash_folder, inside)
    folder, file = await rows(place="trash")
    assert (folder.label, folder.trashed_by, folder.from_path, folder.items) == (
        "Inside",
        mira.name,
        "Office",
        1,
    )
    assert (file.label, file.trashed_by, file.from_path) == ("single.txt", mira.name, "Office")
    assert file.trashed_at is not None
    assert file.goes_at == file.trashed_at + timedelta(days=30)
    assert await names(place="trash", folder_uuid=inside) == ["deep.txt"]
    assert (await run(library_counts))["trash"] == 2


async def test_duplicates_are_live_files_of_the_same_content_side_by_side(mira: accounts.User) -> None:
    for name in ("a", "b"):
        await make_file(mira, name, content=b"one")
    for name in ("c", "d"):
        await make_file(mira, name, content=b"two", size=100)
    gone = await make_file(mira, "e", content=b"three")
    await make_file(mira, "f", content=b"three")
    await run(storage.trash_file, gone)
    assert [set(pair) for pair in _pairs(await names(place="duplicates"))] == [{"c", "d"}, {"a", "b"}]


def _pairs(shown: list[str]) -> list[list[str]]:
    return [shown[index : index + 2] for index in range(0, len(shown), 2)]


async def test_a_page_takes_three_statements_however_much_it_shows(
    mira: accounts.User, statements: list[str]
) -> None:
    office = await make_folder("Office")
    anna = await a_contact()
    folder = await a_record_folder("crm-contact", anna.uuid)
    await run(storage.update_folder, folder, parent_uuid=office)
    for number in range(5):
        await make_folder(f"Folder {number}", office)
        await make_file(mira, f"{number}.txt", home=office)
    async with system_scope() as scope:
        statements.clear()
        await library_page(scope, LibraryView(folder_uuid=office))
        assert len(statements) == 3


async def test_these_rows_are_those_that_the_view_shows(mira: accounts.User) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    inside = await make_folder("Inside", office)
    here, there = await make_file(mira, "here", home=office), await make_file(mira, "there", home=other)
    keys = [f"file:{there}", f"file:{here}", f"folder:{inside}", f"folder:{other}", "file:nothing", "x"]
    shown = await run(these_library_rows, LibraryView(folder_uuid=office), keys)
    assert [row.label for row in shown] == ["Inside", "here"]


async def test_rows_are_told_wherever_they_are_and_where_that_is(mira: accounts.User) -> None:
    office = await make_folder("Office")
    inside = await make_folder("Inside", office)
    gone, here = await make_file(mira, "gone.txt", home=inside), await make_file(mira, "here.txt")
    await run(storage.trash_folder, inside)
    keys = [f"file:{here}", f"file:{gone}", f"folder:{inside}", f"folder:{office}", "folder:x"]
    shown = {row.label: (row.parent_uuid, row.from_path, row.status) for row in await run(library_rows, keys)}
    assert shown == {
        "Office": (None, "", "active"),
        "Inside": (office, "Office", "trashed"),
        "gone.txt": (inside, "Office / Inside", "trashed"),
        "here.txt": (None, "", "active"),
    }


async def test_looking_takes_a_permission(database: str) -> None:
    async with open_scope(None, frozenset({"crm.view"})) as scope:
        with pytest.raises(Forbidden):
            await library_page(scope, LibraryView())
