"""The line for rows by their keys: it answers what a session does, and comes back after every kind of end."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
from sqlalchemy import Integer, bindparam, column, func, literal, select, table

from crm_app import accounts, crm, staff
from crm_app.core.database import Database, libpq_url
from crm_app.core.errors import Unavailable
from crm_app.core.reading_line import ReadingLine
from crm_app.core.scope import reading_scope, system_scope
from tests.wire import wire_to_database

NUMBER = select(bindparam("number", type_=Integer).label("number"))
INVERSE = select((literal(1) / bindparam("number", type_=Integer)).label("inverse"))
SLEEP = select(func.pg_sleep(bindparam("seconds", type_=Integer)).label("slept"))
PLANS = select(column("generic_plans", Integer)).select_from(table("pg_prepared_statements"))
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
async def line(database: str) -> AsyncIterator[ReadingLine]:
    line = ReadingLine(libpq_url(database))
    yield line
    await line.close()


async def read(line: ReadingLine, number: int) -> int:
    ((found,),) = await line.rows(NUMBER, {"number": number})
    return found


async def test_a_person_is_read_as_a_session_reads_them(mira: accounts.User):
    async with system_scope() as scope:
        guard = await staff.create_department(scope, {"name": "Guard"})
        team = await staff.create_team(scope, {"name": "Night watch", "department_uuid": guard.uuid})
        person = await staff.create_person(scope, {"user_uuid": mira.uuid, "name": "Ada Marlowe"})
        await staff.add_team_person(scope, team.uuid, person.uuid)
    async with system_scope() as scope:
        expected = await staff.matching_rows(scope, staff.PeopleFilter(search="marl"), [person.uuid])
    async with reading_scope() as scope:
        assert await staff.matching_rows(scope, staff.PeopleFilter(search="marl"), [person.uuid]) == expected
        assert expected


async def test_a_contact_is_read_as_a_session_reads_them(database: str):
    async with system_scope() as scope:
        contact = await crm.create_contact(scope, {"name": "Ben Okafor"})
    async with system_scope() as scope:
        expected = await crm.matching_contacts(scope, [contact.uuid], search="oka")
    async with reading_scope() as scope:
        assert await crm.matching_contacts(scope, [contact.uuid], search="oka") == expected
        assert expected


async def test_it_needs_no_connection_of_the_pool(database: str):
    async with system_scope() as scope:
        contact = await crm.create_contact(scope, {"name": "Ben Okafor"})
    async with reading_scope() as scope:
        await crm.matching_contacts(scope, [contact.uuid])
        assert not scope.session.in_transaction()


async def test_what_is_committed_between_two_reads_is_in_the_second(database: str):
    async with system_scope() as scope:
        contact = await crm.create_contact(scope, {"name": "Ben Okafor"})
    async with reading_scope() as reading:
        await crm.matching_contacts(reading, [contact.uuid])
        async with system_scope() as scope:
            await crm.update_contact(scope, contact.uuid, {"name": "Ben Adeyemi"})
        assert [row.name for row in await crm.matching_contacts(reading, [contact.uuid])] == ["Ben Adeyemi"]


async def test_each_statement_of_a_reading_scope_sees_its_own_moment(database: str):
    async with reading_scope() as scope:
        first, second = [(await scope.session.execute(select(func.now()))).scalar_one() for _ in range(2)]
    assert first < second


async def test_those_who_ask_at_once_get_what_they_asked_for(line: ReadingLine):
    assert await asyncio.gather(*(read(line, number) for number in range(10))) == list(range(10))


async def test_a_statement_is_planned_once_for_all_its_values(line: ReadingLine):
    for number in range(3):
        await read(line, number)
    assert (3,) in await line.rows(PLANS, {})


async def test_an_error_of_the_statement_is_told_and_the_next_read_works(line: ReadingLine):
    with pytest.raises(psycopg.errors.DivisionByZero):
        await line.rows(INVERSE, {"number": 0})
    assert await line.rows(INVERSE, {"number": 1}) == [(1,)]


async def test_a_line_that_the_database_has_ended_is_opened_again(line: ReadingLine, database: str):
    await read(line, 1)
    async with await psycopg.AsyncConnection.connect(libpq_url(database), autocommit=True) as other:
        ended = await other.execute(f"SELECT pg_terminate_backend(pid) {OTHERS} AND query LIKE '%AS number%'")
        assert ended.rowcount == 1
    assert await read(line, 2) == 2


async def test_a_line_that_was_cut_is_opened_again(database: str):
    with wire_to_database(database) as (wire, url):
        line = ReadingLine(libpq_url(url))
        await read(line, 1)
        wire.cut()
        wire.mend()
        assert await read(line, 2) == 2
        await line.close()


async def test_a_database_that_is_away_is_an_error_and_later_it_is_there(database: str):
    with wire_to_database(database) as (wire, url):
        line = ReadingLine(libpq_url(url), connect_timeout=5)
        wire.cut()
        with pytest.raises(psycopg.OperationalError):
            await read(line, 1)
        wire.mend()
        assert await read(line, 2) == 2
        await line.close()


async def test_who_goes_away_while_waiting_leaves_no_answer_to_others(line: ReadingLine, database: str):
    await read(line, 1)
    waiting = asyncio.create_task(line.rows(SLEEP, {"seconds": 3_600}))
    async with await psycopg.AsyncConnection.connect(libpq_url(database), autocommit=True) as other:
        sleeping = f"SELECT 1 {OTHERS} AND wait_event = 'PgSleep'"
        while not (await other.execute(sleeping)).rowcount:  # noqa: ASYNC110
            await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await read(line, 2) == 2


async def test_a_statement_that_is_another_with_every_value_is_refused(line: ReadingLine):
    within = select(literal(1)).where(literal(1).in_(bindparam("numbers", expanding=True)))
    with pytest.raises(ValueError, match="prepared once"):
        await line.rows(within, {"numbers": [1]})


async def test_it_ends_with_the_database_and_begins_with_it(postgres_url: str):
    database = Database()
    for _ in range(2):
        database.start(postgres_url)
        assert await read(database.line, 7) == 7
        await database.stop()
    with pytest.raises(Unavailable):
        _ = database.line
    with pytest.raises(Unavailable):
        database.reading_session()
