"""From the commit in another process to the changed row in an open tab, in a real Chromium.

No goal, because there is nothing bare to compare with; the design's table says what others need.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright

from crm_app import crm
from crm_app.core.database import database
from crm_app.core.scope import system_scope
from tests.bench.ratios import Ratio
from tests.chromium import FLAGS, find_chromium
from tests.e2e.people import database_url
from tests.serving import Server, serving

CONTACTS, ROUNDS = 200, 60
PAUSE = 0.15
"""A tab is told at most every 100 ms; that is not what is measured."""

WATCH = """() => {
  window.seen = {};
  new MutationObserver(() => {
    const found = document.body.innerText.match(/Aaron the (\\d+)\\./);
    if (found && !(found[1] in window.seen))
      window.seen[found[1]] = performance.timeOrigin + performance.now();
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
SEEN = "(turn) => window.seen[turn]"


def ratios() -> list[Ratio]:
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as server:
        times = sorted(asyncio.run(_measured(server)))
    p50, p95 = statistics.median(times), times[int(len(times) * 0.95)]
    print(
        f"     commit to DOM in another tab, {CONTACTS} contacts      p50 {p50:.1f} ms, p95 {p95:.1f} ms",
        flush=True,
    )
    return []


async def _measured(server: Server) -> list[float]:
    """Milliseconds from just before the commit until the tab shows the new name."""
    database.start(database_url(server))
    try:
        first = await _fill()
        async with _tab(server) as page:
            await page.evaluate(WATCH)
            return [await _rename(first, page, turn) for turn in range(ROUNDS)]
    finally:
        await database.stop()


async def _fill() -> crm.Contact:
    """The contacts, the first of them in the order of the list."""
    async with system_scope() as scope:
        for number in range(1, CONTACTS):
            await crm.create_contact(
                scope, {"name": f"Person {number:03}", "email": f"p{number}@example.com"}
            )
        return await crm.create_contact(scope, {"name": "Aaron"})


async def _rename(contact: crm.Contact, page: Page, turn: int) -> float:
    await asyncio.sleep(PAUSE)
    async with system_scope() as scope:
        await crm.update_contact(scope, contact.uuid, {"name": f"Aaron the {turn}."})
        committed = time.time() * 1000
    seen = await page.wait_for_function(SEEN, arg=turn, polling="raf")
    return float(await seen.json_value()) - committed


@asynccontextmanager
async def _tab(server: Server) -> AsyncIterator[Page]:
    cookies = dict(server.sign_in().cookies)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        context = await browser.new_context(viewport={"width": 1440, "height": 900})
        await context.add_cookies([{"name": n, "value": v, "url": server.url} for n, v in cookies.items()])
        page = await context.new_page()
        await page.goto(server.url + "/contacts")
        await page.get_by_text("Aaron").first.wait_for()
        yield page
        await browser.close()
