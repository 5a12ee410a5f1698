"""What the page of a person says about age and birthday."""

from datetime import date

import pytest

from crm_app import staff
from crm_app.core.ids import uuid7
from crm_app.web.pages.staff.person_details import NOTHING, details_of


def said(born: date | None, today: date) -> tuple[str, str, str]:
    details = details_of(staff.Person(user_uuid=uuid7(), date_of_birth=born), today)
    return details["born"], details["age"], details["birthday"]


@pytest.mark.parametrize(
    ("born", "today", "age", "birthday"),
    [
        (date(1982, 7, 4), date(2026, 7, 4), "44 years old", "Birthday today!"),
        (date(1982, 7, 4), date(2026, 7, 3), "43 years old", "Birthday in 1 day"),
        (date(1982, 7, 4), date(2026, 6, 4), "43 years old", "Birthday in 30 days"),
        (date(1982, 7, 4), date(2026, 6, 3), "43 years old", ""),
        (date(1982, 1, 30), date(2026, 12, 31), "44 years old", "Birthday in 30 days"),
        (date(2004, 2, 29), date(2027, 2, 28), "23 years old", "Birthday today!"),
        (date(2004, 2, 29), date(2028, 2, 28), "23 years old", "Birthday in 1 day"),
        (date(2025, 7, 4), date(2026, 7, 4), "1 year old", "Birthday today!"),
    ],
    ids=str,
)
def test_the_birthday_is_said_when_it_is_near(born: date, today: date, age: str, birthday: str):
    assert said(born, today) == (born.isoformat(), age, birthday)


def test_without_a_date_of_birth_nothing_is_said():
    assert said(None, date(2026, 7, 4)) == ("", "", "")


def test_an_empty_profile_shows_nothing_but_its_times():
    details = details_of(staff.Person(user_uuid=uuid7()))
    assert {name for name, value in details.items() if value} == {"added_at", "updated_at"}
    assert set(NOTHING) == set(details)
