"""Which files have no text yet, and reading them one after the other.

What a process that ends has not come to is found by the next one: a file counts as read when its row says so.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import and_, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from crm_app.core.clock import now
from crm_app.core.scope import system_scope
from crm_app.core.texts import t
from crm_app.storage.library_models import FileText
from crm_app.storage.local_copies import as_local_file
from crm_app.storage.models import File, FileInstance
from crm_app.storage.queries import is_live
from crm_app.storage.refusals import BytesMissing
from crm_app.storage.runtime import runtime
from crm_app.storage.texts.kinds import READABLE, NoText
from crm_app.storage.texts.reader import TextReader

AT_ONCE = 100
"""Files that one query names."""

_KEEP = text("""
    INSERT INTO file_texts (file_uuid, file_checksum, content, problem, read_at)
    SELECT uuid, :checksum, :content, :problem, :at FROM files WHERE uuid = :file FOR KEY SHARE
    ON CONFLICT (file_uuid) DO UPDATE SET file_checksum = excluded.file_checksum,
        content = excluded.content, problem = excluded.problem, read_at = excluded.read_at
""")
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file whose words are not known: what it is, and where its bytes are."""

    uuid: UUID
    mime_type: str
    checksum: str
    key: str
    size: int


async def read_missing_texts() -> tuple[int, int]:
    """Reads every live file that has words and none of its present content are known.

    Answers how many were read, and how many of them could not be. In transactions of its own.
    `StoreUnavailable` and `Unavailable`: what was read until then is kept.
    """
    read = problems = 0
    async with TextReader() as reader:
        while some := await _unread():
            for file in some:
                problem = await _read(reader, file)
                read, problems = read + 1, problems + (problem is not None)
    return read, problems


async def _unread() -> list[Unread]:
    """The newest first: those are looked for."""
    known = and_(
        col(FileText.file_uuid) == col(File.uuid), col(FileText.file_checksum) == col(File.file_checksum)
    )
    original = and_(
        col(FileInstance.file_uuid) == col(File.uuid),
        col(FileInstance.variant_name) == "original",
        col(FileInstance.blob_key).is_not(None),
    )
    columns: list[Any] = [
        *(File.uuid, File.mime_type, File.file_checksum),
        *(FileInstance.blob_key, FileInstance.size),
    ]
    query = (
        select(*columns)
        .join(FileInstance, original)
        .where(is_live(), col(File.mime_type).in_(READABLE))
        .where(~select(col(FileText.file_uuid)).where(known).exists())
        .order_by(col(File.inserted_at).desc(), col(File.uuid).desc())
        .limit(AT_ONCE)
    )
    async with system_scope() as scope:
        return [Unread(*row) for row in await scope.session.execute(query)]


async def _read(reader: TextReader, file: Unread) -> str | None:
    """Keeps the text, or why there is none; that reason."""
    try:
        running = runtime()
        async with as_local_file(running.store, running.spool, file.key, file.size) as path:
            content, problem = await reader.read(path, file.mime_type), None
    except (NoText, BytesMissing) as reason:
        content, problem = "", str(reason)
    try:
        await _keep(file, content, problem)
    except DBAPIError as error:  # such as more different words than an index of PostgreSQL takes
        if getattr(error.orig, "sqlstate", None) != "54000":
            raise
        problem = t("This file has too many different words to be searched.")
        await _keep(file, "", problem)
    if problem:
        log.info("storage.no_text", file=str(file.uuid), type=file.mime_type)
    return problem


async def _keep(file: Unread, content: str, problem: str | None) -> None:
    """A file that is deleted meanwhile gets no row; one with a new content is read again."""
    values = {
        "file": file.uuid,
        "checksum": file.checksum,
        "content": content,
        "problem": problem,
        "at": now(),
    }
    async with system_scope() as scope:
        await scope.session.execute(_KEEP, values)
