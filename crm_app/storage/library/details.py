"""All there is to know about one file: where it lies, who brought it, what uses it, what it was before."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from crm_app.core.errors import NotFound
from crm_app.core.past_the_orm import past_the_orm
from crm_app.core.scope import Scope
from crm_app.storage.library import statements
from crm_app.storage.library.listing import library_file
from crm_app.storage.library.record_places import RecordName, read_record_names
from crm_app.storage.library.versions import Version, list_versions
from crm_app.storage.library.views import LibraryRow
from crm_app.storage.library_models import Share
from crm_app.storage.models import Blob, FileInstance, Folder
from crm_app.storage.queries import held_pairs
from crm_app.storage.record_media.record_types import known_types

UseKind = Literal["contact", "company", "person", "interaction", "folder", "avatar", "draft", "other"]


@dataclass(frozen=True, slots=True)
class Use:
    """Something that uses a file, and where it can be looked at (None: nowhere)."""

    kind: UseKind
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class FileDetails:
    """One file. `path` are the folders above its home, the outermost first, under the names people read.

    `fault` is what the last check found wrong with its bytes; None where they are well or were not checked.
    """

    row: LibraryRow
    path: list[str]
    owner: str
    versions: list[Version]
    where_used: list[Use]
    shares: int
    fault: str | None


Asked = Callable[[Scope, UUID], Awaitable[list[Use]]]
_asked: list[Asked] = []


def when_asked_where_used(asked: Asked) -> None:
    """Calls `asked` for the uses of a file that storage does not know; the same one twice is called once."""
    if asked not in _asked:
        _asked.append(asked)


async def file_details(scope: Scope, file_uuid: UUID) -> FileDetails:
    """The file, live or trashed. Needs `media.view`. `NotFound`."""
    scope.require("media.view")
    row = await library_file(scope, file_uuid)
    if row is None:
        raise NotFound()
    return FileDetails(
        row,
        row.from_path.split(" / ") if row.from_path else [],
        row.owner_name,
        await list_versions(scope, file_uuid),
        await where_used(scope, file_uuid),
        await _shares(scope, file_uuid),
        await _fault(scope, file_uuid),
    )


async def where_used(scope: Scope, file_uuid: UUID) -> list[Use]:
    """What uses the file: records and folders that hold it, pictures of records, and what contexts tell.

    Needs `media.view`. What the caller may not see is told without its name.
    """
    scope.require("media.view")
    uses = [*await _folders(scope, file_uuid), *await _avatars(scope, file_uuid)]
    for asked in _asked:
        uses += await asked(scope, file_uuid)
    return list(dict.fromkeys(uses))


async def _folders(scope: Scope, file_uuid: UUID) -> list[Use]:
    """The folders that hold the file; those of records as their records."""
    pairs = await held_pairs(scope, [file_uuid])
    live = select(col(Folder.uuid)).where(
        col(Folder.uuid).in_([folder for folder, _ in pairs]), col(Folder.trashed_at).is_(None)
    )
    holding = list((await scope.session.exec(live.order_by(col(Folder.name)))).all())
    paths = [await _path(scope, folder) for folder in holding]
    called = {name for path in paths for name in path}
    names = await past_the_orm(scope, lambda connection: read_record_names(scope, connection, called))
    return [_use(folder, path, dict(names)) for folder, path in zip(holding, paths, strict=True)]


async def _path(scope: Scope, folder_uuid: UUID) -> list[str]:
    query = text(f"SELECT {statements.PATH.format(start=':folder_uuid')}")
    return (await scope.session.execute(query, {"folder_uuid": folder_uuid})).scalar_one() or []


def _use(folder_uuid: UUID, path: list[str], names: dict[str, RecordName]) -> Use:
    record = next((names[name] for name in reversed(path) if name in names), None)
    if record is not None:
        return Use(record.kind, record.name, record.url)  # type: ignore[arg-type]
    return Use("folder", " / ".join(path), f"/media?folder={folder_uuid}")


async def _avatars(scope: Scope, file_uuid: UUID) -> list[Use]:
    """The records whose picture it is."""
    uses: list[Use] = []
    for of in known_types():
        model: Any = of.model
        pointing = select(model.uuid).where(model.details["avatar_uuid"].astext == str(file_uuid))
        found = [f"{of.folder}-{uuid}" for uuid in (await scope.session.exec(pointing)).all()]
        names = await past_the_orm(scope, lambda connection: read_record_names(scope, connection, found))  # noqa: B023
        uses += [Use("avatar", names[name].name, names[name].url) for name in found if name in names]
    return uses


async def _shares(scope: Scope, file_uuid: UUID) -> int:
    live = select(col(Share.uuid)).where(col(Share.file_uuid) == file_uuid, col(Share.revoked_at).is_(None))
    return len((await scope.session.exec(live)).all())


async def _fault(scope: Scope, file_uuid: UUID) -> str | None:
    query = (
        select(col(Blob.fault))
        .join(FileInstance, col(FileInstance.blob_key) == col(Blob.key))
        .where(FileInstance.file_uuid == file_uuid, FileInstance.variant_name == "original")
    )
    return (await scope.session.exec(query)).first()
