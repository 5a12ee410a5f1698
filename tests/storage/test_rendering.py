"""Pictures are made in processes of their own: what a file does to them, it does to nothing else."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
from PIL import Image

from crm_app.core.errors import Unavailable
from crm_app.storage import rendering, thumbnails
from crm_app.storage.confined import WorkerLost
from crm_app.storage.rendering import Renderers
from crm_app.storage.thumbnails import NoPicture, render
from tests import samples
from tests.waiting import PATIENCE


def endless_pdf() -> bytes:
    """A page of forms in forms: a kilobyte that draws itself ten to the power of thirty times."""
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>endobj",
        b"4 0 obj<</Length 5>>stream\n/F Do\nendstream endobj",
    ]
    for number in range(5, 35):
        drawn = b"/F Do " * 10 if number < 34 else b"0 0 9 9 re f " * 5
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 1) if number < 34 else b""
        form = (
            b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 99 99]%s/Length %d>>stream\n%s\nendstream endobj"
        )
        parts.append(form % (number, inner, len(drawn), drawn))
    return b"%PDF-1.4\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


def saved(tmp_path: Path, content: bytes, name: str = "original") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def workers(of: int | None = None) -> list[psutil.Process]:
    return [
        child for child in psutil.Process(of).children() if "render_worker.py" in " ".join(child.cmdline())
    ]


@pytest.fixture
async def renderers() -> AsyncIterator[Renderers]:
    found = Renderers()
    yield found
    await found.stop()
    assert workers() == []


@pytest.fixture
async def hasty() -> AsyncIterator[Renderers]:
    """They give a file two seconds."""
    found = Renderers(longest=2)
    yield found
    await found.stop()


async def test_the_pictures_are_those_that_the_server_would_have_made(
    renderers: Renderers, tmp_path: Path
) -> None:
    path = saved(tmp_path, samples.turned(6))
    assert await renderers.render(path, "image/jpeg") == render(path, "image/jpeg")


async def test_one_process_serves_one_file_after_the_other(renderers: Renderers, tmp_path: Path) -> None:
    assert workers() == []
    path = saved(tmp_path, samples.picture())
    await renderers.render(path, "image/jpeg")
    (first,) = workers()
    with pytest.raises(NoPicture, match="damaged"):
        await renderers.render(saved(tmp_path, b"\xff\xd8\xff", "broken"), "image/jpeg")
    await renderers.render(path, "image/jpeg")
    assert workers() == [first]


async def test_a_file_that_never_ends_is_given_up_and_its_process_killed(
    hasty: Renderers, tmp_path: Path
) -> None:
    with pytest.raises(NoPicture, match="too long"):
        await hasty.render(saved(tmp_path, endless_pdf()), "application/pdf")
    assert workers() == []
    hasty._longest = rendering.LONGEST
    assert (await hasty.render(saved(tmp_path, samples.pdf()), "application/pdf")).width == 1280


async def test_the_others_go_on_beside_a_file_that_never_ends(renderers: Renderers, tmp_path: Path) -> None:
    renderers._longest = PATIENCE
    endless = asyncio.create_task(renderers.render(saved(tmp_path, endless_pdf()), "application/pdf"))
    await renderers.render(saved(tmp_path, samples.pdf(), "other"), "application/pdf")
    assert not endless.done()
    endless.cancel()
    with pytest.raises(asyncio.CancelledError):
        await endless


async def test_a_picture_for_which_there_is_no_memory_says_so(tmp_path: Path) -> None:
    """300 MB of address space: a picture of 64 million pixels does not fit beside the libraries."""
    big = io.BytesIO()
    Image.new("RGB", (8000, 8000)).save(big, "PNG", compress_level=1)
    small = Renderers(memory=300_000_000)
    try:
        with pytest.raises((NoPicture, WorkerLost)) as told:
            await small.render(saved(tmp_path, big.getvalue()), "image/png")
        assert told.type is WorkerLost or "memory" in str(told.value)
        assert (await small.render(saved(tmp_path, samples.picture()), "image/jpeg")).width == 400
    finally:
        await small.stop()


async def test_a_process_that_is_killed_at_work_is_told_and_replaced(
    renderers: Renderers, tmp_path: Path
) -> None:
    await renderers.render(saved(tmp_path, samples.picture()), "image/jpeg")
    (worker,) = workers()
    before = worker.cpu_times().user
    working = asyncio.create_task(
        renderers.render(saved(tmp_path, endless_pdf(), "endless"), "application/pdf")
    )
    while worker.cpu_times().user < before + 0.3:  # noqa: ASYNC110 - the clock of the process tells
        await asyncio.sleep(0.01)
    worker.kill()
    with pytest.raises(WorkerLost):
        await working
    assert (await renderers.render(saved(tmp_path, samples.picture()), "image/jpeg")).width == 400


async def test_a_process_that_died_idle_costs_nobody_an_attempt(renderers: Renderers, tmp_path: Path) -> None:
    path = saved(tmp_path, samples.picture())
    await renderers.render(path, "image/jpeg")
    (worker,) = workers()
    worker.kill()
    await renderers._idle[0].wait()
    assert (await renderers.render(path, "image/jpeg")).width == 400


async def test_processes_leave_signals_to_the_server_and_know_no_secrets(
    renderers: Renderers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "very secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret@localhost/x")
    path = saved(tmp_path, samples.picture())
    await renderers.render(path, "image/jpeg")
    (worker,) = workers()
    assert not {"SECRET_KEY", "DATABASE_URL"} & worker.environ().keys()
    assert worker.nice() > psutil.Process().nice() or worker.nice() == 19
    worker.send_signal(signal.SIGINT)
    worker.send_signal(signal.SIGTERM)
    await renderers.render(path, "image/jpeg")
    assert workers() == [worker]


async def test_a_call_that_is_cancelled_leaves_no_process(hasty: Renderers, tmp_path: Path) -> None:
    working = asyncio.create_task(hasty.render(saved(tmp_path, endless_pdf()), "application/pdf"))
    while not workers():  # noqa: ASYNC110 - the system tells of its processes, not the task
        await asyncio.sleep(0.01)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert workers() == []


@pytest.mark.parametrize("script", ["missing.py", "/"])
async def test_a_process_that_cannot_start_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(rendering, "_SCRIPT", Path(script))
    with pytest.raises(Unavailable):
        await Renderers().render(saved(tmp_path, samples.picture()), "image/jpeg")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(Unavailable):
        await Renderers().render(saved(tmp_path, samples.picture()), "image/jpeg")


SERVER = """
import asyncio, sys
from pathlib import Path
from crm_app.storage.rendering import Renderers

