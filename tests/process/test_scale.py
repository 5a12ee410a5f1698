"""Two processes behind nginx, as `make scale` starts them: people notice nothing of it."""

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from crm_app.scale import programs
from tests.browsing import Person, people_with
from tests.e2e.people import a_contact
from tests.scaling import Scaled, address_of, scaling
from tests.serving import OWNER_EMAIL
from tests.waiting import PATIENCE

PEOPLE = OWNER_EMAIL, "mira@example.com"
ATTEMPTS = 20


@pytest.fixture(scope="module")
def scaled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scaled]:
    with scaling(tmp_path_factory.mktemp("scaled")) as running:
        yield running
        assert running.errors() == []


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Scaled]:
    """Processes of this test alone."""
    with scaling(tmp_path / "mortal") as running:
        yield running


def renamed(page: Page, contact: str, name: str) -> None:
    """Gives the contact another name, as a person does."""
    page.goto(re.sub(r"(https?://[^/]+).*", rf"\1/contacts/{contact}/edit", page.url))
    page.get_by_label("Name", exact=True).fill(name)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(rf"/contacts/{contact}$"))


def token(page: Page) -> str:
    """Under which name the server knows this tab."""
    return page.evaluate("sessionStorage.getItem('token')").strip('"')


def on_two_processes(scaled: Scaled, people: Callable[..., Person], *paths: str) -> list[Page]:
    """Two tabs of two people, each with its socket in another process.

    nginx gives a socket to whichever process has fewer connections in that moment, and a page that is still
    loading has some: the second person opens tabs until one is not where the first person's is.
    """
    olga, mira = map(people, PEOPLE)
    here = olga.open(paths[0])
    for _ in range(ATTEMPTS):
        there = mira.open(paths[1])
        if connected(scaled, there) != connected(scaled, here):
            return [here, there]
        there.close()
    raise AssertionError(f"both tabs were in one process, {ATTEMPTS} times")


def connected(scaled: Scaled, page: Page) -> str:
    """The process that has the socket of this tab; waits until it is drawn and one has it."""
    expect(page.get_by_role("main")).to_be_visible()
    page.wait_for_function("() => sessionStorage.getItem('token')")
    while token(page) not in (tabs := scaled.tabs()):
        page.wait_for_timeout(50)
    return tabs[token(page)]


def test_tabs_on_two_processes_see_each_others_changes(scaled: Scaled, chromium: Browser):
    contact = a_contact(scaled, "Ada Lovelace")
    with people_with(chromium, scaled) as people:
        here, there = on_two_processes(scaled, people, *[f"/contacts/{contact}"] * 2)
        renamed(here, contact, "Ada King")
        expect(there.get_by_role("heading", level=1, name="Ada King")).to_be_visible()
        renamed(there, contact, "Countess of Lovelace")
        expect(here.get_by_role("heading", level=1, name="Countess of Lovelace")).to_be_visible()


def test_people_on_two_processes_are_shown_to_each_other(scaled: Scaled, chromium: Browser):
    page = f"/contacts/{a_contact(scaled, 'Grace Hopper')}"
    with people_with(chromium, scaled) as people:
        here, there = on_two_processes(scaled, people, page, page)
        expect(there.locator(".watcher")).to_have_count(1)
        there.get_by_role("link", name="Edit").click()
        expect(here.get_by_label("Mira is editing this")).to_be_visible()
        there.close()
        expect(here.get_by_label("Mira is editing this")).to_have_count(0)


def test_signed_in_by_one_process_is_signed_in_at_all(scaled: Scaled):
    client = scaled.sign_in()
    cookie = {"crm_session": client.cookies["crm_session"]}
    missing = "/files/018f0000-0000-7000-8000-000000000001/original"
    answers = [httpx.get(address_of(member) + missing, cookies=cookie) for member in scaled.members()]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_health_tells_of_redis_too(scaled: Scaled):
    assert httpx.get(f"{scaled.url}/healthz").json()["redis"] == "ok"


def test_a_signal_ends_every_program_that_was_started(mortal: Scaled):
    started = psutil.Process(mortal.pid).children(recursive=True)
    assert {"nginx", "redis-server"} <= {process.name() for process in started}
    mortal.stop(signal.SIGINT)
    _, alive = psutil.wait_procs(started, timeout=PATIENCE)
    assert alive == []


def test_a_process_that_ends_is_started_again(mortal: Scaled):
    before = mortal.members()
    before[0].kill()
    psutil.wait_procs(before[:1], timeout=PATIENCE)
    while len(mortal.members()) < len(before):
        assert mortal.returncode is None


@pytest.mark.parametrize("program", sorted(programs.PACKAGES))
def test_a_missing_program_is_told_with_the_way_to_get_it(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "_SYSTEM", str(tmp_path))
    with pytest.raises(programs.NotInstalled, match=f"{program} is not installed.*apt install"):
        programs.find(program)
