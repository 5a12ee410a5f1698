"""A real tab: a page in Chromium that notes when a name came into its document."""

from playwright.async_api import Browser, Page
from playwright.async_api import TimeoutError as NeverShown

from tests.bench.live_sides import FIRST_NAME, PEOPLE, Side

WATCH = """() => {
  window.seen = {};
  const look = (text, at) => {
    for (const found of (text || "").matchAll(/Aaron the (\\w+)\\./g)) window.seen[found[1]] ??= at;
  };
  new MutationObserver((changes) => {
    const at = performance.timeOrigin + performance.now();
    for (const change of changes)
      if (change.type === "characterData") look(change.target.data, at);
      else for (const node of change.addedNodes) look(node.textContent, at);
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
"""Looks into what has changed only: asking for the text of the page would lay it out first."""

ROWS = "count => document.querySelectorAll('[data-row], .q-table tbody tr').length >= count"
CELLS = "count => document.querySelectorAll('.nicegui-grid > div').length >= count"
SEEN = "mark => window.seen[mark]"


async def open_page(browser: Browser, side: Side, cookies: dict[str, str]) -> Page:
    """The roster with all rows, scrolled to who will be renamed."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    address = side.address(0)
    if cookies:
        await context.add_cookies([{"name": n, "value": v, "url": address} for n, v in cookies.items()])
    page = await context.new_page()
    await page.goto(address)
    if address.endswith("/labels"):
        await page.wait_for_function(CELLS, arg=PEOPLE * 6)
    else:
        await _read_on(page)
    await page.get_by_text(FIRST_NAME).first.scroll_into_view_if_needed()
    await page.evaluate(WATCH)
    return page


async def _read_on(page: Page) -> None:
    await page.wait_for_function(ROWS, arg=1)
    while not await page.evaluate(ROWS, PEOPLE):
        await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        await page.mouse.wheel(0, 100_000)
        await page.wait_for_timeout(50)


async def seen(page: Page, mark: str, seconds: float) -> float | None:
    """When the name with this mark was in the document, in seconds since the epoch; None if it never came."""
    try:
        found = await page.wait_for_function(SEEN, arg=mark, polling=20, timeout=seconds * 1000)
    except NeverShown:
        return None
    return float(await found.json_value()) / 1000