async def main(photo, endless=None):
    renderers = Renderers(longest=2)  # its processes end by themselves soon after that
    worker = await renderers._worker()
    renderers._idle, renderers._longest = [worker], 60
    await renderers.render(Path(photo), "image/jpeg")
    print(renderers._idle[0].pid, flush=True)
    if endless:
        await renderers.render(Path(endless), "application/pdf")
    await asyncio.Event().wait()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("busy", [False, True])
def test_a_server_that_is_killed_leaves_no_process_behind(tmp_path: Path, busy: bool) -> None:
    """One that is at work notices it when it answers, or ends at a file that takes too long."""
    photo = saved(tmp_path, samples.picture(), "photo")
    files = [photo, saved(tmp_path, endless_pdf(), "endless")] if busy else [photo]
    server = subprocess.Popen([sys.executable, "-c", SERVER, *map(str, files)], stdout=subprocess.PIPE)
    assert server.stdout is not None
    worker = psutil.Process(int(server.stdout.readline()))
    before = worker.cpu_times().user
    while busy and worker.cpu_times().user < before + 0.3:
        pass
    server.kill()
    server.wait()
    assert psutil.wait_procs([worker], timeout=PATIENCE)[1] == []


def test_a_big_file_is_not_taken_whole_into_memory(tmp_path: Path) -> None:
    path = saved(tmp_path, b"RIFF\x00\x00\x00\x00WEBP")
    os.truncate(path, thumbnails.MOST_READ + 1)
    for mime in ("image/webp", "image/heic"):
        with pytest.raises(NoPicture, match="too much memory"):
            render(path, mime)


@pytest.mark.parametrize(("mode", "allowed"), [("RGB", True), ("RGBA", False), ("P", False), ("I;16", False)])
def test_bytes_are_counted_and_not_pixels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, allowed: bool
) -> None:
    monkeypatch.setattr(thumbnails, "MOST_BYTES", 100 * 100 * 4)
    path = saved(tmp_path, samples.encoded(Image.new(mode, (100, 100)), "PNG"))
    if allowed:
        assert render(path, "image/png").width == 100
    else:
        with pytest.raises(NoPicture, match="too much memory"):
            render(path, "image/png")
