"""Brings the database to the newest revision, one process at a time."""

from pathlib import Path

from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

from alembic import command
from crm_app.core.database import sqlalchemy_url

PROJECT = Path(__file__).resolve().parents[2]
LOCK = 7_262_011  # any number that nobody else of this database uses


def migrate(url: str) -> None:
    """Upgrades to head under an advisory lock; a second process waits and finds nothing left to do.

    Raises what alembic or the driver raise; each revision is one transaction, a failed one leaves nothing.
    """
    engine = create_engine(sqlalchemy_url(url))
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            connection.commit()
            command.upgrade(config(connection), "head")
    finally:
        engine.dispose()


def config(connection: Connection) -> Config:
    """Alembic's configuration bound to an open connection."""
    bound = Config(str(PROJECT / "alembic.ini"))
    bound.attributes["connection"] = connection
    return bound
