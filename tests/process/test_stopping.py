"""A process that is told to stop finishes what was begun."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from crm_app.web import draining
from crm_app.web.http.health import ready
from tests.e2e.people import a_contact
from tests.serving import Server, serving
from tests.waiting import PATIENCE

ENDED = 0, -signal.SIGTERM


def is_open(server: Server) -> bool:
    """Whether the port takes connections."""
    try:
        httpx.get(f"{server.url}/health/ready")
    except httpx.TransportError:
        return False
    return True


def test_an_upload_that_was_begun_is_finished(tmp_path: Path):
    begun, closed = threading.Event(), threading.Event()

    def body() -> Iterator[bytes]:
        yield b"first half, "
        begun.set()
        assert closed.wait(PATIENCE)
        yield b"second half"

    with serving(tmp_path, DRAIN_SECONDS=str(PATIENCE)) as server, ThreadPoolExecutor() as threads:
        client, contact = server.sign_in(), a_contact(server)
        target = f"/uploads?resource=contact&record={contact}&kind=files&name=notes.txt"
        uploading = threads.submit(client.post, target, content=body(), headers={"Origin": server.url})
        assert begun.wait(PATIENCE)
        server._process.send_signal(signal.SIGTERM)  # type: ignore[union-attr]
        while is_open(server):
            assert not uploading.done()
        closed.set()
        assert uploading.result(PATIENCE).status_code == 201
        assert server._process.wait(PATIENCE) in ENDED  # type: ignore[union-attr]


async def test_a_process_that_is_about_to_end_is_not_ready(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(draining, "_begun", True)
    answer = await ready(httpx.Request("GET", "/"))  # type: ignore[arg-type]
    assert (answer.status_code, bytes(answer.body)) == (503, b'{"status":"draining"}')
