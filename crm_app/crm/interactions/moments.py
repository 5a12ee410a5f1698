"""When something happened: the wall clock that somebody typed, in their zone, and the instant it means."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

EARLIEST, LATEST = 1900, 2199
"""The years that can be meant; beyond them a zone or the database may not be able to tell the time."""

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-]?)(\d{1,2})(?::?([0-5]\d)|\.(\d{1,2}))?", re.ASCII)
_LONGEST_OFFSET = timedelta(hours=14)
_WALL_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?", re.ASCII)


class UnknownZone(ValueError):
    """No zone has this name."""


def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name (`Europe/Berlin`) or of an old offset (`+5:30`, `UTC-3`, `5.5`); "" is UTC.

    Raises `UnknownZone`.
    """
    if not name:
        return UTC
    if match := _OFFSET.fullmatch(name):
        return _offset(*match.groups())
    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError) as error:
        raise UnknownZone(name) from error


def _offset(sign: str, hours: str, minutes: str | None, fraction: str | None) -> tzinfo:
    part = float(f"0.{fraction}") * 60 if fraction else float(minutes or 0)
    offset = timedelta(hours=int(hours), minutes=round(part))
    if offset > _LONGEST_OFFSET:
        raise UnknownZone(f"{sign}{hours}")
    return timezone(-offset if sign == "-" else offset)


def instant_of(wall_clock: str, zone: tzinfo) -> datetime:
    """The UTC time that clocks in the zone show as `2026-11-21T14:30`, with or without seconds.

    What they show twice, when they are set back, is meant the first time; what they skip, when they are set
    forward, is the instant of the jump. Raises ValueError for anything that is no such time.
    """
    if not _WALL_CLOCK.fullmatch(wall_clock):
        raise ValueError("no time of a wall clock")
    shown = datetime.fromisoformat(wall_clock)
    if not EARLIEST <= shown.year <= LATEST:
        raise ValueError("no year that is meant")
    first = shown.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == shown:
        return first
    return _jump(shown.replace(tzinfo=zone, fold=1).astimezone(UTC), first, zone)


def _jump(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The instant between the two, to the second, at which the zone sets its clocks forward."""
    earlier = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == earlier:
            before = middle
        else:
            after = middle
    return (before + timedelta(seconds=1)).replace(microsecond=0)


def wall_clock(instant: datetime, zone: tzinfo) -> str:
    """What clocks in the zone show, to the minute: `2026-11-21T14:30`."""
    return instant.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
