"""The plain routes in a server process of their own, without Reflex: for what needs a real socket.

`python -m tests.route_server <database> <port> [<directory>]`: DATA_DIR from the environment; what lies in
the directory is also served by Starlette's own FileResponse under /plain/, to compare with.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

from tests.waiting import PATIENCE


def serve(url: str, port: str, directory: str = "/nonexistent") -> None:
    from crm_app import storage
    from crm_app.core.database import database
    from crm_app.protocol import LimitedHttp
    from crm_app.web.http import files, uploads
    from crm_app.web.http.guard import guarded

    async def plain(request: Request) -> FileResponse:
        return FileResponse(Path(directory) / request.path_params["name"])

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        database.start(url)
        await storage.start()
        yield
        await storage.stop()
        await database.stop()

    app = guarded([*uploads.routes, *files.routes])
    app.router.lifespan_context = running
    both = Starlette(routes=[Route("/plain/{name}", plain)], lifespan=running)
    both.mount("/", app)
    uvicorn.run(both, port=int(port), loop="uvloop", http=LimitedHttp, log_level="warning", access_log=False)


@dataclass(frozen=True)
class RouteServer:
    """A running one."""

    url: str
    port: int
    pid: int

    def memory(self, which: str = "VmRSS") -> int:
        """What the process takes, in bytes: now (VmRSS) or at most since `forget_peak` (VmHWM)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith(which))
        return int(line.split()[1]) * 1024

    def forget_peak(self) -> None:
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")


@contextmanager
def route_server(database: str, data_dir: Path, directory: Path | None = None) -> Iterator[RouteServer]:
    """Starts one and ends it with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.route_server", database, str(port), str(directory or "/nonexistent")],
        env={**os.environ, "DATA_DIR": str(data_dir)},
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/uploads", process)
        yield RouteServer(f"http://127.0.0.1:{port}", port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        try:
            httpx.get(url)
            return
        except httpx.TransportError:
            if process.poll() is not None:
                raise RuntimeError("the server ended before it answered") from None
            time.sleep(0.05)
    raise TimeoutError("the server does not answer")


if __name__ == "__main__":
    serve(*sys.argv[1:])
