"""What `make bench-live` compares: what a side is, ours, and what its server needs."""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import psutil
from sqlalchemy import Connection, event

from crm_app import staff
from crm_app.core.database import database
from crm_app.core.scope import system_scope
from tests.bench.live_socket import Script

PEOPLE, PAGE = 200, 50
FIRST_NAME = "Aaron the first."
_HYDRATE = "reflex___state____state.hydrate_and_load"
ENGINE = {"EIO": "4", "transport": "websocket"}


class Side(Protocol):
    """One of those that are compared. `pids` are its server processes, `urls` where they answer."""

    name: str
    urls: list[str]
    pids: list[int]

    def address(self, number: int) -> str:
        """The page of the roster for this tab."""
        ...

    async def script(self, number: int) -> Script:
        """How a new tab opens the page until all rows are there."""
        ...

    async def rename(self, name: str) -> float:
        """Commits a new name for one person; seconds since the epoch just before the COMMIT was sent."""
        ...


@dataclass
class Ours:
    """The app itself; a person is renamed in this process, by the service."""

    urls: list[str]
    pids: list[int]
    cookies: dict[str, str]
    name: str = "ours"
    whom: object = None
    """The uuid of who is renamed."""
    _names: list[str] = field(default_factory=list)
    _committed: float = 0.0

    async def prepare(self) -> None:
        """Finds whom to rename, and who ends each page of the list then; `database` is open."""
        async with system_scope() as scope:
            page = await staff.people_page(scope, staff.PeopleFilter(), limit=PEOPLE)
            self.whom = page.rows[0].uuid
            await staff.update_person(scope, self.whom, {"name": FIRST_NAME})
            page = await staff.people_page(scope, staff.PeopleFilter(), limit=PEOPLE)
        self._names = [row.name for row in page.rows]
        event.listen(database.engine.sync_engine, "commit", self._commits)

    def address(self, number: int) -> str:
        return self.urls[number % len(self.urls)] + "/staff"

    async def script(self, number: int) -> Script:
        """Connects as Reflex's page does, and reads on until the last person has come."""
        url = httpx.URL(self.address(number))
        route = {"pathname": "/staff", "query": {}, "asPath": "/staff"}
        boot = {"event": {"name": _HYDRATE, "payload": {}, "router_data": route}}
        ends = [self._names[end - 1] for end in range(PAGE, PEOPLE + 1, PAGE)]
        from crm_app.web.pages.staff.list_state import PeopleList

        read_on = {"name": f"{PeopleList.get_full_name()}.read_on", "payload": {}, "router_data": route}
        packet = f"42/_event,{json.dumps(['event', read_on])}"
        steps = [("", ends[0]), *((packet, end) for end in ends[1:])]
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Origin": f"{url.scheme}://{url.netloc.decode()}"}
        path = f"/_event/?{urlencode({'token': str(uuid4()), **ENGINE})}"
        return Script(url.host, url.port or 80, path, f"40/_event,{json.dumps(boot)}", steps, headers)

    async def rename(self, name: str) -> float:
        async with system_scope() as scope:
            await staff.update_person(scope, self.whom, {"name": name})  # type: ignore[arg-type]
        return self._committed

    def _commits(self, _: Connection) -> None:
        self._committed = time.time()


def processor(pids: list[int]) -> float:
    """Milliseconds of processor that these processes have used so far, all threads."""
    return sum(_processor(pid) for pid in pids)


def _processor(pid: int) -> float:
    files = Path(f"/proc/{pid}/task").glob("*/schedstat")
    try:
        return sum(int(file.read_text().split()[0]) for file in files) / 1e6
    except OSError:  # a kernel without it counts in ticks of 10 ms
        times = psutil.Process(pid).cpu_times()
        return (times.user + times.system) * 1000


def memory(pids: list[int]) -> float:
    """Kilobytes that these processes have in memory."""
    return sum(psutil.Process(pid).memory_info().rss for pid in pids) / 1000
