"""Processes that end under people's hands, gently or not, while others go on: nobody and no click is lost."""

import threading
import time
from collections.abc import Iterator
from uuid import UUID

import httpx
import psutil
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import col, select

from crm_app.core.audit import Activity
from crm_app.core.scope import system_scope
from tests.browsing import people_with
from tests.e2e.people import a_contact, in_database
from tests.process.test_scale import connected, on_two_processes, renamed, token
from tests.scaling import Scaled, address_of, scaling

ERRORS = """() => {
  window.errors = [];
  new MutationObserver(() => {
    for (const notice of document.querySelectorAll('.notice[data-kind=error]'))
      if (!window.errors.includes(notice.innerText)) window.errors.push(notice.innerText);
  }).observe(document.body, {subtree: true, childList: true, attributes: true});
}"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scaled]:
    with scaling(tmp_path_factory.mktemp("restarted")) as running:
        yield running


@pytest.fixture
def scaled(running: Scaled) -> Scaled:
    """Two processes that are both there, whatever happened to them before."""
    while len(running.members()) < 2 or not all(map(is_ready, map(address_of, running.members()))):
        assert running.returncode is None
        time.sleep(0.05)
    return running


def is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready").status_code == 200
    except httpx.TransportError:
        return False


def restart_one_after_the_other(scaled: Scaled) -> None:
    """A rolling restart: the next process is asked to end when the one before is back."""
    for member in scaled.members():
        address = address_of(member)
        member.terminate()
        psutil.wait_procs([member], timeout=60)
        while not is_ready(address):
            time.sleep(0.05)


def trash_and_restore(page: Page) -> None:
    """Two clicks that write."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Move to trash").click()
    restore = page.get_by_role("button", name="Restore", exact=True)
    restore.click()
    expect(restore).to_have_count(0)


def done_to(scaled: Scaled, contact: str) -> list[str]:
    """What was done to the contact since it was made, from the audit trail."""

    async def read() -> list[str]:
        about = select(Activity.action).where(col(Activity.resource_uuid) == UUID(contact))
        async with system_scope() as scope:
            return list(await scope.session.exec(about.order_by(col(Activity.uuid))))[1:]

    return in_database(scaled, read)


def test_every_click_during_a_rolling_restart_arrives_once(scaled: Scaled, chromium: Browser):
    contacts = [a_contact(scaled, name) for name in ("Ada Lovelace", "Mary Somerville")]
    with people_with(chromium, scaled) as people:
        pages = on_two_processes(scaled, people, *(f"/contacts/{contact}" for contact in contacts))
        before = {token(page): scaled.tabs()[token(page)] for page in pages}
        for page in pages:
            page.evaluate(ERRORS)
        restarting = threading.Thread(target=restart_one_after_the_other, args=[scaled])
        restarting.start()
        rounds = 0
        while restarting.is_alive() or rounds < 5:
            for page in pages:
                trash_and_restore(page)
            rounds += 1
        twice = ["crm.contact_trashed", "crm.contact_restored"] * rounds
        assert [done_to(scaled, contact) for contact in contacts] == [twice, twice]
        assert [page.evaluate("window.errors") for page in pages] == [[], []]
        after = [connected(scaled, page) for page in pages]
        assert not set(after) & set(before.values())


def test_a_killed_process_loses_nobody(scaled: Scaled, chromium: Browser):
    contact = a_contact(scaled, "Ada Lovelace")
    with people_with(chromium, scaled) as people:
        pages = on_two_processes(scaled, people, f"/contacts/{contact}", f"/contacts/{contact}/edit")
        tokens = [token(page) for page in pages]
        typing = pages[1].get_by_label("Phone")
        typing.fill("+44 20 1234")
        victim, survivor = scaled.members()
        victim.kill()
        while len({scaled.tabs().get(tab) for tab in tokens}) > 1:
            expect(typing).to_have_value("+44 20 1234")
        assert survivor.is_running()
        pages[1].keyboard.press("Control+Enter")
        for page in pages:
            expect(page.get_by_text("+44 20 1234")).to_be_visible()
        assert [token(page) for page in pages] == tokens
        renamed(pages[0], contact, "Ada King")
        expect(pages[1].get_by_role("heading", level=1, name="Ada King")).to_be_visible()
