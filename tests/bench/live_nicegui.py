"""NiceGUI as the other side of `make bench-live`: the same people, out of the same database."""

import ast
import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import psycopg

from crm_app.core.database import libpq_url
from tests.bench.live_sides import ENGINE, FIRST_NAME
from tests.bench.live_socket import Script
from tests.serving import PROJECT, free_port

NICEGUI = PROJECT / ".venv-nicegui" / "bin" / "python"
_OPTIONS = re.compile(r"query: (\{.*?\}),\n")


@dataclass
class NiceGui:
    """One page of `live_nicegui_app.py`; a person is renamed by plain SQL, less than our service does."""

    urls: list[str]
    pids: list[int]
    page: str
    name: str
    _connection: psycopg.AsyncConnection[tuple[str]]
    _uuid: str

    def address(self, number: int) -> str:
        return f"{self.urls[0]}/{self.page}"

    async def script(self, number: int) -> Script:
        """Fetches the page, which makes the tab's elements, and connects to them as NiceGUI's page does."""
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.get(self.address(number))
        found = _OPTIONS.search(answer.text)
        assert found, "the page of NiceGUI looks otherwise than expected"
        given = ast.literal_eval(found[1])  # it is written as Python has it
        client_id = given["client_id"]
        query = {
            **{key: str(value).lower() if value is True else value for key, value in given.items()},
            "document_id": str(uuid4()),
            "tab_id": str(uuid4()),
            **ENGINE,
        }
        url = httpx.URL(self.urls[0])
        acknowledge = f'42["ack",{{"client_id":"{client_id}","next_message_id":%d}}]'
        path = f"/_nicegui_ws/socket.io/?{urlencode(query)}"
        return Script(url.host, url.port or 80, path, "40", acknowledge=acknowledge)

    async def rename(self, name: str) -> float:
        await self._connection.execute(
            "UPDATE staff_people SET name = %s, updated_at = now() WHERE uuid = %s", [name, self._uuid]
        )
        await self._connection.execute("SELECT pg_notify(%s, %s)", [_channel(self.page), self._uuid])
        committed = time.time()
        await self._connection.commit()
        return committed


@contextmanager
def nicegui_process(url: str, page: str, folder: Path) -> Iterator[tuple[str, int]]:
    """NiceGUI over the database at `url`, in a process for this page: its address, and the process."""
    port = free_port()
    app = str(Path(__file__).parent / "live_nicegui_app.py")
    command = [str(NICEGUI), "-P", app, libpq_url(url), str(port), _channel(page)]
    environment = {**os.environ, "NICEGUI_STORAGE_PATH": str(folder / "nicegui")}
    with (folder / f"nicegui{port}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/table", process, Path(log.name))
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait()


def _channel(page: str) -> str:
    return f"bench_live_{page}"


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"NiceGUI does not answer:\n{log.read_text()[-4000:]}")


async def nicegui_side(page: str, address: str, pid: int, url: str) -> NiceGui:
    """One page of NiceGUI, with somebody to rename."""
    connection = await psycopg.AsyncConnection.connect(libpq_url(url))
    found = await connection.execute(
        "UPDATE staff_people SET name = %s WHERE uuid = (SELECT uuid FROM staff_people"
        " WHERE name NOT LIKE 'Aaron%%' ORDER BY sort_name LIMIT 1) RETURNING uuid::text",
        [FIRST_NAME],
    )
    row = await found.fetchone()
    assert row
    await connection.execute("SELECT pg_notify(%s, %s)", [_channel(page), row[0]])
    await connection.commit()
    return NiceGui([address], [pid], page, f"NiceGUI, {page}", connection, row[0])
