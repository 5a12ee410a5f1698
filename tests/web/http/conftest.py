"""The plain routes behind the guard, spoken to over HTTP without a socket; people with their cookies."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from crm_app import accounts, crm, storage
from crm_app.accounts.sessions import open_session
from crm_app.core.scope import system_scope
from crm_app.storage.runtime import Runtime
from crm_app.web.cookies import SESSION_COOKIE
from crm_app.web.http import files, folder_uploads, interactions, picker, shares, uploads, zips
from crm_app.web.http.guard import guarded
from tests.staff.organisation import a_person

Browser = httpx.AsyncClient


@pytest.fixture
async def running(data_dir: Path, database: str) -> AsyncIterator[Runtime]:
    """The running storage, empty."""
    await storage.start()
    yield storage.runtime()
    await storage.stop()


@pytest.fixture
async def browser_of(running: Runtime) -> AsyncIterator[Callable]:
    """Makes a browser that is signed in as somebody; as nobody for None."""
    async with AsyncExitStack() as stack:

        async def browser(user: accounts.User | None) -> Browser:
            cookies = {SESSION_COOKIE: await token_for(user)} if user else {}
            modules = (uploads, folder_uploads, files, zips, picker, interactions, shares)
            routes = [route for module in modules for route in module.routes]
            transport = httpx.ASGITransport(guarded(routes))
            client = httpx.AsyncClient(transport=transport, base_url="http://crm.test", cookies=cookies)
            return await stack.enter_async_context(client)

        yield browser


async def token_for(user: accounts.User) -> str:
    async with system_scope() as scope:
        return await open_session(scope, user, "127.0.0.1", "a test")


@pytest.fixture
async def as_mira(browser_of: Callable, mira: accounts.User) -> Browser:
    """Mira's browser."""
    return await browser_of(mira)


@pytest.fixture
async def as_nobody(browser_of: Callable) -> Browser:
    """A browser without a cookie."""
    return await browser_of(None)


@pytest.fixture
async def anna(database: str) -> UUID:
    """Anna, a contact."""
    async with system_scope() as scope:
        return (await crm.create_contact(scope, {"name": "Anna"})).uuid


@pytest.fixture
async def grace(database: str) -> UUID:
    """Grace, a person on staff."""
    return (await a_person("Grace Hopper")).uuid


async def send(browser: Browser, content: object, record: object, name: str = "file.bin", **changes: object):
    """POSTs one file as the page does."""
    kind = changes.pop("kind", "files")
    resource = changes.pop("resource", "contact")
    params = {"resource": resource, "record": str(record), "kind": kind, "name": name}
    return await browser.post("/uploads", params=params, content=content, headers=changes.pop("headers", {}))
