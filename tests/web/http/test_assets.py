"""The files of the pages, served from memory and kept by browsers."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.routing import Route

from crm_app.web.http.assets import Assets
from crm_app.web.http.guard import guarded

SCRIPT = b"let a = 1"
GZIPPED = gzip.compress(SCRIPT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A script in three forms, and what nobody may read beside their folder."""
    bundle = tmp_path / "assets"
    bundle.mkdir()
    (bundle / "page-a1b2.js").write_bytes(SCRIPT)
    (bundle / "page-a1b2.js.gz").write_bytes(GZIPPED)
    (bundle / "page-a1b2.js.br").write_bytes(b"brotli of it")
    (bundle / "plain-c3d4.css").write_bytes(b"a{}")
    (tmp_path / "secret").write_text("secret")
    return bundle


@pytest.fixture
async def client(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The route behind the guard, in this process."""
    transport = httpx.ASGITransport(guarded([Route("/assets/{name}", Assets(folder).serve)]))
    async with httpx.AsyncClient(transport=transport, base_url="http://crm.example") as speaking:
        yield speaking


def only(encoding: str) -> dict[str, str]:
    return {"Accept-Encoding": encoding}


async def test_a_browser_keeps_an_asset_for_ever(client: httpx.AsyncClient):
    kept = (await client.get("/assets/page-a1b2.js")).headers["cache-control"]
    assert "immutable" in kept
    assert "max-age=31536000" in kept


@pytest.mark.parametrize(
    ("accepted", "encoding", "sent"),
    [
        ("gzip, deflate, br, zstd", "br", b"brotli of it"),
        ("gzip;q=1.0, deflate", "gzip", GZIPPED),
        ("br;q=0, identity", None, SCRIPT),
        ("", None, SCRIPT),
    ],
    ids=["any", "gzip", "refused", "none"],
)
async def test_the_best_form_that_is_accepted_is_sent(
    client: httpx.AsyncClient, accepted: str, encoding: str | None, sent: bytes
):
    async with client.stream("GET", "/assets/page-a1b2.js", headers=only(accepted)) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert raw == sent


async def test_what_has_no_compressed_form_is_sent_as_it_is(client: httpx.AsyncClient):
    answer = await client.get("/assets/plain-c3d4.css", headers=only("br, gzip"))
    assert (answer.content, answer.headers["content-type"]) == (b"a{}", "text/css; charset=utf-8")


async def test_a_script_says_that_it_is_one(client: httpx.AsyncClient):
    answer = await client.get("/assets/page-a1b2.js", headers=only("identity"))
    assert answer.headers["content-type"].startswith("text/javascript")


async def test_an_asset_is_read_once(client: httpx.AsyncClient, folder: Path):
    await client.get("/assets/page-a1b2.js", headers=only("identity"))
    (folder / "page-a1b2.js").unlink()
    assert (await client.get("/assets/page-a1b2.js", headers=only("identity"))).content == SCRIPT


async def test_a_name_of_another_build_is_not_found_and_asked_for_again(
    client: httpx.AsyncClient, folder: Path
):
    missed = await client.get("/assets/later-e5f6.js")
    assert (missed.status_code, missed.headers["cache-control"]) == (404, "no-store")
    (folder / "later-e5f6.js").write_bytes(SCRIPT)
    assert (await client.get("/assets/later-e5f6.js")).status_code == 200


@pytest.mark.parametrize("name", ["..", "../secret", "..%2Fsecret", "%2e%2e%2fsecret", ".%00", "."])
async def test_nothing_outside_of_the_folder_is_read(client: httpx.AsyncClient, name: str):
    answer = await client.get(f"/assets/{name}")
    assert answer.status_code == 404
    assert b"secret" not in answer.content


@pytest.mark.parametrize("length", [256, 5000])
async def test_a_name_that_no_file_can_have_is_not_found(client: httpx.AsyncClient, length: int):
    assert (await client.get(f"/assets/{'x' * length}")).status_code == 404
