"""`python -m tests.bench.live_floor`: what a live change costs at the least, beside what ours costs.

The floor is the same way without an app: psycopg commits and notifies, somebody listens, reads the row by its
key over a prepared statement, and writes one WebSocket frame; in Chromium a script lays the name into a node.
Both take turns. What we need more than that is ours; the rest is PostgreSQL's, the kernel's, Chromium's.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from pathlib import Path

import psycopg
import uvloop
from playwright.async_api import Page, async_playwright
from websockets.asyncio.server import ServerConnection, serve

from crm_app.core.database import database
from tests.bench.live_page import open_page, seen
from tests.bench.live_sides import PEOPLE, Ours
from tests.chromium import FLAGS, find_chromium
from tests.e2e.people import database_url
from tests.serving import Server, free_port, serving
from tests.staff_filling import fill_staff

CHANNEL = "bench_floor"
READ = "SELECT uuid::text, name FROM staff_people WHERE uuid = %s"
RENAME = "UPDATE staff_people SET name = %s, updated_at = now() WHERE uuid = %s"
PAUSE, PATIENCE, WARM = 0.12, 20.0, 10
PAGE = """port => {
  document.body.innerHTML = '<p id="shown">.</p>';
  const shown = document.getElementById('shown').firstChild;
  window.seen = {};
  const now = () => performance.timeOrigin + performance.now();
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  socket.onmessage = ({ data }) => {
    const came = now();
    const { name } = JSON.parse(data);
    shown.data = name;
    window.seen[/the (\\w+)\\./.exec(name)[1]] = [came, now()];
  };
  return new Promise((then) => { socket.onopen = then; });
}"""
Stages = dict[str, list[float]]


def main() -> None:
    """Measures and prints."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=100)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as server:
        fill_staff(database_url(server), PEOPLE)
        uvloop.run(_measured(server, rounds))


class Floor:
    """The bare way from a commit to a browser; `stages` has when each round got where, in milliseconds."""

    def __init__(self, url: str, uuid: object) -> None:
        self._url, self._uuid = url, uuid
        self._sockets: set[ServerConnection] = set()
        self._at: dict[str, float] = {}
        self.stages: Stages = {"heard": [], "read": [], "in the script": [], "in the DOM": []}

    async def run(self, ready: "asyncio.Future[int]") -> None:
        """Listens, reads and writes until it is cancelled."""
        port = free_port()
        connect = psycopg.AsyncConnection.connect
        async with (
            serve(self._hold, "127.0.0.1", port, compression=None),
            await connect(self._url, autocommit=True) as listening,
            await connect(self._url, autocommit=True) as reading,
        ):
            await listening.execute(f"LISTEN {CHANNEL}")
            ready.set_result(port)
            async for told in listening.notifies():
                self._at["heard"] = time.time()
                row = await (await reading.execute(READ, [told.payload], prepare=True)).fetchone()
                self._at["read"] = time.time()
                text = json.dumps(dict(zip(("uuid", "name"), row or (), strict=False)))
                for socket in self._sockets:
                    await socket.send(text)

    async def _hold(self, socket: ServerConnection) -> None:
        self._sockets.add(socket)
        await socket.wait_closed()

    async def round(self, page: Page, mark: str, writing: psycopg.AsyncConnection) -> None:
        """Renames, and notes when the name was where."""
        await writing.execute(RENAME, [f"Aaron the {mark}.", self._uuid])
        await writing.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(self._uuid)])
        committed = time.time()
        await writing.commit()
        found = await page.wait_for_function("mark => window.seen[mark]", arg=mark, polling=20)
        self._at["in the script"], self._at["in the DOM"] = (at / 1000 for at in await found.json_value())
        for stage, at in self._at.items():
            self.stages[stage].append((at - committed) * 1000)


async def _measured(server: Server, rounds: int) -> None:
    url = database_url(server)
    database.start(url)
    cookies = dict(server.sign_in().cookies)
    ours = Ours([server.url.replace("localhost", "127.0.0.1")], [server.pid], cookies)
    await ours.prepare()
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    floor = Floor(database.url, ours.whom)
    running = asyncio.create_task(floor.run(ready))
    async with (
        async_playwright() as playwright,
        await psycopg.AsyncConnection.connect(database.url) as writing,
    ):
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        page, bare = await open_page(browser, ours, cookies), await browser.new_page()
        await bare.evaluate(PAGE, await ready)
        shown: list[float] = []
        for number in range(rounds + WARM):
            await floor.round(bare, f"f{number}", writing)
            await asyncio.sleep(PAUSE)
            committed = await ours.rename(f"Aaron the o{number}.")
            shown.append(((await seen(page, f"o{number}", PATIENCE) or float("nan")) - committed) * 1000)
            await asyncio.sleep(PAUSE)
        await browser.close()
    running.cancel()
    await database.stop()
    for stage, times in floor.stages.items():
        print(_line(f"at the least: {stage}", times[WARM:]))
    print(_line("ours: in the DOM", shown[WARM:]), flush=True)


def _line(text: str, times: list[float]) -> str:
    found = statistics.quantiles(times, n=20)
    p10, p50, p95 = found[1], found[9], found[18]
    return f"{text:<32} p10 {p10:6.2f}  p50 {p50:6.2f}  p95 {p95:6.2f} ms after the commit began"


if __name__ == "__main__":
    main()
