"""Colleagues and contacts for browser tests, made straight in the database of the running server."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import UUID

import psycopg
from psycopg.errors import LockNotAvailable

from crm_app import accounts, crm
from crm_app.core.database import database
from crm_app.core.scope import system_scope
from tests.serving import OWNER_PASSWORD, Server

T = TypeVar("T")
RECORDS = (
    "contacts",
    "companies",
    "company_memberships",
    "interactions",
    "interaction_parties",
    "interaction_drafts",
    "interaction_draft_files",
    "comments",
    "comment_mentions",
    "staff_departments",
    "staff_teams",
    "staff_people",
    "staff_team_memberships",
    "staff_skills",
    "staff_person_skills",
    "staff_employments",
)


def database_url(server: Server) -> str:
    """Where the embedded database of this server listens."""
    return f"postgresql://postgres@/postgres?host={server.data_dir / 'postgres'}"


def a_member(server: Server, email: str, role: str = "member") -> None:
    """Makes a user with the password that everybody has in these tests; one that is there is fine."""
    in_database(server, lambda: _ensure(email, role))


def gets_role(server: Server, email: str, role: str) -> None:
    """Somebody gets another role, elsewhere."""
    in_database(server, lambda: _change_role(email, role))


def a_contact(server: Server, name: str = "Ada Lovelace") -> str:
    """The uuid of a new contact."""
    return in_database(server, lambda: _contact(name))


def a_company(server: Server, name: str, **attributes: str) -> str:
    """The uuid of a new company."""
    return in_database(server, lambda: _company({"name": name, **attributes}))


def belongs(server: Server, contact: str, company: str, role: str = "", department: str = "") -> None:
    """Puts a contact into a company."""
    in_database(server, lambda: _belongs(UUID(contact), UUID(company), role, department))


def without_records(server: Server) -> None:
    """Empties the tables of contacts and staff while nobody looks at them; accounts and files stay."""
    with psycopg.connect(database_url(server), autocommit=True) as connection:
        connection.execute("SET lock_timeout = '500ms'")  # before PostgreSQL looks for deadlocks
        while not _emptied(connection):
            pass


def _emptied(connection: psycopg.Connection) -> bool:
    """False while a tab that is closing still reads."""
    try:
        connection.execute(f"TRUNCATE {', '.join(RECORDS)}")
    except LockNotAvailable:
        return False
    return True


def in_database(server: Server, work: Callable[[], Awaitable[T]]) -> T:
    """Runs a coroutine function against the server's database, from outside like another process.

    In a thread of its own: that of the tests has Playwright's event loop in it. Other tests of this process
    may have a database open; it is theirs again afterwards.
    """

    async def run() -> T:
        theirs = dict(vars(database))
        database.start(database_url(server))
        try:
            return await work()
        finally:
            await database.stop()
            vars(database).update(theirs)

    with ThreadPoolExecutor(1) as alone:
        return alone.submit(lambda: asyncio.run(run())).result()


async def _ensure(email: str, role: str) -> None:
    async with system_scope() as scope:
        if await accounts.user_by_email(scope, email) is None:
            name = email.split("@")[0].capitalize()
            await accounts.create_user(scope, email, name, role, OWNER_PASSWORD)  # type: ignore[arg-type]


async def _change_role(email: str, role: str) -> None:
    async with system_scope() as scope:
        user = await accounts.user_by_email(scope, email)
        assert user is not None, email
        await accounts.change_role(scope, user.uuid, role)


async def _company(attributes: dict[str, str]) -> str:
    async with system_scope() as scope:
        return str((await crm.create_company(scope, attributes)).uuid)


async def _belongs(contact: UUID, company: UUID, role: str, department: str) -> None:
    async with system_scope() as scope:
        await crm.add_member(scope, company, contact, role, department)


async def _contact(name: str) -> str:
    async with system_scope() as scope:
        return str((await crm.create_contact(scope, {"name": name})).uuid)
