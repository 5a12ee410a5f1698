"""POST /uploads to a draft: bytes that wait for what is being written, and who may look at them."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import UUID

import pytest

from crm_app import crm, storage
from crm_app.accounts import User, permissions
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.crm import interactions
from crm_app.crm.interactions import Draft
from tests import samples
from tests.factories import file_now, run, run_as, trash_by_hand
from tests.storage_help import assert_nothing, assert_whole
from tests.web.http.conftest import Browser

EVERYTHING_BUT_MEDIA = frozenset({"crm.view", "crm.edit", "crm.delete"})


async def drop(
    browser: Browser, content: object, draft: object, anchor: object, name: str = "offer.txt", **params: str
):
    """POSTs one file as the composer does."""
    query = {"resource": "draft", "record": str(draft), "anchor": str(anchor), "name": name, **params}
    return await browser.post("/uploads", params=query, content=content)


def of(contact: UUID) -> str:
    return f"contact:{contact}"


async def never() -> AsyncIterator[bytes]:
    pytest.fail("the body must not be read")
    yield b""


async def draft_of(user: User, uuid: UUID) -> Draft:
    draft = await run_as(user, interactions.get_draft, uuid)
    assert draft is not None, "there is no such draft"
    return draft


async def test_a_dropped_file_waits_for_the_draft(
    as_mira: Browser, mira: User, anna: UUID, data_dir: Path
) -> None:
    key = uuid7()
    answer = await drop(as_mira, b"hello", key, of(anna))
    assert (answer.status_code, answer.json()["outcome"]) == (201, "added")
    (file,) = (await draft_of(mira, key)).files
    assert (str(file.uuid), file.name, file.size) == (answer.json()["file"]["uuid"], "offer.txt", 5)
    stored = await file_now(file.uuid)
    assert stored is not None and stored.folder_uuid is None
    await assert_whole(data_dir)


async def test_images_and_other_files_wait_side_by_side(as_mira: Browser, mira: User, anna: UUID) -> None:
    key = uuid7()
    await drop(as_mira, b"hello", key, of(anna))
    await drop(as_mira, samples.picture(), key, of(anna), "photo.jpg")
    assert [file.name for file in (await draft_of(mira, key)).files] == ["offer.txt", "photo.jpg"]
    await storage.runtime().variants.idle()


async def test_the_same_file_twice_waits_once(as_mira: Browser, mira: User, anna: UUID) -> None:
    key = uuid7()
    await drop(as_mira, b"hello", key, of(anna))
    again = await drop(as_mira, b"hello", key, of(anna), "again.txt")
    assert (again.status_code, again.json()["outcome"]) == (200, "already_attached")
    assert len((await draft_of(mira, key)).files) == 1


async def test_the_same_file_dropped_in_two_tabs_waits_in_both(
    as_mira: Browser, mira: User, anna: UUID
) -> None:
    first, second = uuid7(), uuid7()
    one = await drop(as_mira, b"hello", first, of(anna))
    two = await drop(as_mira, b"hello", second, of(anna))
    assert one.json()["file"]["uuid"] == two.json()["file"]["uuid"]
    for key in (first, second):
        assert [file.state for file in (await draft_of(mira, key)).files] == ["ready"]


async def test_one_from_the_trash_comes_back_for_it(as_mira: Browser, mira: User, anna: UUID) -> None:
    key = uuid7()
    first = await drop(as_mira, b"hello", uuid7(), of(anna))
    await trash_by_hand(UUID(first.json()["file"]["uuid"]))
    answer = await drop(as_mira, b"hello", key, of(anna))
    assert (answer.status_code, answer.json()["outcome"]) == (200, "restored")
    assert [file.state for file in (await draft_of(mira, key)).files] == ["ready"]


@pytest.mark.parametrize(
    "anchor",
    ["", "contact", "contact:nonsense", "person:{anna}", "{anna}", "draft:{anna}", "contact:{anna}:x"],
)
async def test_a_draft_says_which_record_it_is_about(as_mira: Browser, anna: UUID, anchor: str) -> None:
    answer = await drop(as_mira, never(), uuid7(), anchor.format(anna=anna))
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_target")


async def test_a_record_that_is_not_there_takes_nothing(as_mira: Browser, data_dir: Path) -> None:
    answer = await drop(as_mira, never(), uuid7(), of(uuid7()))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    await assert_nothing(data_dir)


async def test_a_record_in_the_trash_takes_nothing(as_mira: Browser, anna: UUID) -> None:
    await run(crm.trash_contact, anna)
    answer = await drop(as_mira, never(), uuid7(), of(anna))
    assert (answer.status_code, answer.json()["code"]) == (409, "record_trashed")


async def test_what_was_under_way_when_the_record_went_is_not_lost(
    as_mira: Browser, mira: User, anna: UUID
) -> None:
    key = uuid7()

    async def slow() -> AsyncIterator[bytes]:
        yield b"hello "
        async with system_scope() as scope:
            await crm.trash_contact(scope, anna)
            await crm.delete_contact(scope, anna)
        yield b"world"

    answer = await drop(as_mira, slow(), key, of(anna))
    assert answer.status_code == 201
    assert [file.state for file in (await draft_of(mira, key)).files] == ["ready"]


async def test_somebody_elses_draft_takes_nothing(
    as_mira: Browser, browser_of: Callable, owner: User, anna: UUID
) -> None:
    key = uuid7()
    await drop(as_mira, b"hello", key, of(anna))
    answer = await drop(await browser_of(owner), never(), key, of(anna))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_draft_about_somebody_else_takes_nothing(as_mira: Browser, anna: UUID, mira: User) -> None:
    key, bob = uuid7(), (await run(crm.create_contact, {"name": "Bob"})).uuid
    await drop(as_mira, b"hello", key, of(anna))
    answer = await drop(as_mira, never(), key, of(bob))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_who_may_only_look_stages_nothing(browser_of: Callable, victor: User, anna: UUID) -> None:
    answer = await drop(await browser_of(victor), never(), uuid7(), of(anna))
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_the_eleventh_file_is_refused_unread(as_mira: Browser, anna: UUID) -> None:
    key = uuid7()
    for n in range(10):
        assert (await drop(as_mira, b"%d" % n, key, of(anna))).status_code == 201
    answer = await drop(as_mira, never(), key, of(anna))
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_files")


async def test_more_than_25_mebibytes_are_refused_unread(as_mira: Browser, anna: UUID) -> None:
    headers = {"Content-Length": str(interactions.MOST_BYTES + 1)}
    query = {"resource": "draft", "record": str(uuid7()), "anchor": of(anna), "name": "big.zip"}
    answer = await as_mira.post("/uploads", params=query, content=never(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<html><script>alert(1)</script>"),
        ("innocent.txt", b"<html><script>alert(1)</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("data.xml", b"<?xml version='1.0'?><a/>"),
        ("run.exe", b"MZ\x90\x00\x03"),
        ("run.js", b"alert(1)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_a_browser_would_run_is_refused(
    as_mira: Browser, anna: UUID, name: str, content: bytes, data_dir: Path
) -> None:
    answer = await drop(as_mira, content, uuid7(), of(anna), name)
    assert (answer.status_code, answer.json()["code"]) == (415, "not_accepted")
    await assert_nothing(data_dir)


async def test_a_pasted_picture_without_an_extension_is_known_by_its_bytes(
    as_mira: Browser, anna: UUID
) -> None:
    assert (await drop(as_mira, samples.picture(), uuid7(), of(anna), "screenshot")).status_code == 201
    await storage.runtime().variants.idle()


async def test_who_stages_a_file_may_look_at_it_and_nobody_else(
    as_mira: Browser, browser_of: Callable, owner: User, anna: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in ("member", "owner"):
        monkeypatch.setitem(permissions._GRANTED, role, EVERYTHING_BUT_MEDIA)
    url = (await drop(as_mira, b"hello", uuid7(), of(anna))).json()["file"]["url"]
    assert (await as_mira.get(url)).content == b"hello"
    assert (await (await browser_of(owner)).get(url)).status_code == 404


async def test_everybody_who_sees_contacts_may_look_at_the_files_of_interactions(
    as_mira: Browser,
    browser_of: Callable,
    mira: User,
    victor: User,
    anna: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = uuid7()
    url = (await drop(as_mira, b"hello", key, of(anna))).json()["file"]["url"]
    await run_as(mira, interactions.save_interaction, key, ("contact", anna), {})
    as_victor = await browser_of(victor)
    monkeypatch.setitem(permissions._GRANTED, "viewer", frozenset({"crm.view"}))
    assert (await as_victor.get(url)).content == b"hello"
    monkeypatch.setitem(permissions._GRANTED, "viewer", frozenset({"staff.view"}))
    assert (await as_victor.get(url)).status_code == 404
