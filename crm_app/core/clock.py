"""The time. Everything that is stored is UTC; whoever needs another now passes one in."""

from datetime import UTC, datetime


def now() -> datetime:
    """The aware time in UTC, with microseconds."""
    return datetime.now(UTC)
