"""POST /uploads of a new version, and GET of a former content."""

from collections.abc import Callable
from uuid import UUID

from crm_app import accounts, storage
from crm_app.core.ids import uuid7
from tests import samples
from tests.factories import run
from tests.storage_help import a_folder, store
from tests.web.http.conftest import Browser


async def send(browser: Browser, file: UUID, content: bytes, name: str = "new.txt"):
    """POSTs one file as the details of a file do."""
    query = {"resource": "version", "record": str(file), "name": name}
    return await browser.post("/uploads", params=query, content=content)


async def test_a_new_version_is_told_and_the_former_one_served(as_mira: Browser, mira: accounts.User) -> None:
    file = (await store(mira, b"first", await a_folder(), "plan.txt")).file.uuid
    answer = await send(as_mira, file, b"second")
    assert (answer.status_code, answer.json()["message"]) == (201, "plan.txt has a new version.")
    assert answer.json()["file"]["uuid"] == str(file)
    former = await as_mira.get(f"/files/{file}/version-1")
    assert former.content == b"first"
    assert 'filename="plan-version-1.txt"' in former.headers["content-disposition"]
    assert (await as_mira.get(f"/files/{file}/original")).content == b"second"
    again = await send(as_mira, file, b"second")
    assert (again.status_code, again.json()["outcome"]) == (200, "already_attached")


async def test_a_version_that_there_is_not_is_not_found(as_mira: Browser, mira: accounts.User) -> None:
    file = (await store(mira, b"first", await a_folder())).file.uuid
    for variant in ("version-1", "version-0", "version-01", "version-x", "version-99999999999"):
        assert (await as_mira.get(f"/files/{file}/{variant}")).status_code == 404


async def test_a_former_content_is_read_by_whoever_may_read_the_file(
    as_mira: Browser, as_nobody: Browser, browser_of: Callable, mira: accounts.User, victor: accounts.User
) -> None:
    file = (await store(mira, b"first", await a_folder())).file.uuid
    await send(as_mira, file, b"second")
    as_victor = await browser_of(victor)
    assert (await as_victor.get(f"/files/{file}/version-1")).content == b"first"
    assert (await as_nobody.get(f"/files/{file}/version-1")).status_code == 401
    await run(storage.trash_file, file)
    assert (await as_victor.get(f"/files/{file}/version-1")).status_code == 404


async def test_what_may_not_become_a_version_is_refused(
    as_mira: Browser, browser_of: Callable, mira: accounts.User, victor: accounts.User
) -> None:
    file = (await store(mira, b"first", await a_folder())).file.uuid
    assert (await send(await browser_of(victor), file, b"second")).status_code == 403
    assert (await send(as_mira, uuid7(), b"second")).status_code == 404
    refused = await send(as_mira, file, samples.picture(), "photo.jpg")
    assert (refused.status_code, refused.json()["code"]) == (409, "other_kind")
