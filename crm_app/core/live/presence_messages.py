"""What processes tell each other of who is where: small JSON texts that fit into notifications."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

from crm_app.core.live.changes import PAYLOAD_BYTES

Kind = Literal["here", "ask", "bye"]
"""Some of its people; "tell me of yours"; "I stop"."""
Doing = Literal["gone", "looking", "editing"]
_KINDS: tuple[Kind, ...] = get_args(Kind)
_DOINGS: tuple[Doing, ...] = get_args(Doing)


@dataclass(frozen=True, slots=True)
class Said:
    """What a process says of one user at one record, whatever number of tabs they have there."""

    record: str
    user: UUID
    doing: Doing


@dataclass(frozen=True, slots=True)
class Message:
    """One notification. Only the kind "here" speaks of people."""

    process: str
    kind: Kind
    people: tuple[Said, ...] = ()


def here(process: str, people: Iterable[Said]) -> list[str]:
    """The payloads that say all this, each short enough for PostgreSQL; none for nobody."""
    batches: list[list[str]] = []
    room = 0
    for entry in map(_entry, people):
        if len(entry) >= room:
            batches.append([])
            room = PAYLOAD_BYTES - len(_payload(process, "here", []))
        batches[-1].append(entry)
        room -= len(entry) + 1
    return [_payload(process, "here", batch) for batch in batches]


def ask(process: str) -> str:
    """Asks all others for their people."""
    return _payload(process, "ask", [])


def bye(process: str) -> str:
    """Takes all people of the process away."""
    return _payload(process, "bye", [])


def decode(payload: str) -> Message:
    """The message in a payload; ValueError for anything else."""
    try:
        process, kind, people = json.loads(payload)
        said = tuple(_said(*each) for each in people)
        return Message(_text(process), _KINDS[_KINDS.index(kind)], said)
    except (TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"no message of presence: {type(error).__name__}") from error


def _said(record: object, user: str, doing: int) -> Said:
    return Said(_text(record), UUID(user), _DOINGS[doing])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no message of presence: no text")
    return value


def _entry(said: Said) -> str:
    """Escaped, so that a character is a byte."""
    return json.dumps([said.record, said.user.hex, _DOINGS.index(said.doing)], separators=(",", ":"))


def _payload(process: str, kind: Kind, entries: Sequence[str]) -> str:
    return f'["{process}","{kind}",[{",".join(entries)}]]'
