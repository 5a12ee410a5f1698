"""The overview of 10,000 people in a cold browser: from the address to a department that opens at a click.

The goal is one second (issue of the staff directory), so "bare" is once per second.
"""

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.ratios import Ratio
from tests.chromium import FLAGS, find_chromium
from tests.e2e.people import database_url
from tests.serving import Server, serving
from tests.staff_filling import fill_staff

PEOPLE, ROUNDS = 10_000, 7


def ratios() -> list[Ratio]:
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as server:
        fill_staff(database_url(server), PEOPLE)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
            times = [_opened(browser, server) for _ in range(ROUNDS)]
            browser.close()
    shown, reacted = (statistics.median(each) for each in zip(*times, strict=True))
    print(f"     a department opens after {(reacted - shown) * 1000:.0f} ms, click to people", flush=True)
    return [Ratio(f"overview of {PEOPLE:,} people / one second", 1 / reacted, 1, "per s", 1)]


def _opened(browser: Browser, server: Server) -> tuple[float, float]:
    """Seconds until the departments are shown, and until one that was clicked shows its people."""
    cookies = dict(server.sign_in().cookies)
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": n, "value": v, "url": server.url} for n, v in cookies.items()])
    page = context.new_page()
    start = time.perf_counter()
    page.goto(server.url + "/staff/overview", wait_until="commit")
    department = page.get_by_role("button", name="People of Department 1", exact=True)
    department.wait_for()
    shown = time.perf_counter() - start
    department.click()
    page.locator(".tree-body a[href^='/staff/people/']").nth(20).wait_for()
    reacted = time.perf_counter() - start
    context.close()
    return shown, reacted
