"""Ada and Bob, a company, and a party of three."""

import pytest

from crm_app import crm
from tests.crm.conftest import ada, bob, engines
from tests.factories import run

__all__ = ["ada", "bob", "engines"]


@pytest.fixture
async def cleo(database: str) -> crm.Contact:
    """A third contact, who belongs to no company."""
    return await run(crm.create_contact, {"name": "Cleo Patra"})


@pytest.fixture
async def looms(database: str) -> crm.Company:
    """Another company."""
    return await run(crm.create_company, "Jacquard Looms")
