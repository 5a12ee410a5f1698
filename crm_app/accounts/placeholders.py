"""Accounts that somebody else made ahead of their person: they have no password and nobody has signed in.

Such an account holds a place for a profile. It stops being a placeholder when its person takes it over,
by an invitation (`invitations`) or by a proven address (`identities`); its uuid stays.
"""

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from crm_app.accounts.models import User

SOURCE = "staff_placeholder"


def is_placeholder(user: User) -> bool:
    """Whether nobody has taken this account over yet. Decide from a row that was just read."""
    unclaimed = user.confirmed_at is None and user.password_hash is None
    return user.source == SOURCE and unclaimed


def placeholder_rule() -> ColumnElement[bool]:
    """`is_placeholder` in a query."""
    made = col(User.source).is_not_distinct_from(SOURCE)
    return and_(made, col(User.confirmed_at).is_(None), col(User.password_hash).is_(None))
