"""A server that dies under people's hands: the page says so, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import Person, people_with
from tests.e2e.pictures import a_big_file
from tests.serving import Server, serving

SIZE = 490_000_000
MINUTES = 300_000


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Server]:
    """A server of this test alone."""
    with serving(tmp_path / "mortal") as server:
        yield server


@pytest.fixture
def olga(chromium: Browser, mortal: Server) -> Iterator[Person]:
    with people_with(chromium, mortal) as people:
        yield people()


def spooled(server: Server) -> int:
    """How many bytes of unfinished uploads lie on the server's disk."""
    sizes = 0
    for path in (server.data_dir / "spool").rglob("*"):
        try:
            sizes += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return sizes


def test_an_upload_under_a_killed_server_says_so_and_arrives_by_retry(
    olga: Person, mortal: Server, tmp_path: Path
):
    contact = olga.contact()
    page = olga.open(f"/contacts/{contact}?tab=files")
    film = a_big_file(tmp_path / "film.bin", SIZE)
    page.get_by_test_id("file-input").set_input_files([film])
    while spooled(mortal) < SIZE // 10:
        expect(page.get_by_role("progressbar")).to_have_count(1)
    mortal.kill()
    retry = page.get_by_role("button", name="Retry", exact=True)
    waiting = page.get_by_text("Waiting for the connection")
    expect(retry.or_(waiting).first).to_be_visible()
    mortal.start()
    arrived = page.get_by_role("link", name="film.bin")
    expect(retry.or_(arrived).first).to_be_visible(timeout=MINUTES)
    if retry.is_visible():
        retry.click()
    expect(arrived).to_be_visible(timeout=MINUTES)
    assert spooled(mortal) == 0


def test_what_was_typed_survives_a_restart_of_the_server(olga: Person, mortal: Server):
    contact = olga.contact("Ada Lovelace")
    page = olga.open(f"/contacts/{contact}/edit")
    page.get_by_label("Phone").fill("+44 20 1234")
    mortal.kill()
    mortal.start()
    expect(page.get_by_label("Phone")).to_have_value("+44 20 1234")
    expect(page.get_by_text("No connection")).to_have_count(0, timeout=60_000)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".facts")).to_contain_text("+44 20 1234", timeout=60_000)


def test_a_comment_that_is_typed_when_the_server_dies_is_saved_once_when_it_is_back(
    olga: Person, mortal: Server
):
    page = olga.open(f"/contacts/{olga.contact()}?tab=comments")
    page.get_by_label("Write a comment").fill("Typed before")
    mortal.kill()
    expect(page.get_by_text("No connection")).to_be_visible()
    page.get_by_label("Write a comment").fill("Typed before and after")
    page.keyboard.press("Control+Enter")
    mortal.start()
    expect(page.get_by_text("No connection")).to_have_count(0, timeout=MINUTES)
    page.reload()
    said = page.locator(".comment .linked-text")
    expect(page.get_by_label("Write a comment").or_(said).first).to_be_visible()
    if page.get_by_label("Write a comment").input_value():
        page.get_by_role("button", name="Comment", exact=True).click()
    expect(said).to_have_text(["Typed before and after"])
    expect(page.get_by_label("Write a comment")).to_have_value("")
