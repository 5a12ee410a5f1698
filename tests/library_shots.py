"""Pictures of the library, its trash, its links and the page of jobs, for `tests.screenshots`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.libraries import act, choose, item

if TYPE_CHECKING:
    from tests.screenshots import Visit

SHELF = ".library-shelf [data-key]"


def library(visit: Visit) -> None:
    visit.open("/media", SHELF)


def library_all(visit: Visit) -> None:
    visit.open("/media?place=all&view=grid", SHELF)


def library_lines(visit: Visit) -> None:
    """Some are chosen."""
    visit.open("/media?place=all&view=list", SHELF)
    choose(visit.page, "alba-1.jpg", "alba-2.jpg")


def library_folder(visit: Visit) -> None:
    visit.open("/media?view=grid", SHELF)
    for name in ("Photos", "Pendants"):
        item(visit.page, name).locator("[data-open]").click()
        visit.page.get_by_role("banner").get_by_text(name).wait_for()
    item(visit.page, "alba-1.jpg").wait_for()


def library_search(visit: Visit) -> None:
    visit.open("/media?q=porcelain&view=list", SHELF)


def library_contacts(visit: Visit) -> None:
    visit.open("/media?place=contacts", SHELF)


def library_duplicates(visit: Visit) -> None:
    visit.open("/media?place=duplicates", ".library-shelf, .empty")


def library_details(visit: Visit) -> None:
    library_folder(visit)
    act(visit.page, "alba-1.jpg", "Details")
    visit.page.get_by_role("complementary", name="Details of alba-1.jpg").wait_for()


def library_share(visit: Visit) -> None:
    library_details(visit)
    visit.page.get_by_role("button", name="Share…").click()
    visit.page.get_by_role("dialog").get_by_label("Password").wait_for()


def library_move(visit: Visit) -> None:
    library_folder(visit)
    act(visit.page, "alba-2.jpg", "Move…")
    visit.page.get_by_role("dialog").wait_for()


def library_trash(visit: Visit) -> None:
    visit.open("/media?place=trash", ".library-shelf, .empty")


def library_missing(visit: Visit) -> None:
    visit.open("/media?folder=01a1fd0a-e592-70cd-9ffe-d9e338828a7f", "main")


def library_empty(visit: Visit) -> None:
    visit.open("/media", ".empty")


def jobs(visit: Visit) -> None:
    visit.open("/settings/jobs", "text=Empty the trash")


AS_OWNER = (
    *(library, library_all, library_lines, library_folder, library_search, library_contacts),
    *(library_duplicates, library_details, library_share, library_move, library_trash, library_missing),
    jobs,
)
AS_OWNER_OF_NOTHING = (library_empty,)
