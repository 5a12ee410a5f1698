"""What `/activity?person=&record=&action=&from=&to=&zone=` asks for. Nonsense counts as not said."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from crm_app.activity import Wanted
from crm_app.core.ids import parse_uuid

PATH = "/activity"
SYSTEM = "system"
_WORD = re.compile(r"[a-z_]{1,50}", re.ASCII)
_ACTION = re.compile(r"[a-z_]{1,50}\.[a-z_]{1,49}", re.ASCII)


def wanted_by(query: Mapping[str, str]) -> Wanted:
    """What the query asks for. Days are those of `zone`, an IANA name; UTC without one."""
    person, action, zone = query.get("person", ""), query.get("action", ""), _zone(query.get("zone", ""))
    return Wanted(
        actor=parse_uuid(person),
        by_system=person == SYSTEM,
        record=record_by(query),
        action=action if _ACTION.fullmatch(action) else "",
        since=_midnight(query.get("from", ""), zone),
        until=_midnight(query.get("to", ""), zone, days=1),
    )


def record_by(query: Mapping[str, str]) -> tuple[str, UUID] | None:
    """The record in the query: a resource type, a colon, a uuid."""
    kind, _, uuid = query.get("record", "").partition(":")
    known = parse_uuid(uuid)
    return (kind, known) if known and _WORD.fullmatch(kind) else None


def about_record(resource_type: str, uuid: UUID) -> str:
    """The address of everything that happened to this record."""
    return f"{PATH}?record={resource_type}:{uuid}"


def by_person(uuid: UUID | None) -> str:
    """The address of everything that this person (None: the system) did."""
    return f"{PATH}?person={uuid or SYSTEM}"


def _midnight(text: str, zone: tzinfo, *, days: int = 0) -> datetime | None:
    try:
        day = date.fromisoformat(text) + timedelta(days=days)
        return datetime.combine(day, time(), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> tzinfo:
    return ZoneInfo(name) if name in _zones() else UTC


@cache
def _zones() -> frozenset[str]:
    """A name is looked up, never opened: it comes from an address."""
    return frozenset(available_timezones())
