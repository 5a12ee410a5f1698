"""The library as a person handles it, for browser tests. Each test has a folder of its own."""

from secrets import token_hex
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from crm_app.core.scope import system_scope
from crm_app.storage import library
from tests.browsing import Person
from tests.e2e.people import in_database


def a_folder(person: Person, name: str = "", parent: str = "") -> str:
    """The uuid of a new folder; without a name it gets one that nobody else has."""

    async def make() -> str:
        async with system_scope() as scope:
            folder = await library.add_folder(
                scope, UUID(parent) if parent else None, name or f"Desk {token_hex(4)}"
            )
            return str(folder.uuid)

    return in_database(person.server, make)


def a_file(person: Person, folder: str, name: str, content: bytes | None = None) -> str:
    """The uuid of a new file in the folder, sent as a browser does it, with bytes of its own."""
    answer = person.http.post(
        "/uploads",
        params={"resource": "folder", "record": folder, "path": "", "name": name},
        content=content or f"{name} {token_hex(8)}".encode(),
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["file"]["uuid"]


def link_to(person: Person, file: str, folder: str) -> None:
    """Shows the file in one more folder."""

    async def link() -> None:
        async with system_scope() as scope:
            await library.link_files(scope, [UUID(file)], UUID(folder))

    in_database(person.server, link)


def open_folder(person: Person, folder: str, query: str = "") -> Page:
    """The folder's page, read."""
    page = person.open(f"/media?folder={folder}{query}")
    expect(page.locator(".library-tree")).to_be_visible()
    expect(page.locator(".bone")).to_have_count(0)
    expect(page.locator(".library-shelf")).to_be_attached()
    return page


def item(page: Page, name: str) -> Locator:
    """The tile or the line of that name."""
    return page.locator("[data-key]").filter(has=page.get_by_text(name, exact=True))


def opener(page: Page, name: str) -> Locator:
    """What opens it, and has the focus."""
    return item(page, name).locator("[data-open]")


def branch(page: Page, name: str) -> Locator:
    """The folder in the tree."""
    return page.locator(".library-tree [data-branch]").filter(has=page.get_by_text(name, exact=True))


def choose(page: Page, *names: str) -> None:
    """Ticks the boxes of these, in this order."""
    for name in names:
        item(page, name).hover()
        item(page, name).get_by_role("checkbox").check()


def act(page: Page, name: str, action: str) -> None:
    """Chooses from the menu of one."""
    item(page, name).hover()
    item(page, name).get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=action, exact=True).click()
