"""`GET /activity.csv`: the trail as a table, with the filters of the page, safe to open."""

import csv
import io
from uuid import UUID

import pytest

from crm_app import accounts, crm
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.web.http.activity import COLUMNS, PAGE
from tests.factories import run, run_as
from tests.web.conftest import Served
from tests.web.tabs import browser, cookie_for

pytestmark = pytest.mark.xdist_group("web")


async def exported(served: Served, user: accounts.User, query: str = "") -> list[dict[str, str]]:
    """The rows, without the making of the tests' own users."""
    async with browser(served.url, await cookie_for(user)) as client:
        answer = await client.get(f"/activity.csv?{query}")
    assert answer.status_code == 200
    text = answer.content.decode("utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["Type"] != "Account"]


async def recorded(action: str, resource: tuple[str, UUID], **details: object) -> None:
    async with system_scope() as scope:
        scope.record(action, resource, **details)


async def test_each_entry_is_a_row_with_names(served: Served, mira: accounts.User):
    ada = await run_as(mira, crm.create_contact, {"name": 'Ada, "Countess" Lovelace'})
    (row,) = await exported(served, mira)
    assert list(row) == list(COLUMNS)
    assert row["Person"] == "Mira from sales"
    assert row["What happened"] == "Contact created"
    assert (row["Type"], row["Record"], row["Record ID"]) == (
        "Contact",
        'Ada, "Countess" Lovelace',
        str(ada.uuid),
    )
    assert row["Action"] == "crm.contact_created"
    assert row["Time (UTC)"].endswith("Z")


async def test_it_is_a_download_that_nobody_keeps(served: Served, mira: accounts.User):
    async with browser(served.url, await cookie_for(mira)) as client:
        answer = await client.get("/activity.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="activity-')
    assert answer.headers["cache-control"] == "no-store"


async def test_the_filters_are_those_of_the_page(served: Served, mira: accounts.User):
    ada = await run(crm.create_contact, {"name": "Ada"})
    await run_as(mira, crm.update_contact, ada.uuid, {"phone": "1"})
    assert len(await exported(served, mira)) == 2
    assert [row["Action"] for row in await exported(served, mira, f"person={mira.uuid}")] == [
        "crm.contact_updated"
    ]
    assert await exported(served, mira, "action=crm.contact_deleted") == []
    assert await exported(served, mira, f"record=crm_contact:{uuid7()}") == []
    assert await exported(served, mira, "to=2001-01-01") == []


async def test_a_long_trail_comes_whole_and_in_order(served: Served, mira: accounts.User):
    async with system_scope() as scope:
        for number in range(2 * PAGE + 1):
            scope.record("crm.contact_file_added", ("crm_contact", uuid7()), count=number + 1)
    rows = await exported(served, mira)
    assert len(rows) == 2 * PAGE + 1
    assert len({row["Record ID"] for row in rows}) == len(rows)
    assert [row["Time (UTC)"] for row in rows] == sorted((row["Time (UTC)"] for row in rows), reverse=True)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"], ids=range(6))
async def test_what_looks_like_a_formula_is_text(served: Served, mira: accounts.User, name: str):
    await recorded("crm.interaction_logged", ("crm_contact", uuid7()), subject=name, interaction_type="note")
    (row,) = await exported(served, mira)
    assert row["Detail"] == f"'{name}"


async def test_no_address_is_among_what_people_typed(served: Served, mira: accounts.User):
    ada = await run(crm.create_contact, {"name": "ada@example.com"})
    await recorded(
        "crm.interaction_logged", ("crm_contact", ada.uuid), subject="Mail to <b.c+d@mail.example.org>, sent"
    )
    rows = await exported(served, mira)
    assert {row["Record"] for row in rows} == {"…"}
    assert rows[0]["Detail"] == "Mail to <…>, sent"


async def test_members_get_nothing_of_accounts(served: Served, mira: accounts.User, owner: accounts.User):
    async with browser(served.url, await cookie_for(mira)) as client:
        assert "account." not in (await client.get("/activity.csv")).text
    async with browser(served.url, await cookie_for(owner)) as client:
        assert "account.created" in (await client.get("/activity.csv")).text


async def test_a_viewer_and_nobody_are_refused(served: Served, victor: accounts.User):
    async with browser(served.url, await cookie_for(victor)) as client:
        assert (await client.get("/activity.csv")).status_code == 403
    async with browser(served.url) as client:
        assert (await client.get("/activity.csv")).status_code == 401
