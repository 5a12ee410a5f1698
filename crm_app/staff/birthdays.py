"""Birthdays: one rule, in Python and in SQL.

Who is born on 29 February has theirs on the 28th in years without one.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Integer, Select, bindparam, case, extract, func
from sqlalchemy import cast as sql_cast
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app import accounts
from crm_app.core.clock import now
from crm_app.core.scope import Scope
from crm_app.staff import shown
from crm_app.staff.models import Person

WINDOW, A_YEAR = 30, 366


class BirthdayPerson(NamedTuple):
    """Whose birthday it is."""

    uuid: UUID
    name: str
    avatar_uuid: str | None


class Birthday(NamedTuple):
    """Somebody's next birthday; `days_until` is 0 on the day itself."""

    person: BirthdayPerson
    next_birthday: date
    days_until: int


async def upcoming_birthdays(
    scope: Scope, window_days: int = WINDOW, *, today: date | None = None, limit: int | None = None
) -> list[Birthday]:
    """The birthdays of active people today and in the days after it, the next one first, then by name.

    `today` is the date in UTC where none is given; a negative window is one of 0 days: today only.
    Needs `staff.view`.
    """
    scope.require("staff.view")
    day = today or now().date()
    window = min(max(window_days, 0), A_YEAR)
    values = {"today": day, "last": day + timedelta(days=window)}
    rows = await scope.session.execute(_upcoming().limit(limit), values)
    return [Birthday(BirthdayPerson(*row[:3]), row[3], (row[3] - day).days) for row in rows]


def next_birthday(born: date, today: date) -> date:
    """The day on which it is next celebrated, which may be today."""
    this_year = anniversary(born, today.year)
    return this_year if this_year >= today else anniversary(born, today.year + 1)


def days_until(born: date, today: date) -> int:
    """The days until the next birthday: 0 on the day itself."""
    return (next_birthday(born, today) - today).days


def age(born: date, today: date) -> int:
    """The years that somebody has completed."""
    return today.year - born.year - (anniversary(born, today.year) > today)


def anniversary(born: date, year: int) -> date:
    """The day of that year; 28 February where the year has no 29th."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def next_birthday_in_sql(born: Any, today: Any) -> ColumnElement[date]:
    """`next_birthday` as an expression over columns or parameters of type date."""
    years = sql_cast(extract("year", today) - extract("year", born), Integer)
    this_year = _years_later(born, years)
    return case((this_year >= today, this_year), else_=_years_later(born, years + 1))


def _years_later(born: Any, years: Any) -> ColumnElement[date]:
    return sql_cast(born + func.make_interval(years), Date)


def _upcoming() -> Select[Any]:
    """Rows of uuid, name, avatar and the day, between the parameters `today` and `last`."""
    day = next_birthday_in_sql(col(Person.date_of_birth), bindparam("today", type_=Date))
    columns: list[Any] = [col(Person.uuid), shown.NAME, shown.AVATAR, day.label("day")]
    query = cast(Select[Any], sa_select(*columns)).join_from(Person, accounts.User, shown.their_user())
    active = (col(Person.status) == "active", col(Person.date_of_birth).is_not(None))
    soon = day <= bindparam("last", type_=Date)
    return query.where(*active, soon).order_by("day", *shown.BY_NAME)
