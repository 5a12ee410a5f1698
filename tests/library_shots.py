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


def _link_to(visit: Visit, name: str, password: str = "") -> str:
    visit.open("/media?q=" + name, SHELF)
    act(visit.page, name, "Details")
    visit.page.get_by_role("button", name="Share…").click()
    dialog = visit.page.get_by_role("dialog")
    dialog.get_by_label("Password").fill(password)
    dialog.get_by_role("button", name="Make a link").click()
    return dialog.get_by_label("Link", exact=True).first.input_value()


def _follow(visit: Visit, name: str, password: str = "") -> None:
    address = _link_to(visit, name, password)
    visit.page.goto(address)


def library_link_made(visit: Visit) -> None:
    _link_to(visit, "alba-1.jpg")


def shared_library_file(visit: Visit) -> None:
    _follow(visit, "alba-1.jpg")


def shared_library_folder(visit: Visit) -> None:
    _follow(visit, "Photos")
    visit.page.get_by_role("link", name="Pendants").click()
    visit.page.get_by_role("heading", name="Pendants").wait_for()


def shared_library_password(visit: Visit) -> None:
    _follow(visit, "alba-2.jpg", "open sesame")
    visit.page.get_by_label("Password").fill("something else")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_role("alert").wait_for()


def library_move(visit: Visit) -> None:
    library_folder(visit)
    act(visit.page, "alba-2.jpg", "Move…")
    visit.page.get_by_role("dialog").wait_for()


def library_trash(visit: Visit) -> None:
    """With something in it."""
    visit.open("/media?q=alba-3.jpg", SHELF)
    act(visit.page, "alba-3.jpg", "Copy…")
    visit.page.get_by_role("button", name="Copy to Media").click()
    visit.page.get_by_role("button", name="Undo").click()
    visit.page.get_by_text("Moved to the trash.").wait_for()
    visit.page.goto(f"{visit.server.url}/media?place=trash")
    visit.page.locator(SHELF).first.wait_for()


def library_missing(visit: Visit) -> None:
    visit.open("/media?folder=01a1fd0a-e592-70cd-9ffe-d9e338828a7f", "main")


def library_empty(visit: Visit) -> None:
    visit.open("/media", ".empty")


def jobs(visit: Visit) -> None:
    visit.open("/settings/jobs", "text=Empty the trash")


AS_OWNER = (
    *(library, library_all, library_lines, library_folder, library_search, library_contacts),
    *(library_duplicates, library_details, library_share, library_move, library_missing),
    *(library_link_made, shared_library_file, shared_library_folder, shared_library_password),
    library_trash,
    jobs,
)
AS_OWNER_OF_NOTHING = (library_empty,)
