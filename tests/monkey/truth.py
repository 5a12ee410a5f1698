"""What the database holds, and what a page shows of it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page

from crm_app import staff
from crm_app.core.scope import system_scope
from crm_app.web.pages.staff.addresses import people_address, person_in
from tests.e2e.people import in_database
from tests.monkey.monkey import FORM_FIELDS
from tests.serving import Server

PATIENCE_MS = 20_000
READ_ROWS = """() => [...document.querySelectorAll("tbody tr")].map((row) => ({
  uuid: row.querySelector(".row-link").getAttribute("href").split("/").pop(),
  name: row.querySelector(".row-link .name-line > .cut").textContent,
  title: row.cells[2].childNodes[0]?.nodeType === 3 ? row.cells[2].childNodes[0].textContent : "",
  department: row.cells[3].textContent,
  status: row.querySelector("td > .badge")?.textContent ?? "",
}))"""
BADGES = {"active": "Active", "inactive": "Inactive", "trashed": "In the trash"}
Row = dict[str, Any]


def rows_on(page: Page) -> list[Row]:
    """What the list shows, from top to bottom."""
    return page.evaluate(READ_ROWS)


def rows_of(server: Server, address: str, limit: int) -> list[Row]:
    """What the service answers to the address of the list."""
    return in_database(server, lambda: _rows_of(address, limit))


async def _rows_of(address: str, limit: int) -> list[Row]:
    asked = people_address(dict(parse_qsl(urlsplit(address).query)))
    async with system_scope() as scope:
        page = await staff.people_page(scope, asked.wanted, sort=asked.sort, limit=limit)
    return [
        {
            "uuid": str(row.uuid),
            "name": row.name,
            "title": row.job_title or "",
            "department": row.department or "",
            "status": BADGES[row.status],
        }
        for row in page.rows
    ]


def list_is_true(server: Server, page: Page) -> str:
    """What is wrong with a list after it had time to settle; "" for nothing."""

    def wrong() -> str:
        shown = rows_on(page)
        held = rows_of(server, page.url, max(len(shown), 1))
        first = next((pair for pair in zip(shown, held, strict=False) if pair[0] != pair[1]), "")
        return "" if shown == held else f"{page.url} shows {len(shown)} rows, {len(held)} are held: {first}"

    return _settled(page, wrong)


def form_is_true(server: Server, page: Page) -> str:
    """What is wrong with an untouched form of a person after it had time to settle; "" for nothing."""

    def wrong() -> str:
        held = in_database(server, lambda: _form_of(page.url))
        shown = {label: page.get_by_label(label, exact=True).input_value() for label in FORM_FIELDS}
        return "" if shown == held else f"the form shows {shown}, the database holds {held}"

    return _settled(page, wrong)


def _settled(page: Page, wrong: Callable[[], str]) -> str:
    said = wrong()
    for _ in range(PATIENCE_MS // 200):
        if not said:
            break
        page.wait_for_timeout(200)
        said = wrong()
    return said


async def _form_of(address: str) -> dict[str, str]:
    uuid = person_in(urlsplit(address).path)
    async with system_scope() as scope:
        person = await scope.session.get_one(staff.Person, uuid)
    values = (person.name, person.work_phone, person.personal_phone, person.bio)
    return dict(zip(FORM_FIELDS, (value or "" for value in values), strict=True))
