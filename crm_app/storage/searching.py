"""Text that people typed, made safe for a query: what PostgreSQL cannot hold, and LIKE's wildcards."""


def storable(text: str) -> bool:
    """Whether PostgreSQL can hold the text: no NUL, no half of a surrogate pair."""
    return text == without_unstorable(text)


def without_unstorable(text: str) -> str:
    """The text without what PostgreSQL cannot hold."""
    return text.encode(errors="ignore").decode().replace("\0", "")


def containing(text: str) -> str:
    """The LIKE pattern that finds `text` literally, anywhere; empty for a blank text."""
    plain = without_unstorable(text).strip()
    for special in ("\\", "%", "_"):
        plain = plain.replace(special, "\\" + special)
    return f"%{plain}%" if plain else ""
