"""The `Range` header: which part of the bytes a browser asks for. One range; several are answered as none."""

import re

_RANGE = re.compile(r"bytes=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE)
_LONGEST_NUMBER = 19


class NotSatisfiable(Exception):
    """The range begins after the last byte."""


def parse_range(header: str | None, size: int) -> tuple[int, int] | None:
    """The asked part as (start, end without), None for everything; `NotSatisfiable` for nothing.

    A header that makes no sense is ignored, as HTTP wants it.
    """
    match = _RANGE.fullmatch(header) if header else None
    if match is None or len(header or "") > 2 * _LONGEST_NUMBER:
        return None
    first, last = match.groups()
    if first:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    elif last:
        start, end = max(0, size - int(last)), size
    else:
        return None
    if start >= size or start >= end:
        raise NotSatisfiable()
    return start, end
