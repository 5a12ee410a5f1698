"""Strings that break input fields: stored and shown as typed or refused with a message; none of them runs."""

import random
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from crm_app.storage.names import safe_name
from tests.browsing import Person, people_with
from tests.e2e import naughty
from tests.e2e.naughty import Outcome, expected_name
from tests.serving import Server

RISKY, OTHERS = 10, 4
"""How many of the strings get pages of their own; all are in the lists."""


@pytest.fixture(scope="module")
def server(new_server: Server) -> Server:
    """One for the whole module: so are its contacts and its files."""
    return new_server


@pytest.fixture(scope="module")
def strings() -> list[str]:
    return naughty.OWN


@pytest.fixture(scope="module")
def some(strings: list[str]) -> list[str]:
    """Always the same ones: mostly those that mean something to a browser."""
    wanted = list(dict.fromkeys(text for text in strings if expected_name(text)))
    risky = [text for text in wanted if set("<>{}%&\"'\\") & set(text)]
    others = [text for text in wanted if text not in risky]
    chosen = random.Random(1)
    return chosen.sample(risky, RISKY) + chosen.sample(others, OTHERS)


@pytest.fixture(scope="module")
def contacts(server: Server, strings: list[str]) -> list[Outcome]:
    return naughty.store_contacts(server, strings)


@pytest.fixture(scope="module")
def named(contacts: list[Outcome]) -> dict[str, str]:
    """The uuid of a contact by its name."""
    return {outcome.stored: outcome.uuid for outcome in contacts if outcome.stored}


@pytest.fixture(scope="module")
def ran() -> list[str]:
    """What scripts have done, and what was loaded from elsewhere: nothing."""
    return []


@pytest.fixture(scope="module")
def visitor(chromium: Browser, server: Server, ran: list[str]) -> Iterator[Person]:
    """Olga, in a browser that notes every dialog and every request to another place."""
    with people_with(chromium, server) as person:
        olga = person()
        olga.context.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        olga.context.on("request", lambda request: note_elsewhere(request.url, server.url, ran))
        yield olga


def note_elsewhere(url: str, home: str, ran: list[str]) -> None:
    if not url.startswith((home, "data:", "blob:")):
        ran.append(url)


@pytest.fixture
def page(visitor: Person, ran: list[str], server: Server) -> Iterator[Page]:
    """A tab in which nothing may run."""
    page = visitor.open("/contacts")
    yield page
    assert page.evaluate("window.pwned") is None
    assert ran == []
    assert server.errors() == []
    page.close()


def test_a_contact_is_called_as_typed_or_refused_with_a_message(contacts: list[Outcome]):
    for outcome in contacts:
        assert outcome.stored == expected_name(outcome.typed)
        assert outcome.stored or all(outcome.messages), outcome


def test_a_folder_is_called_as_typed_or_refused_with_a_message(server: Server, strings: list[str]):
    for outcome in naughty.store_folders(server, dict.fromkeys(strings), f"Names {len(strings)}"):
        takes = bool(outcome.typed.strip()) and len(outcome.typed) <= 255 and "\0" not in outcome.typed
        assert outcome.stored == (outcome.typed if takes else None)
        assert outcome.stored or all(outcome.messages), outcome


def test_every_name_is_found_by_searching_for_it(server: Server, contacts: list[Outcome]):
    stored = [outcome for outcome in contacts if outcome.stored]
    found = naughty.found_by(server, {outcome.stored for outcome in stored})
    assert [outcome for outcome in stored if outcome.uuid not in found[outcome.stored]] == []


def test_searching_for_what_no_name_can_be_finds_nothing_and_harms_nothing(
    server: Server, contacts: list[Outcome]
):
    refused = [outcome.typed for outcome in contacts if not outcome.stored]
    found = naughty.found_by(server, refused)
    assert all(isinstance(uuids, set) for uuids in found.values())


