"""What people on staff are called, in Python and in SQL."""

from sqlalchemy import ColumnElement, func
from sqlmodel import col

from crm_app.accounts import User
from crm_app.core.sorting import sort_key
from crm_app.core.texts import t
from crm_app.staff.models import Person


def display_name(person: Person, user: User | None) -> str:
    """The name in the profile, else the user's, else their e-mail address, else "Unnamed"."""
    return person.name or (user and (user.name or user.email)) or t("Unnamed")


def shown_name() -> ColumnElement[str]:
    """The same in a query that joins the user, who always has a name."""
    return func.coalesce(col(Person.name), col(User.name))


def sort_name(name: str | None, user: User) -> str:
    """What a person of this name (None: of none) is sorted and found by."""
    return sort_key(name or user.name or user.email)
