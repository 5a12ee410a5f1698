"""A tab that does not read, and the measure of the event loop: the tools, on a real server."""

from urllib.parse import urlsplit

import pytest

from crm_app import accounts, crm
from crm_app.core.scope import system_scope
from crm_app.web.pages.contacts.list_state import ContactList
from tests.pressure import DeafTab, lateness_of
from tests.web.conftest import OpenTab, Served
from tests.web.tabs import cookie_for

pytestmark = pytest.mark.xdist_group("web")

CHANGES = 20


async def test_a_tab_that_does_not_read_keeps_nobody_from_hearing(
    served: Served, open_tab: OpenTab, mira: accounts.User
):
    deaf = DeafTab(urlsplit(served.url).port or 0, await cookie_for(mira))
    tab = await open_tab(mira)
    with lateness_of(served.url) as lateness:
        for number in range(CHANGES):
            async with system_scope() as scope:
                await crm.create_contact(scope, {"name": f"Contact {number}", "notes": "n" * 1_000})
            deaf.answer_ping()
        await tab.until(lambda: len(tab.rows(ContactList)) == CHANGES)
    assert lateness.answers
    deaf.close()
