"""What one transaction changed: collected, doubles removed, sent as ONE notification with the commit."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

CHANNEL = "crm_live"
PAYLOAD_BYTES = 7_900  # PostgreSQL refuses 8,000
MANY = "many"
FEW = 20
"""Where not all uuids fit, those of a change with more of them go first."""
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Change:
    """Something happened to `uuids` that whoever follows `topic` must know. No uuids: look again."""

    topic: str
    kind: str
    uuids: tuple[UUID, ...] = ()


class Changes:
    """An ordered set of changes that becomes one `pg_notify`."""

    def __init__(self) -> None:
        self._collected: dict[tuple[str, str], dict[UUID, None]] = {}

    def add(self, change: Change) -> None:
        """Takes a change in; the same one twice counts once."""
        self._collected.setdefault((change.topic, change.kind), {}).update(dict.fromkeys(change.uuids))

    async def notify(self, session: AsyncSession) -> None:
        """Sends what was collected inside the session's transaction; nothing collected sends nothing."""
        if self._collected:
            query = text("SELECT pg_notify(:channel, :payload)")
            await session.execute(query, {"channel": CHANNEL, "payload": self.payload()})

    def payload(self) -> str:
        """Ids if they fit, else the few of them, else topics only, else one change to everything."""
        ways = (self._exact(), self._short(), self._coarse())
        return next(filter(None, map(_fitting, ways)), None) or _encode([Change(EVERYTHING, MANY)])

    def _exact(self) -> Iterable[Change]:
        return (Change(topic, kind, tuple(uuids)) for (topic, kind), uuids in self._collected.items())

    def _short(self) -> Iterable[Change]:
        return (each if len(each.uuids) <= FEW else Change(each.topic, MANY) for each in self._exact())

    def _coarse(self) -> Iterable[Change]:
        return (Change(topic, MANY) for topic in dict.fromkeys(topic for topic, _ in self._collected))


def decode(payload: str) -> list[Change]:
    """The changes in a payload made by `Changes.payload`; ValueError for anything else."""
    try:
        return [Change(topic, kind, tuple(map(UUID, ids))) for topic, kind, ids in json.loads(payload)]
    except (TypeError, AttributeError) as error:
        raise ValueError(f"not a live payload: {type(error).__name__}") from error


def _encode(changes: Iterable[Change]) -> str:
    return json.dumps([[c.topic, c.kind, [u.hex for u in c.uuids]] for c in changes], separators=(",", ":"))


def _fitting(changes: Iterable[Change]) -> str | None:
    payload = _encode(changes)
    return payload if len(payload.encode()) <= PAYLOAD_BYTES else None
