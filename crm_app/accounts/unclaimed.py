"""The rule by which an account is a placeholder: made ahead of its person, who has not taken it over yet.

Its source stays for ever. What ends the state is that its person proved who they are (`confirmed_at`),
or that it has a password, by whatever way it came to one.
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
