"""File names are data: what a person may call a file, made safe to show and to send, never used as a path."""

import re
import unicodedata

LONGEST_NAME = 255
"""In bytes of UTF-8: what a file system on the receiving side can store."""

LONGEST_EXTENSION = 32
LONGEST_READ = 2_000
"""In characters, from the end: composing letters takes the square of their number where a name is hostile."""

FALLBACK_NAME = "upload"

_SEPARATORS = re.compile(r"[/\\]")
_DIRECTION_AND_INVISIBLE = frozenset("\u061c\u200b\u200e\u200f\u2028\u2029\ufeff")
_UNSAFE_IN_HEADER = re.compile(r'["\\%/\x00-\x1f\x7f]')


def safe_name(name: str) -> str:
    """The last part of `name`, in NFC, without invisible control, at most 255 bytes, extension kept.

    Empty names and names of directories (`.`, `..`) become "upload". Never fails.
    """
    base = _SEPARATORS.split(_readable(name))[-1]
    base = "".join(character for character in base if _is_harmless(character)).strip()
    if base in ("", ".", ".."):
        return FALLBACK_NAME
    return _shortened(base)


def extension(name: str) -> str:
    """The lower-case extension of `name` without its dot; empty where there is none worth the word."""
    stem, dot, end = name.rpartition(".")
    plausible = dot and stem and end.isalnum() and len(end.encode()) <= LONGEST_EXTENSION
    return end.lower() if plausible else ""


def disposition(kind: str, name: str) -> str:
    """A `Content-Disposition` of `kind` (inline, attachment) that every browser reads as `name`."""
    plain = _UNSAFE_IN_HEADER.sub("_", name)
    ascii_name = plain.encode("ascii", "replace").decode().replace("?", "_")
    encoded = "".join(chr(byte) if _is_token(byte) else f"%{byte:02X}" for byte in name.encode("utf-8"))
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{encoded}"


def variant_name(name: str, variant: str, ext: str) -> str:
    """What a variant of the file `name` is called when it is saved."""
    own = extension(name)
    stem = name[: -len(own) - 1] if own else name
    return safe_name(f"{_cut(stem, LONGEST_NAME - len(variant) - len(ext) - 2)}-{variant}.{ext}")


def _readable(name: str) -> str:
    """NFC text that UTF-8 can carry: lone surrogates, which it cannot, become question marks."""
    return unicodedata.normalize("NFC", name[-LONGEST_READ:].encode("utf-8", "replace").decode())


def _is_harmless(character: str) -> bool:
    if character in _DIRECTION_AND_INVISIBLE or "\u202a" <= character <= "\u202e":
        return False
    if "\u2066" <= character <= "\u206f":
        return False
    return unicodedata.category(character) not in ("Cc", "Cs")


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME:
        return name
    end = extension(name)
    if not end:
        return _cut(name, LONGEST_NAME)
    return f"{_cut(name[: -len(end) - 1], LONGEST_NAME - len(end.encode()) - 1)}.{name[-len(end) :]}"


def _cut(text: str, size: int) -> str:
    """The longest beginning of `text` within `size` bytes that ends between two characters."""
    return text.encode()[:size].decode(errors="ignore").rstrip()


def _is_token(byte: int) -> bool:
    return chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "!#$&+-.^_`|~")
