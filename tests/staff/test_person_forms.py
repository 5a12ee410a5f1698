"""What a profile's form takes, field by field, without a database."""

from datetime import date, datetime, timedelta

import pytest

from crm_app import staff
from crm_app.core.clock import now
from crm_app.core.ids import uuid7

TODAY = now().date()


def errors_of(person: staff.Person | None = None, **attributes: object) -> list[str]:
    return list(staff.validate_person(attributes, person).errors)


def somebody(**columns: object) -> staff.Person:
    return staff.Person(user_uuid=uuid7(), **columns)


def test_a_form_without_anything_is_fine_because_the_account_has_a_name():
    assert staff.validate_person({}) == staff.PersonForm()
    assert errors_of() == []


def test_texts_are_trimmed_and_composed():
    form = staff.validate_person({"name": "  Jose\u0301  ", "bio": "\nTwo\nlines "})
    assert (form.name, form.bio) == ("José", "Two\nlines")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 256),
        ("name", "nul\0"),
        ("bio", "x" * 100_001),
        ("work_phone", "1" * 51),
        ("personal_phone", "1" * 51),
        ("personal_email", "nobody"),
        ("personal_email", f"{'a' * 250}@example.com"),
        ("emergency_contact_name", "x" * 256),
        ("emergency_contact_phone", "1" * 51),
        ("emergency_contact_relationship", "x" * 101),
        ("status", ""),
        ("status", "trashed"),
        ("status", "asleep"),
        ("status", None),
        ("date_of_birth", "31.12.1990"),
        ("date_of_birth", "1990-02-30"),
        ("date_of_birth", "19901231"),
        ("date_of_birth", "1990-W01-1"),
        ("date_of_birth", "1899-12-31"),
        ("date_of_birth", (TODAY + timedelta(days=1)).isoformat()),
    ],
    ids=lambda value: str(value)[:12] if "-" not in str(value) else "date",
)
def test_a_field_that_breaks_a_rule_is_named(field: str, value: object):
    assert errors_of(**{field: value}) == [field]


@pytest.mark.parametrize("field", ["name", "emergency_contact_name"])
def test_255_characters_are_accepted(field: str):
    assert errors_of(**{field: "é" * 255}) == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("1900-01-01", "1900-01-01"),
        (TODAY.isoformat(), TODAY.isoformat()),
        ("", ""),
        (date(1990, 12, 31), "1990-12-31"),
        (datetime(1990, 12, 31, 23, 59), "1990-12-31"),  # noqa: DTZ001
        (19901231, ""),
    ],
    ids=["first", "today", "none", "date", "moment", "number"],
)
def test_a_date_of_birth_is_a_day_up_to_today(given: object, shown: str):
    form = staff.validate_person({"date_of_birth": given})
    assert (form.date_of_birth, form.errors) == (shown, {})


def test_what_is_not_text_counts_as_nothing():
    assert staff.validate_person({"name": {"a": 1}, "bio": 7}) == staff.PersonForm()


def test_several_errors_are_told_at_once():
    assert set(errors_of(name="x" * 256, status="asleep", date_of_birth="soon")) == {
        "name",
        "status",
        "date_of_birth",
    }


def test_what_is_not_given_is_as_the_person_has_it():
    person = somebody(name="Ada", status="inactive", date_of_birth=date(1815, 12, 10))
    form = staff.validate_person({"bio": "Numbers"}, person)
    assert (form.name, form.status, form.bio) == ("Ada", "inactive", "Numbers")


def test_a_status_that_is_not_changed_is_not_judged():
    person = somebody(status="trashed", details={"trashed_from_status": "inactive"})
    assert errors_of(person, name="Ada") == []
    assert staff.validate_person({"status": "trashed"}, person).status == "inactive"


def test_nobody_is_put_into_the_trash_by_a_form():
    assert errors_of(somebody(), status="trashed") == ["status"]


def test_a_megabyte_of_marks_is_refused_at_once():
    assert errors_of(bio="a" + "\u0300\u0316" * 500_000) == ["bio"]
