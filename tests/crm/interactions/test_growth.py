"""A page reads its own rows and no others, however many are behind them: PostgreSQL tells, not a clock."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from crm_app import crm
from crm_app.core.scope import system_scope
from crm_app.crm.interactions import Anchor, timeline_sql
from tests.crm.interactions.notes import on
from tests.factories import run

MANY, LIMIT = 3_000, 26

FILL = """
INSERT INTO interactions (uuid, {anchor}_uuid, interaction_type, occurred_at, inserted_at, updated_at)
SELECT gen_random_uuid(), :anchor, 'note', now() - n * interval '1 hour', now(), now()
FROM generate_series(1, :many) AS n
"""
TAKE_PART = """
INSERT INTO interaction_parties (uuid, inserted_at, interaction_uuid, occurred_at, logged_at, raw_name,
                                 contact_uuid, party_snapshot, position)
SELECT gen_random_uuid(), now(), uuid, occurred_at, inserted_at, 'Bob', :party, '{}', 0 FROM interactions
"""


async def filled(record: crm.Record, party: crm.Contact | None = None) -> None:
    resource, uuid = on(record)
    async with system_scope() as scope:
        await scope.session.execute(text(FILL.format(anchor=resource)), {"anchor": uuid, "many": MANY})
        if party is not None:
            await scope.session.execute(text(TAKE_PART), {"party": party.uuid})
    async with system_scope() as scope:
        await scope.session.execute(text("ANALYZE interactions, interaction_parties, contacts, companies"))


async def rows_read(of: Anchor, *, behind: bool) -> float:
    """How many rows the statement of a page took from tables and indexes."""
    query = timeline_sql.timeline(of[0], "all", "page", typed=False, who=False, behind=behind)
    values: dict[str, Any] = {"of": of[1], "limit": LIMIT}
    async with system_scope() as scope:
        if behind:
            middle = "SELECT occurred_at, inserted_at, uuid FROM interactions ORDER BY 1 OFFSET :half LIMIT 1"
            row = (await scope.session.execute(text(middle), {"half": MANY // 2})).one()
            values |= {"occurred_at": row[0], "inserted_at": row[1], "last": row[2]}
        explained = text(f"EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) {query.text}")
        (plan,) = (await scope.session.execute(explained, values)).scalar_one()
    return sum(_read(plan["Plan"]))


def _read(node: dict[str, Any]) -> Iterator[float]:
    if "Scan" in node["Node Type"] and "Relation Name" in node:
        removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
        yield (node["Actual Rows"] + removed) * node["Actual Loops"]
    for below in node.get("Plans", ()):
        yield from _read(below)


@pytest.mark.parametrize("behind", [False, True], ids=["first page", "in the middle"])
async def test_of_a_contacts_many_a_page_reads_a_few(ada: crm.Contact, behind: bool):
    await filled(ada)
    assert await rows_read(on(ada), behind=behind) < 10 * LIMIT


@pytest.mark.parametrize("behind", [False, True], ids=["first page", "in the middle"])
async def test_of_many_that_somebody_took_part_in_a_page_reads_a_few(
    ada: crm.Contact, bob: crm.Contact, behind: bool
):
    await filled(ada, party=bob)
    assert await rows_read(on(bob), behind=behind) < 10 * LIMIT


@pytest.mark.parametrize("behind", [False, True], ids=["first page", "in the middle"])
async def test_of_a_companys_and_its_members_many_a_page_reads_a_few(
    ada: crm.Contact, engines: crm.Company, behind: bool
):
    await run(crm.add_member, engines.uuid, ada.uuid)
    await filled(ada)
    await filled(engines)
    assert await rows_read(on(engines), behind=behind) < 10 * LIMIT
