"""The only place where keys and paths of stored bytes are made: from their content, never from a name."""

import hashlib
import re
from pathlib import Path
from uuid import UUID

_CHECKSUM = re.compile(r"[0-9a-f]{64}")
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*")


def key_for(checksum: str) -> str:
    """The key of the bytes with this SHA-256 (64 lower-case hex digits); anything else: ValueError."""
    if not _CHECKSUM.fullmatch(checksum):
        raise ValueError("a key is made from a SHA-256 checksum only")
    return f"blobs/{checksum[:2]}/{checksum[2:4]}/{checksum}"


def path_of(root: Path, key: str) -> Path:
    """Where `key` lies below `root`. ValueError for what could leave it: `..`, NUL, encodings, siblings."""
    segments = key.split("/")
    if not all(_SEGMENT.fullmatch(segment) for segment in segments):
        raise ValueError("not a key of this store")
    path = root.joinpath(*segments)
    if not path.resolve().is_relative_to(root.resolve()):
        raise ValueError("a key outside of its store")
    return path


def owner_checksum(owner_uuid: UUID, checksum: str) -> str:
    """What recognises the second upload of the same content by the same person."""
    return hashlib.sha256(f"{owner_uuid}:{checksum}".encode()).hexdigest()
