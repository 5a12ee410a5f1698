"""Contacts to look at."""

from collections.abc import Awaitable, Callable

import pytest

from crm_app import crm
from crm_app.core.scope import system_scope

MakeContact = Callable[..., Awaitable[crm.Contact]]


@pytest.fixture
async def make_contact(database: str) -> MakeContact:
    """Makes contacts: `await make_contact("Ada Lovelace", email="ada@example.com")`."""

    async def make(name: str, **attributes: str) -> crm.Contact:
        async with system_scope() as scope:
            return await crm.create_contact(scope, {"name": name, **attributes})

    return make


@pytest.fixture
async def ada(make_contact: MakeContact) -> crm.Contact:
    return await make_contact("Ada Lovelace", email="ada@example.com", company="Analytical Engines")


@pytest.fixture
async def grace(make_contact: MakeContact) -> crm.Contact:
    return await make_contact("Grace Hopper", status="inactive")
