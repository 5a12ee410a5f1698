"""A real server and real browsers, as fixtures: one server per process, records of its own for each test.

Every module begins without contacts and without staff. The second try of a test that failed begins on a new
server: what its first try has left would be in its way. The browser belongs to a module: Playwright leaves
its event loop in the thread of the tests, so it must be gone before the next module may run coroutines of its
own.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.chromium import FLAGS, find_chromium
from tests.e2e.people import a_member, without_records
from tests.serving import OWNER_EMAIL, OWNER_PASSWORD, Server, serving

PATIENCE = 30_000
"""Milliseconds: a slow machine is no failure."""

expect.set_options(timeout=PATIENCE)

COOKIE = "crm_session"
NOTICE_SECONDS = [6, 12]
"""How long a notice is there, without and with an Undo."""

NOTICES_WAIT = """([short, long]) => {
  const timeout = window.setTimeout;
  const longer = { [short]: 3 * short, [long]: 5 * long };
  window.setTimeout = (work, wait, ...rest) => timeout(work, longer[wait] ?? wait, ...rest);
}"""
"""Here it stays until a slow machine has come to it."""


class Servers:
    """The app over an empty data directory, with Olga as its owner; over another one when asked."""

    def __init__(self, a_folder: Callable[[], Path]) -> None:
        self._a_folder = a_folder
        self._serving = ExitStack()
        self._running: Server | None = None
        self.errors: list[str] = []

    @property
    def running(self) -> Server:
        """The only one that runs; it is started by whoever asks first."""
        if self._running is None:
            self._running = self._serving.enter_context(serving(self._a_folder()))
        return self._running

    def end(self) -> None:
        """Ends it, and keeps what it has complained about."""
        self.errors += self._running.errors() if self._running else []
        self._serving.close()
        self._running = None


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    servers = Servers(lambda: tmp_path_factory.mktemp("server"))
    yield servers
    servers.end()
    assert servers.errors == []


@pytest.fixture(scope="module")
def new_server(servers: Servers) -> Server:
    """A server that nobody has used yet, for modules whose tests share more than the server."""
    servers.end()
    return servers.running


@pytest.fixture(scope="module")
def no_records(servers: Servers) -> None:
    """Nothing that earlier modules have left is in a list."""
    without_records(servers.running)


@pytest.fixture
def server(request: pytest.FixtureRequest, servers: Servers, no_records: None) -> Server:
    """The server of this test: a new one when the test has failed once."""
    if getattr(request.node, "execution_count", 1) > 1:
        servers.end()
    return servers.running


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
    yield browser
    browser.close()


@dataclass
class Person:
    """Somebody with a browser: a context with a signed-in session, and a client with the same session."""

    context: BrowserContext
    http: httpx.Client
    server: Server

    def open(self, path: str) -> Page:
        """A new tab. What its console complains about fails the test."""
        page = self.context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints = complaints  # type: ignore[attr-defined]
        page.goto(self.server.url + path)
        return page

    def contact(self, name: str = "Ada Lovelace") -> str:
        """The uuid of a new contact, made in a tab as a person makes one."""
        page = self.open("/contacts/new")
        page.get_by_label("Name", exact=True).fill(name)
        page.keyboard.press("Control+Enter")
        page.wait_for_url(re.compile(r"/contacts/[0-9a-f]{8}-"))
        uuid = page.url.split("/contacts/")[1].split("?")[0]
        page.close()
        return uuid


@contextmanager
def people_with(chromium: Browser, server: Server) -> Iterator[Callable[..., Person]]:
    """`people()` is Olga in a browser of her own; `people("mira@example.com")` a colleague, made when new."""
    contexts: list[BrowserContext] = []

    def person(email: str = OWNER_EMAIL, role: str = "member", **options: Any) -> Person:
        if email != OWNER_EMAIL:
            a_member(server, email, role)
        http = server.sign_in(email, OWNER_PASSWORD)
        context = chromium.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        context.set_default_timeout(PATIENCE)
        context.add_init_script(f"({NOTICES_WAIT})({[1000 * each for each in NOTICE_SECONDS]})")
        context.add_cookies([{"name": COOKIE, "value": http.cookies[COOKIE], "url": server.url}])
        contexts.append(context)
        return Person(context, http, server)

    yield person
    complaints = [
        c for context in contexts for page in context.pages for c in getattr(page, "complaints", [])
    ]
    for context in contexts:
        context.close()
    assert complaints == []
