"""The next birthdays as the overview shows them."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from crm_app import staff
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.web.pages.staff.people_chips import Seen, person_options
from crm_app.web.ui.pickers import PersonOption

SHOWN = 12
MONTHS = (
    *(t("January"), t("February"), t("March"), t("April"), t("May"), t("June")),
    *(t("July"), t("August"), t("September"), t("October"), t("November"), t("December")),
)


class BirthdayChip(TypedDict):
    """Somebody, when they have their birthday in words, the day, and whether that is today."""

    person: PersonOption
    when: str
    day: str
    today: bool


async def birthday_chips(scope: Scope) -> list[BirthdayChip]:
    """The next birthdays within 30 days, at most `SHOWN` of them."""
    found = await staff.upcoming_birthdays(scope, limit=SHOWN)
    people = await person_options(scope, map(_seen, found))
    return [_chip(birthday, person) for birthday, person in zip(found, people, strict=True)]


def _seen(birthday: staff.Birthday) -> Seen:
    person = birthday.person
    return Seen(person.uuid, person.name, "", "", person.avatar_uuid)


def _chip(birthday: staff.Birthday, person: PersonOption) -> BirthdayChip:
    days = birthday.days_until
    return BirthdayChip(person=person, when=_when(days), day=_day(birthday.next_birthday), today=days == 0)


def _when(days: int) -> str:
    near: Sequence[str] = (t("today"), t("tomorrow"))
    return near[days] if days < len(near) else tn("in {count} day", "in {count} days", days)


def _day(day: date) -> str:
    return t("{day} {month}", day=day.day, month=MONTHS[day.month - 1])
