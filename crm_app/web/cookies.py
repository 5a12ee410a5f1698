"""Our cookies' names, and how they are found in a request's headers."""

from urllib.parse import parse_qsl

from starlette.requests import cookie_parser

SESSION_COOKIE = "crm_session"
TYPED_COOKIE = "crm_typed"
"""What was typed into a plain form before it was refused, for a minute; never a password."""


def token_in(cookie_header: str) -> str | None:
    """The session token in a Cookie header; None when there is none."""
    return cookie_in(cookie_header, SESSION_COOKIE) or None


def cookie_in(cookie_header: str, name: str) -> str:
    """A cookie's value; empty when there is none."""
    return cookie_parser(cookie_header).get(name, "")


def typed_in(cookie_header: str) -> dict[str, str]:
    """What was typed, by the name of its field; nothing where no form was refused just now."""
    return dict(parse_qsl(cookie_in(cookie_header, TYPED_COOKIE)))
