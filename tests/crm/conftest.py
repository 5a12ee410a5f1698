"""Ada, her folders, and files that somebody has uploaded."""

import hashlib
from uuid import UUID

import pytest

from crm_app import accounts, crm, storage
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.crm import attachments


async def a_file(owner: accounts.User, name: str = "offer.pdf", **columns: object) -> storage.File:
    """A live file without a home, as an upload leaves it before it is attached; `columns` win."""
    checksum = hashlib.sha256(uuid7().bytes).hexdigest()
    kind = "image" if name.endswith((".jpg", ".png")) else "document"
    mime = "image/jpeg" if kind == "image" else "application/pdf"
    values = {
        "original_file_name": name,
        "mime_type": mime,
        "file_type": kind,
        "ext": name.rpartition(".")[2],
        "file_checksum": checksum,
        "user_file_checksum": checksum,
        "size": 1_500_000,
        "status": "active",
        "user_uuid": owner.uuid,
    }
    async with system_scope() as scope:
        file = storage.File(**(values | columns))
        scope.session.add(file)
    return file


async def folder_of(record: crm.Record, kind: attachments.Kind = "files") -> UUID:
    async with system_scope() as scope:
        resource: attachments.Resource = "contact" if isinstance(record, crm.Contact) else "company"
        return await attachments.ensure_folder(scope, resource, record.uuid, kind)


async def files_in(folder: UUID | None, **options: object) -> list[UUID]:
    async with system_scope() as scope:
        return [file.uuid for file in await attachments.list_files(scope, folder, **options)]  # type: ignore[arg-type]


async def attach(file: storage.File, folder: UUID) -> storage.Attached:
    async with system_scope() as scope:
        return await attachments.attach(scope, file.uuid, folder)


async def detach(file: storage.File, folder: UUID | None) -> storage.Detached:
    async with system_scope() as scope:
        return await attachments.detach(scope, file.uuid, folder)


@pytest.fixture
async def ada(database: str) -> crm.Contact:
    """A contact."""
    async with system_scope() as scope:
        return await crm.create_contact(scope, {"name": "Ada Lovelace"})


@pytest.fixture
async def bob(database: str) -> crm.Contact:
    """Another contact."""
    async with system_scope() as scope:
        return await crm.create_contact(scope, {"name": "Bob Builder"})


@pytest.fixture
async def engines(database: str) -> crm.Company:
    """A company."""
    async with system_scope() as scope:
        return await crm.create_company(scope, "Analytical Engines")