def test_the_list_shows_every_name_as_it_is_stored(page: Page, named: dict[str, str]):
    wanted = {uuid: name for name, uuid in named.items()}
    read_to_the_end(page)
    shown = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("a.row-link")].map((link) =>
            [link.pathname.split("/")[2], link.querySelector(".cut").textContent]))"""
    )
    assert {uuid: shown.get(uuid) for uuid in wanted} == wanted


def read_to_the_end(page: Page) -> None:
    """Scrolls until no more contacts come."""
    expect(page.locator("a.row-link").first).to_be_visible()
    while page.locator(".table-end .spinner, .table-end svg").count():
        before = page.locator("a.row-link").count()
        page.locator(".table-end").scroll_into_view_if_needed()
        page.wait_for_function(
            """(before) => document.querySelectorAll("a.row-link").length > before
                || !document.querySelector(".table-end").textContent""",
            arg=before,
        )


def test_the_page_of_a_contact_shows_its_name_everywhere_as_it_is(
    page: Page, server: Server, some: list[str], named: dict[str, str]
):
    for name in map(expected_name, some):
        page.goto(f"{server.url}/contacts/{named[name]}?tab=events")
        page.wait_for_function(
            "(name) => document.querySelector('.record-head h2')?.textContent === name", arg=name
        )
        page.wait_for_function(
            "(name) => document.title.includes(name.replace(/[\\t\\n\\f\\r ]+/g, ' '))",  # as every title
            arg=name,
        )


def test_the_form_holds_the_name_as_it_is(page: Page, server: Server, some: list[str], named: dict[str, str]):
    for name in map(expected_name, some[:4] + some[-2:]):
        page.goto(f"{server.url}/contacts/{named[name]}/edit")
        expect(page.get_by_label("Name", exact=True)).to_have_value(re.sub(r"[\r\n]", "", name))


def test_a_search_in_the_address_finds_the_name(
    page: Page, server: Server, some: list[str], named: dict[str, str]
):
    for name in map(expected_name, some):
        page.goto(f"{server.url}/contacts?{urlencode({'q': name})}")
        row = f"a.row-link[href='/contacts/{named[name]}'] .cut"
        page.wait_for_function(
            "([row, name]) => document.querySelector(row)?.textContent === name", arg=[row, name]
        )


def test_a_search_that_finds_nothing_is_repeated_as_it_was_typed(page: Page, server: Server, some: list[str]):
    for text in some:
        wanted = f"nowhere: {text}".strip()[:200].strip()
        page.goto(f"{server.url}/contacts?{urlencode({'q': wanted})}")
        page.wait_for_function(
            "(text) => document.querySelector('main').textContent.includes(`contains “${text}”`)",
            arg=wanted,
        )


def test_every_address_with_a_search_answers(visitor: Person, strings: list[str]):
    for text in strings:
        answer = visitor.http.get("/contacts", params={"q": text}, follow_redirects=True)
        assert answer.status_code == 200


@pytest.fixture(scope="module")
def uploads(visitor: Person, strings: list[str]) -> dict[str, dict[str, Any]]:
    return naughty.upload_names(visitor, list(dict.fromkeys(strings)))


def test_a_file_is_called_as_typed_apart_from_what_would_harm(uploads: dict[str, dict[str, Any]]):
    for typed, answer in uploads.items():
        assert answer["status"] == 201, answer
        assert answer["file"]["name"] == safe_name(typed)
        assert_harmless(answer["file"]["name"])
        if is_plain(typed):
            assert answer["file"]["name"] == typed


def assert_harmless(name: str) -> None:
    assert name not in ("", ".", "..")
    assert len(name.encode()) <= 255
    assert unicodedata.is_normalized("NFC", name)
    assert not re.search(r"[/\\\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", name)


def is_plain(text: str) -> bool:
    """Whether there is nothing about this text that a file name may not have."""
    one_line = bool(re.fullmatch(r"[\x20-\x7e\xc0-\u02af\u4e00-\u9fff]+", text))
    return (
        one_line
        and text == text.strip(" ")
        and len(text) < 100
        and not set("/\\") & set(text)
        and text not in (".", "..")
    )


def test_the_files_tab_shows_every_name_as_it_is_stored(
    page: Page, server: Server, uploads: dict[str, dict[str, Any]]
):
    for contact in {answer["contact"] for answer in uploads.values()}:
        files = [answer["file"] for answer in uploads.values() if answer["contact"] == contact]
        page.goto(f"{server.url}/contacts/{contact}?tab=files")
        expect(page.locator("[data-file]")).to_have_count(len(files))
        shown = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll("[data-file]")].map((row) =>
                [row.dataset.file, row.querySelector(".media-name").textContent]))"""
        )
        assert shown == {file["uuid"]: file["name"] for file in files}


def test_a_download_is_saved_under_the_name_that_is_shown(
    visitor: Person, uploads: dict[str, dict[str, Any]]
):
    for answer in uploads.values():
        said = visitor.http.head(f"/files/{answer['file']['uuid']}/original?dl=1")
        assert said.status_code == 200
        kind, _, encoded = said.headers["content-disposition"].partition("; filename*=UTF-8''")
        assert kind.startswith('attachment; filename="')
        assert unquote(encoded) == answer["file"]["name"]


@pytest.mark.parametrize("typed", [naughty.RUNS, "{name} of {count}", "  Åsa  "])
def test_a_person_types_such_a_name_and_reads_it_everywhere(page: Page, server: Server, typed: str):
    name = typed.strip()
    page.goto(f"{server.url}/contacts/new")
    page.get_by_label("Name", exact=True).fill(typed)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name=name, level=2, exact=True)).to_be_visible()
    expect(page.get_by_text(f"{name} is saved.", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "message"), [("   ", "A name is needed."), ("x" * 256, "Use at most 255 characters.")]
)
def test_a_refused_name_stays_in_the_form_with_the_message(
    page: Page, server: Server, typed: str, message: str
):
    page.goto(f"{server.url}/contacts/new")
    field = page.get_by_label("Name", exact=True)
    field.evaluate("(field) => field.removeAttribute('maxlength')")
    field.fill(typed)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(message)).to_be_visible()
    expect(field).to_have_value(typed)
