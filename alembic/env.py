"""How alembic meets our tables: the connection comes from crm_app.core.migrations, or from DATABASE_URL."""

from sqlalchemy import Connection, create_engine
from sqlmodel import SQLModel

from alembic import context
from crm_app.core.database import sqlalchemy_url
from crm_app.models import import_all_tables, is_ours
from crm_app.settings import settings

import_all_tables()


def run(connection: Connection) -> None:
    """Migrates over an open connection, each revision in a transaction of its own."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        include_name=is_ours,
        compare_server_default=False,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_by_hand() -> None:
    """For the `alembic` command: connects to DATABASE_URL."""
    url = settings().database_url
    if not url:
        raise SystemExit("Set DATABASE_URL to use alembic by hand.")
    with create_engine(sqlalchemy_url(url)).connect() as connection:
        run(connection)


given = context.config.attributes.get("connection")
run(given) if given is not None else run_by_hand()
