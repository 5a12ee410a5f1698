"""Rows that become no entities see what the same transaction has written before."""

from sqlalchemy import text

from crm_app.core.ids import uuid7
from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import system_scope

ACTIONS = text("SELECT action FROM activities ORDER BY inserted_at")


async def test_what_was_added_and_changed_is_there(database: str):
    async with system_scope() as scope:
        scope.record("test.first", ("test", uuid7()))
        read = await past_the_orm(scope, lambda connection: list(connection.execute(ACTIONS).scalars()))
        assert read == ["test.first"]


async def test_several_statements_go_in_one_transaction(database: str):
    async with system_scope() as scope:
        now = text("SELECT now()")
        first, second = await past_the_orm(
            scope, lambda connection: [connection.execute(now).scalar_one() for _ in range(2)]
        )
        assert first == second
