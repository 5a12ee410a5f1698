"""Whether a HEIC file is all there. Its decoder fills what is missing with grey and says nothing."""

from pathlib import Path

_HEADER = 8
_LONG_HEADER = 16


def require_whole(path: Path) -> None:
    """Raises EOFError when one of the outer boxes ends behind the end of the file, or is no box at all."""
    end, position = path.stat().st_size, 0
    with path.open("rb") as file:
        while position < end:
            file.seek(position)
            size = _box_size(file.read(_LONG_HEADER), end - position)
            if size < _HEADER or position + size > end:
                raise EOFError("the file breaks off")
            position += size


def _box_size(header: bytes, rest: int) -> int:
    """Sizes of 1 and 0 mean: it follows as a longer number, and: up to the end of the file."""
    size = int.from_bytes(header[:4], "big")
    if size == 1:
        return int.from_bytes(header[8:_LONG_HEADER], "big")
    return rest if size == 0 else size
