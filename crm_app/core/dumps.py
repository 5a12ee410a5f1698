"""The whole database as one file, and back, by PostgreSQL's own programs, which the wheel brings."""

import asyncio
import os
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from crm_app.core.database import libpq_url
from crm_app.core.embedded import programs
from crm_app.core.errors import AppError

_NAMES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


class DumpFailed(AppError):
    """PostgreSQL's program did not end well; the message is its own."""

    code = "dump_failed"
    status = 500
    text = "The database could not be dumped or restored."


async def dump(url: str, path: Path, snapshot: str) -> None:
    """Writes everything that the exported `snapshot` sees into the file `path`. `DumpFailed`."""
    options = ("--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={path}")
    await _run("pg_dump", url, *options)


async def load(url: str, path: Path) -> None:
    """Brings a dump into an empty database: all of it, or nothing. `DumpFailed`."""
    database = conninfo_to_dict(libpq_url(url)).get("dbname") or "postgres"
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-acl", f"--dbname={database}")
    await _run("pg_restore", url, *options, str(path))


async def _run(program: str, url: str, *options: str) -> None:
    """The password goes through the environment, where other users do not see it."""
    facts = conninfo_to_dict(libpq_url(url))
    environment = {_NAMES[key]: str(value) for key, value in facts.items() if key in _NAMES and value}
    process = await asyncio.create_subprocess_exec(
        str(programs() / program), *options, env={**os.environ, **environment}, stderr=asyncio.subprocess.PIPE
    )
    try:
        _, said = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise DumpFailed(said.decode(errors="replace").strip()[-2000:] or None)
