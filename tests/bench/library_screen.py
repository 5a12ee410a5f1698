"""The library of 100,000 files in 5,000 folders in a browser: until a folder that was opened shows its files
and takes a click, until what was typed is found, until a folder of the tree shows those below it.

The goal is one second (issue of the library), so "bare" is once per second. Said beside it: the same folder
from its address, in a browser that has nothing of the app yet.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.library import FILL
from tests.bench.ratios import Ratio
from tests.chromium import FLAGS, find_chromium
from tests.e2e.people import database_url
from tests.serving import Server, serving

ROUNDS = 5
Measured = Callable[[Server, BrowserContext, str], float]


def ratios() -> list[Ratio]:
    with tempfile.TemporaryDirectory() as name, serving(Path(name), WORKER="off") as server:
        folder = _fill(server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
            found = [_ratio(browser, server, folder, name, measured) for name, measured in CASES.items()]
            cold = statistics.median(_fresh(browser, server, folder, _address) for _ in range(ROUNDS))
            print(f"     from its address, nothing of the app there yet: {cold:.2f} s", flush=True)
            browser.close()
    return found


def _fill(server: Server) -> str:
    """The large folder's uuid."""
    with psycopg.connect(database_url(server), autocommit=True) as connection:
        for statement in FILL.split(";\n")[1:]:  # all belongs to the owner, who is there already
            connection.execute(statement.encode())
        connection.execute("ANALYZE")
        row = connection.execute("SELECT uuid FROM folders WHERE name = 'Folder 1'").fetchone()
    assert row is not None
    return str(row[0])


def _ratio(browser: Browser, server: Server, folder: str, name: str, measured: Measured) -> Ratio:
    times = [_fresh(browser, server, folder, measured) for _ in range(ROUNDS)]
    return Ratio(f"library, {name} / one second", 1 / statistics.median(times), 1, "per s", 1)


def _fresh(browser: Browser, server: Server, folder: str, measured: Measured) -> float:
    """Seconds, in a browser that has nothing in its cache."""
    cookies = dict(server.sign_in().cookies)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": n, "value": v, "url": server.url} for n, v in cookies.items()])
    seconds = measured(server, context, folder)
    context.close()
    return seconds


def _address(server: Server, context: BrowserContext, folder: str) -> float:
    """From the address to a file that is chosen at a click."""
    page = context.new_page()
    start = time.perf_counter()
    page.goto(f"{server.url}/media?folder={folder}&view=list", wait_until="commit")
    _choose_first(page)
    return time.perf_counter() - start


def _click(server: Server, context: BrowserContext, folder: str) -> float:
    """From a click on the folder to a file that is chosen."""
    page = context.new_page()
    page.goto(f"{server.url}/media?view=list")
    opener = page.locator(f"[data-open='folder:{folder}']")
    opener.wait_for()
    start = time.perf_counter()
    opener.click()
    _choose_first(page)
    return time.perf_counter() - start


def _search(server: Server, context: BrowserContext, folder: str) -> float:
    """From the first letter to what was found."""
    page = context.new_page()
    page.goto(f"{server.url}/media?view=list")
    page.locator(f"[data-open='folder:{folder}']").wait_for()
    field = page.get_by_role("searchbox")
    start = time.perf_counter()
    field.press_sequentially("document 99999")
    page.get_by_text("document 99999.pdf").wait_for()
    return time.perf_counter() - start


def _branch(server: Server, context: BrowserContext, folder: str) -> float:
    """From a click on a folder of the tree to the folders below it."""
    page = context.new_page()
    page.goto(f"{server.url}/media?view=list")
    branch = page.locator(".library-tree [data-branch]").filter(has=page.get_by_text("Folder 10", exact=True))
    branch.wait_for()
    start = time.perf_counter()
    branch.locator(".library-twist").click()
    page.locator(".library-tree").get_by_text("Folder 100", exact=True).wait_for()
    return time.perf_counter() - start


def _choose_first(page: Page) -> None:
    line = page.locator("[data-key^='file:']").first
    line.wait_for()
    line.hover()
    line.get_by_role("checkbox").check()


CASES: dict[str, Measured] = {
    "a folder of 1,000 files from a click": _click,
    "a search as one types": _search,
    "a folder of the tree": _branch,
}
