"""GET /picker: what can be chosen, by whom, page by page."""

import json
from typing import Any
from uuid import UUID

import pytest

from crm_app.accounts import User, permissions
from crm_app.core.ids import uuid7
from crm_app.crm.attachments import CONTACT
from crm_app.storage import record_media
from tests.factories import make_file, make_folder, run_as
from tests.web.http.conftest import Browser

ONLY_CRM = frozenset({"crm.view", "crm.edit"})


async def look(browser: Browser, **query: object) -> dict[str, Any]:
    answer = await browser.get("/picker", params={key: str(value) for key, value in query.items()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def names(page: dict[str, Any]) -> list[str]:
    return [item["name"] for item in page["items"]]


async def give(user: User, contact: UUID, *files: UUID) -> None:
    await run_as(user, record_media.add_existing, CONTACT, contact, files, {"crm-": "crm.view"})


async def test_a_record_shows_its_own_files_and_images_first(
    as_mira: Browser, mira: User, anna: UUID
) -> None:
    first = await make_file(mira, "first.txt")
    second = await make_file(mira, "second.jpg", file_type="image", width=40, height=30)
    await make_file(mira, "elsewhere.txt")
    await give(mira, anna, first, second)
    page = await look(as_mira, record=f"contact:{anna}")
    assert (page["place"], page["places"][:3]) == ("own", ["own", "all", "folders"])
    assert names(page) == ["second.jpg", "first.txt"]
    assert page["items"][0]["note"] == "40 × 30"


async def test_the_record_is_narrowed_by_words_and_type(as_mira: Browser, mira: User, anna: UUID) -> None:
    files = [await make_file(mira, "Offer.txt"), await make_file(mira, "offer.jpg", file_type="image")]
    await give(mira, anna, *files)
    assert names(await look(as_mira, record=f"contact:{anna}", search="offer", type="image")) == ["offer.jpg"]
    assert names(await look(as_mira, record=f"contact:{anna}", search="letter")) == []


async def test_thirty_make_a_page_and_the_next_goes_on(as_mira: Browser, mira: User, anna: UUID) -> None:
    files = [await make_file(mira, f"{n}.txt") for n in range(35)]
    await give(mira, anna, *files)
    for place in ("own", "all"):
        first = await look(as_mira, record=f"contact:{anna}", place=place)
        then = await look(as_mira, record=f"contact:{anna}", place=place, after=first["next"])
        assert (len(first["items"]), len(then["items"]), then["next"]) == (30, 5, None)
        assert names(first) + names(then) == [f"{n}.txt" for n in reversed(range(35))]


async def test_folders_open_and_say_where_one_is(as_mira: Browser, mira: User) -> None:
    plans = await make_folder("Plans")
    old = await make_folder("Old", plans)
    await make_file(mira, "a.txt", home=old)
    await make_file(mira, "b.txt", home=plans)
    page = await look(as_mira, place="folders", folder=plans)
    first = page["items"][0]
    assert (first["kind"], first["name"], first["size"]) == ("folder", "Old", "1")
    assert names(page) == ["Old", "b.txt"]
    assert [crumb["name"] for crumb in page["crumbs"]] == ["Plans"]
    assert names(await look(as_mira, place="folders", folder=plans, search="a.txt")) == ["a.txt"]


@pytest.fixture
def without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has the permissions of contacts alone."""
    monkeypatch.setitem(permissions._GRANTED, "member", ONLY_CRM)


async def test_who_may_not_see_the_library_sees_the_record_alone(
    as_mira: Browser, mira: User, anna: UUID, without_the_library: None
) -> None:
    own = await make_file(mira, "own.txt")
    await give(mira, anna, own)
    await make_file(mira, "secret.txt")
    page = await look(as_mira, record=f"contact:{anna}", place="all")
    assert (page["places"], page["place"], names(page)) == (["own"], "own", ["own.txt"])
    assert (await as_mira.get("/picker", params={"place": "all"})).status_code == 403


@pytest.mark.parametrize("record", ["contact", "contact:1", "secret:0198c6f0-0000-7000-8000-000000000000"])
async def test_an_odd_record_is_refused(as_mira: Browser, record: str) -> None:
    assert (await as_mira.get("/picker", params={"record": record})).json()["code"] == "bad_target"


async def test_nobody_sees_anything(as_nobody: Browser) -> None:
    assert (await as_nobody.get("/picker")).status_code == 401


async def test_a_forged_cursor_shows_the_first_page(as_mira: Browser, mira: User) -> None:
    await make_file(mira, "a.txt")
    for place in ("text", 5, True, "a\0b"):
        cursor = json.dumps(["file", place, False, str(uuid7())])
        assert names(await look(as_mira, place="all", after=cursor)) == ["a.txt"]
