"""The live topic of the shares of one file or folder."""

from uuid import UUID

CHANGED = "changed"


def shares_of(target_uuid: UUID) -> str:
    """Shares of this file or folder came, went, or were used."""
    return f"shares:{target_uuid}"
