"""Somebody to write about, and tabs at their Interactions."""

from collections.abc import Awaitable, Callable

import pytest

from crm_app import accounts, crm, staff
from tests.crm.conftest import ada, bob, engines  # noqa: F401 - fixtures
from tests.web.conftest import OpenTab
from tests.web.tabs import Tab


@pytest.fixture(autouse=True)
def staff_takes_part() -> None:
    """As the app does when it starts."""
    crm.interactions.when_staff_takes_part(staff.facts_of_people)


OpenNotes = Callable[..., Awaitable[Tab]]


@pytest.fixture
def open_notes(open_tab: OpenTab) -> OpenNotes:
    """Opens the Interactions of a record as a user: `await open_notes(mira, ada, "&type=call")`."""

    async def open_one(user: accounts.User, record: crm.Record, query: str = "") -> Tab:
        home = "contacts" if isinstance(record, crm.Contact) else "companies"
        return await open_tab(user, f"/{home}/{record.uuid}?tab=interactions{query}")

    return open_one
