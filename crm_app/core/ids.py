"""Keys: UUIDv7, made in the app, so that they sort by time of making."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A new key."""
    return _uuid7()


def parse_uuid(text: object) -> UUID | None:
    """The uuid written as 36 characters, or None for anything else, 16 raw characters included."""
    if not isinstance(text, str) or len(text) != 36:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None


def uuid_of(value: object) -> UUID | None:
    """A uuid, or the one written as 36 characters; None for anything else, so that it is simply not found."""
    return value if isinstance(value, UUID) else parse_uuid(value)
