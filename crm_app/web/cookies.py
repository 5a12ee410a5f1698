"""Our cookies' names, and how they are found in a request's headers."""

from starlette.requests import cookie_parser

SESSION_COOKIE = "crm_session"
TYPED_COOKIE = "crm_typed"
"""The address typed before a failed sign-in, for a minute."""


def token_in(cookie_header: str) -> str | None:
    """The session token in a Cookie header; None when there is none."""
    return cookie_in(cookie_header, SESSION_COOKIE) or None


def cookie_in(cookie_header: str, name: str) -> str:
    """A cookie's value; empty when there is none."""
    return cookie_parser(cookie_header).get(name, "")
