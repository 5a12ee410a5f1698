"""Companies to look at, and who belongs to them."""

from collections.abc import Awaitable, Callable

import pytest

from crm_app import crm
from crm_app.core.scope import system_scope

MakeCompany = Callable[..., Awaitable[crm.Company]]


@pytest.fixture
async def make_company(database: str) -> MakeCompany:
    """Makes companies: `await make_company("Analytical Engines", industry="Computing")`."""

    async def make(name: str, **attributes: str) -> crm.Company:
        async with system_scope() as scope:
            return await crm.create_company(scope, {"name": name, **attributes})

    return make


@pytest.fixture
async def engines(make_company: MakeCompany) -> crm.Company:
    return await make_company("Analytical Engines", industry="Computing", website="engines.example.com")


@pytest.fixture
async def looms(make_company: MakeCompany) -> crm.Company:
    return await make_company("Jacquard Looms", status="inactive")


@pytest.fixture
async def ada(database: str) -> crm.Contact:
    """A contact who belongs nowhere yet."""
    async with system_scope() as scope:
        return await crm.create_contact(scope, {"name": "Ada Lovelace", "email": "ada@example.com"})


@pytest.fixture
async def bob(database: str) -> crm.Contact:
    """Another one."""
    async with system_scope() as scope:
        return await crm.create_contact(scope, {"name": "Bob Builder"})
