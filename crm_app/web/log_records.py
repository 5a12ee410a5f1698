"""Keeps what Reflex knows of a connection (cookies, what somebody typed) out of its log lines."""

import logging
import re
from collections.abc import Callable

LONGEST = 10_000
_EVENT_STARTS = ("router_data={", "vent data: ", "Event data must be a dictionary")
"""Where Reflex begins to write out what a browser sent: from there on nothing is for the log."""
_COOKIE = re.compile(r"(crm_session=)[\w\-]+")


def keep_secrets_out_of_logs() -> None:
    """Every record of this process goes through `redacted` from now on; once is enough, twice is fine."""
    make = logging.getLogRecordFactory()
    if not isinstance(make, _Redacting):
        logging.setLogRecordFactory(_Redacting(make))


def redacted(text: str) -> str:
    """The text without the connection data and the payload of events, without any session token, and cut.

    Browsers decide what stands in it, so it is cut first and then searched once for each of a few words.
    """
    short = text[:LONGEST]
    starts = [at for word in _EVENT_STARTS if (at := short.find(word)) >= 0]
    end = min(starts, default=len(short))
    return _COOKIE.sub(r"\1…", short[:end]) + ("…" if end < len(text) else "")


class _Redacting:
    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make

    def __call__(self, *args: object, **kwargs: object) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        text = record.getMessage()
        if (shown := redacted(text)) != text:
            record.msg, record.args = shown, ()
        return record
