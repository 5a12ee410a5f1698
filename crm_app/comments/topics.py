"""The live topic of this context."""

from uuid import UUID


def comments(resource_type: str, record_uuid: UUID) -> str:
    """The comments on one record: a change names those that came, changed or went."""
    return f"comments:{resource_type}:{record_uuid}"
