"""Birthdays: the rule in Python and the rule in SQL are one, on every day of 8 years."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Integer, cast, column, func, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by

from crm_app import accounts, staff
from crm_app.core.clock import now
from crm_app.core.scope import system_scope
from crm_app.staff.birthdays import next_birthday_in_sql
from tests.factories import run
from tests.staff.organisation import a_person, answer, trash

TODAY = date(2026, 3, 10)
LEAP_YEAR = date(2000, 1, 1)
ODD_DAYS = [
    date(year, month, day)
    for year in (2026, 2027, 2028)
    for month, day in ((1, 1), (1, 29), (2, 27), (2, 28), (3, 1), (12, 1), (12, 31))
] + [date(2028, 2, 29)]
database = pytest.mark.usefixtures("database")
days = st.dates(date(1904, 1, 1), date(2096, 12, 31))


def plain_rule(born: date, today: date) -> date:
    """The same without a calendar trick: the first day from today on that has the right name."""
    for ahead in range(367):
        day = today + timedelta(days=ahead)
        leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
        name = (2, 28) if (born.month, born.day) == (2, 29) and not leap else (born.month, born.day)
        if (day.month, day.day) == name:
            return day
    raise AssertionError("a year without a birthday")


@settings(deadline=None)
@given(days, days)
def test_the_next_birthday_is_the_first_such_day(born: date, today: date):
    assert staff.next_birthday(born, today) == plain_rule(born, today)
    assert staff.days_until(born, today) == (plain_rule(born, today) - today).days


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2027, 1, 1), date(2027, 2, 28)),
        (date(2027, 2, 28), date(2027, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2028, 3, 1), date(2029, 2, 28)),
        (date(2099, 12, 31), date(2100, 2, 28)),
    ],
    ids=str,
)
def test_who_is_born_on_29_february_has_a_birthday_every_year(today: date, day: date):
    assert staff.next_birthday(date(2000, 2, 29), today) == day


@pytest.mark.parametrize("day_of_month", [29, 30, 31])
def test_the_last_days_of_a_month_stay_what_they_are(day_of_month: int):
    for month in range(1, 13):
        if month == 2 or (day_of_month == 31 and month in (4, 6, 9, 11)):
            continue
        born = date(1990, month, day_of_month)
        assert staff.next_birthday(born, date(2027, 1, 1)) == date(2027, month, day_of_month)


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(2000, 6, 15), date(2026, 6, 14), 25),
        (date(2000, 6, 15), date(2026, 6, 15), 26),
        (date(2000, 2, 29), date(2026, 2, 27), 25),
        (date(2000, 2, 29), date(2026, 2, 28), 26),
        (date(2000, 2, 29), date(2028, 2, 28), 27),
        (date(2000, 2, 29), date(2028, 2, 29), 28),
        (date(2026, 3, 10), date(2026, 3, 10), 0),
    ],
    ids=str,
)
def test_the_age_counts_completed_years(born: date, today: date, years: int):
    assert staff.age(born, today) == years


@database
async def test_sql_and_python_agree_on_every_birthday_and_every_day_of_8_years():
    """366 birthdays and 2,922 days: more than a million pairs, in one statement."""
    births = [LEAP_YEAR + timedelta(days=number) for number in range(366)]
    born, today = column("born", Date), column("today", Date)
    ahead = cast(next_birthday_in_sql(born, today) - today, Integer)
    by_day = select(today, func.array_agg(aggregate_order_by(ahead, born))).select_from(
        text(
            "(SELECT CAST(:born AS date) + n AS born FROM generate_series(0, 365) AS n) AS births,"
            "(SELECT CAST(:first AS date) + n AS today FROM generate_series(0, 2921) AS n) AS days"
        )
    )
    values = {"born": LEAP_YEAR, "first": date(2023, 1, 1)}
    async with system_scope() as scope:
        found = (await scope.session.execute(by_day.group_by(today), values)).all()
    assert {day for day, _ in found} == {date(2023, 1, 1) + timedelta(days=n) for n in range(2922)}
    assert max(day for day, _ in found) == date(2030, 12, 31)
    for day, in_sql in found:
        assert in_sql == [staff.days_until(birth, day) for birth in births], day


@database
async def test_the_filter_finds_whom_the_rule_finds():
    """Somebody for each birthday of a year, looked for from days around which calendars are odd."""
    births = {f"Born {day:%m-%d}": day for day in (LEAP_YEAR + timedelta(days=n) for n in range(366))}
    for name, day in births.items():
        await a_person(name, date_of_birth=day)
    for today in ODD_DAYS:
        for window in (0, 1, 30, 31, 365, 366):
            found = await run(staff.upcoming_birthdays, window, today=today)
            until = {name: staff.days_until(day, today) for name, day in births.items()}
            soon = {name: left for name, left in until.items() if left <= window}
            assert {each.person.name: each.days_until for each in found} == soon
            assert all(each.next_birthday == today + timedelta(each.days_until) for each in found)


@database
async def test_the_30th_day_is_in_the_window_and_the_31st_is_not():
    await a_person("In", date_of_birth=date(1990, 4, 9))
    await a_person("Out", date_of_birth=date(1990, 4, 10))
    (found,) = await run(staff.upcoming_birthdays, today=TODAY)
    assert (found.person.name, found.next_birthday, found.days_until) == ("In", date(2026, 4, 9), 30)


@database
@pytest.mark.parametrize("window", [0, -1, -10_000])
async def test_a_window_of_nothing_is_today(window: int):
    await a_person("Now", date_of_birth=date(1990, 3, 10))
    await a_person("Tomorrow", date_of_birth=date(1990, 3, 11))
    found = await run(staff.upcoming_birthdays, window, today=TODAY)
    assert [(each.person.name, each.days_until) for each in found] == [("Now", 0)]


@database
@pytest.mark.parametrize("window", [365, 366, 10**12])
async def test_a_year_finds_everybody(window: int):
    await a_person("Yesterday", date_of_birth=date(1990, 3, 9))
    await a_person("Leap", date_of_birth=date(1992, 2, 29))
    assert len(await run(staff.upcoming_birthdays, window, today=TODAY)) == 2


@database
async def test_only_active_people_with_a_date_of_birth_have_birthdays():
    await a_person("Nobody knows")
    await a_person("Idle", date_of_birth=TODAY.replace(year=1990), status="inactive")
    await trash(await a_person("Gone", date_of_birth=TODAY.replace(year=1990)))
    assert await run(staff.upcoming_birthdays, today=TODAY) == []


@database
async def test_birthdays_are_listed_by_day_and_then_by_name_with_what_a_chip_shows():
    zoe = await a_person("Zoe", date_of_birth=date(1990, 3, 12), details={"avatar_uuid": "picture"})
    await a_person("Émile", date_of_birth=date(1971, 3, 12))
    await a_person("later", date_of_birth=date(1960, 3, 20))
    await a_person("adam", date_of_birth=date(2001, 3, 12))
    found = await run(staff.upcoming_birthdays, today=TODAY)
    assert [each.person.name for each in found] == ["adam", "Émile", "Zoe", "later"]
    assert found[2].person == staff.BirthdayPerson(zoe.uuid, "Zoe", "picture")
    assert [each.days_until for each in found] == [2, 2, 2, 10]
    few = await run(staff.upcoming_birthdays, today=TODAY, limit=2)
    assert few == found[:2]


@database
async def test_today_is_the_day_in_utc():
    await a_person(date_of_birth=now().date().replace(year=1988))
    (found,) = await run(staff.upcoming_birthdays, 0)
    assert found.days_until == 0


@database
@pytest.mark.parametrize("count", [1, 40])
async def test_birthdays_are_one_statement_however_many_they_are(statements: list[str], count: int):
    for _ in range(count):
        await a_person(date_of_birth=TODAY.replace(year=1990))
    statements.clear()
    assert len(await run(staff.upcoming_birthdays, today=TODAY)) == count
    assert len(statements) == 1


async def test_looking_takes_the_permission_and_no_more(victor: accounts.User):
    assert await answer(victor, {"staff.view"}, staff.upcoming_birthdays) == "ok"
    assert await answer(victor, {"staff.edit", "staff.delete"}, staff.upcoming_birthdays) == "forbidden"
