"""Live topics of accounts: what open tabs of a user or of a session follow."""

from uuid import UUID


def user(uuid: UUID) -> str:
    """Changes of name, role or password, and deactivation of one user."""
    return f"user:{uuid}"


def session(uuid: UUID) -> str:
    """The end of one sign-in session."""
    return f"session:{uuid}"
