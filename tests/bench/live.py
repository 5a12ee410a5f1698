"""`make bench-live`: one person of 200 renamed, how soon every tab shows it, and at which cost.

Ours and NiceGUI run beside each other and take turns, round by round, so that whatever else the machine does
disturbs both. `python -m tests.bench.live --tabs 100 --rounds 20 --alone` is a short run without NiceGUI;
with `--processes 2` ours are two processes behind nginx, half of the tabs at each.
No exit code for a missed goal: what a bench measures depends on the machine.
"""

import argparse
import asyncio
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.async_api import async_playwright

from crm_app.core.database import database
from tests.bench.live_nicegui import NICEGUI, nicegui_process, nicegui_side
from tests.bench.live_page import open_page
from tests.bench.live_report import OURS, growth, head, lines, machine
from tests.bench.live_rounds import Contest, Figures, load_generator
from tests.bench.live_sides import PEOPLE, Ours, Side
from tests.chromium import FLAGS, find_chromium
from tests.e2e.people import database_url
from tests.scaling import Scaled, scaling
from tests.serving import Server, serving
from tests.staff_filling import fill_staff

VARIANTS = ("labels", "table")


def main() -> None:
    """Measures and prints."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tabs", type=int, nargs="*", default=[100, 500])
    asked.add_argument("--rounds", type=int, default=60)
    asked.add_argument("--processes", type=int, choices=[1, 2], default=1, help="of ours")
    asked.add_argument("--alone", action="store_true", help="without NiceGUI")
    options = asked.parse_args()
    print(
        machine(_nicegui_version(options.alone)),
        f"{options.processes} of our processes",
        sep="; ",
        flush=True,
    )
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        start = serving if options.processes == 1 else scaling
        server = opened.enter_context(start(folder / "ours"))
        fill_staff(database_url(server), PEOPLE)
        variants = () if options.alone else VARIANTS
        others = {
            page: opened.enter_context(nicegui_process(database_url(server), page, folder))
            for page in variants
        }
        found = asyncio.run(_measured(server, others, [0, *options.tabs], options.rounds))
    print(*growth(found), sep="\n", flush=True)


def _nicegui_version(alone: bool) -> str:
    if alone:
        return "without NiceGUI"
    code = "from importlib.metadata import version; print('NiceGUI', version('nicegui'))"
    return subprocess.run([NICEGUI, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def _pids(server: Server) -> list[int]:
    """The processes of the app; nginx and Redis are not counted."""
    return [member.pid for member in server.members()] if isinstance(server, Scaled) else [server.pid]


async def _measured(
    server: Server, others: dict[str, tuple[str, int]], sizes: list[int], rounds: int
) -> dict[int, dict[str, Figures]]:
    """The figures by number of tabs and by side."""
    database.start(database_url(server))
    cookies = dict(server.sign_in().cookies)
    ours = Ours([server.url.replace("localhost", "127.0.0.1")], _pids(server), cookies)
    theirs = [
        await nicegui_side(page, address, pid, database_url(server))
        for page, (address, pid) in others.items()
    ]
    await ours.prepare()  # last: it remembers the order of the list
    sides: list[Side] = [ours, *theirs]
    try:
        return await _contest({side.name: side for side in sides}, cookies, sizes, rounds)
    finally:
        await database.stop()


async def _contest(
    sides: dict[str, Side], cookies: dict[str, str], sizes: list[int], rounds: int
) -> dict[int, dict[str, Figures]]:
    async with async_playwright() as playwright, load_generator() as generator:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        pages = {
            name: await open_page(browser, side, cookies if name == OURS else {})
            for name, side in sides.items()
        }
        contest = Contest(sides, pages, generator)
        print(head(sides), flush=True)
        found: dict[int, dict[str, Figures]] = {}
        for tabs in sizes:
            found[tabs] = await contest.measure(tabs, rounds)
            print(*lines(tabs, found[tabs]), sep="\n", flush=True)
        await browser.close()
        return found


if __name__ == "__main__":
    main()
