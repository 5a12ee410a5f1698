"""Ada, a contact, and words about her."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from crm_app import accounts, comments, crm, staff
from tests.factories import run, run_as

Say = Callable[..., Awaitable[comments.Comment]]
ON = crm.commenting.CONTACT


@pytest.fixture
async def ada(database: str) -> crm.Contact:
    """A contact."""
    return await run(crm.create_contact, {"name": "Ada Lovelace"})


@pytest.fixture
async def pia(database: str) -> staff.Person:
    """A person on staff."""
    person, _ = await run(staff.create_person_with_user, "pia@example.com", {"name": "Pia Person"})
    return person


@pytest.fixture
def say(ada: crm.Contact) -> Say:
    """`await say(mira, "Called back.")`: a comment on Ada."""

    async def write(user: accounts.User, body: str, *mentions: UUID, **options: Any) -> comments.Comment:
        return await run_as(user, comments.add_comment, ON, ada.uuid, body, mentions, **options)

    return write


async def said(contact: crm.Contact) -> list[str]:
    """What stands beside the contact, the newest first."""
    page = await run(comments.comments_page, ON, contact.uuid)
    return [row.comment.body for row in page.rows]
