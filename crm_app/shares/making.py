"""Making links, listing them, taking them back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from crm_app import accounts, storage
from crm_app.core.clock import now
from crm_app.core.errors import Conflict, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.shares import topics
from crm_app.shares.links import path_of
from crm_app.storage.library_models import Share

LONGEST = timedelta(days=366)
SHORTEST_PASSWORD = 6
UNDONE_WITHIN = timedelta(minutes=10)
Target = tuple[Literal["file", "folder"], UUID]


@dataclass(frozen=True, slots=True)
class Shared:
    """One link as its makers see it. `path` is its address on this server."""

    uuid: UUID
    path: str
    expires_at: datetime
    has_password: bool
    uses: int
    last_used_at: datetime | None
    made_at: datetime
    made_by: str
    expired: bool


async def share(
    scope: Scope, target: Target, *, expires_at: datetime, password: str = "", uuid: UUID | None = None
) -> Shared:
    """Makes a link to a live file or folder; with a `password`, who opens it is asked for that.

    The same `uuid` again (a double click, a lost answer) is the same link; `Conflict` for one that was used
    for something else. Needs `media.edit`. `NotFound` for what is not there, staged, or in the trash;
    `ValidationFailed` names `expires_at` or `password`.
    """
    scope.require("media.edit")
    _check(expires_at, password)
    hashed = await accounts.hash_password(password) if password else None
    await _hold(scope, target)
    kind, target_uuid = target
    row = Share(
        uuid=uuid or uuid7(),
        file_uuid=target_uuid if kind == "file" else None,
        folder_uuid=target_uuid if kind == "folder" else None,
        password_hash=hashed,
        expires_at=expires_at,
        created_by_uuid=scope.actor_uuid,
    )
    if await _is_new(scope, row):
        _tell(scope, "media.share_added", target)
    else:
        row = await _made_before(scope, row.uuid, target)
    return _shared(row, scope.actor.name if scope.actor else "", now())


async def _is_new(scope: Scope, row: Share) -> bool:
    """One statement, so that of two at once one makes it."""
    new = insert(Share).values(row.model_dump()).on_conflict_do_nothing().returning(col(Share.uuid))
    return (await scope.session.exec(new)).first() is not None


async def _made_before(scope: Scope, share_uuid: UUID, target: Target) -> Share:
    row = await scope.session.get_one(Share, share_uuid)
    if target_of(row) != target or row.created_by_uuid != scope.actor_uuid:
        raise Conflict()
    return row


async def list_shares(scope: Scope, target: Target) -> list[Shared]:
    """The links that are not taken back, newest first; also those that have run out. Needs `media.view`."""
    scope.require("media.view")
    column = col(Share.file_uuid) if target[0] == "file" else col(Share.folder_uuid)
    query = select(Share).where(column == target[1], col(Share.revoked_at).is_(None))
    rows = (
        await scope.session.exec(query.order_by(col(Share.inserted_at).desc(), col(Share.uuid).desc()))
    ).all()
    makers = [row.created_by_uuid for row in rows if row.created_by_uuid]
    names = await accounts.names_of(scope, makers) if makers else {}
    return [
        _shared(row, names.get(row.created_by_uuid, "") if row.created_by_uuid else "", now()) for row in rows
    ]


async def revoke(scope: Scope, share_uuid: UUID) -> None:
    """Takes a link back: it works no more from now on. Needs `media.edit`; `NotFound`."""
    scope.require("media.edit")
    row = await scope.session.get(Share, share_uuid, with_for_update=True, populate_existing=True)
    if row is None or row.revoked_at is not None:
        raise NotFound()
    row.revoked_at = now()
    _tell(scope, "media.share_revoked", target_of(row))


async def give_back(scope: Scope, share_uuid: UUID) -> None:
    """Undoes `revoke`: the link works again, under its address. Needs `media.edit`.

    `NotFound` for a link that is not taken back, or was longer than `UNDONE_WITHIN` ago: what has been gone
    for a while does not come back by itself.
    """
    scope.require("media.edit")
    row = await scope.session.get(Share, share_uuid, with_for_update=True, populate_existing=True)
    if row is None or row.revoked_at is None or row.revoked_at <= now() - UNDONE_WITHIN:
        raise NotFound()
    row.revoked_at = None
    _tell(scope, "media.share_given_back", target_of(row))


def target_of(row: Share) -> Target:
    """What the share leads to."""
    if row.file_uuid is not None:
        return "file", row.file_uuid
    assert row.folder_uuid is not None, "a check of the database holds that"
    return "folder", row.folder_uuid


def _check(expires_at: datetime, password: str) -> None:
    wrong: dict[str, list[str]] = {}
    if not now() < expires_at <= now() + LONGEST:
        wrong["expires_at"] = [t("Choose a day within the next year.")]
    if password and not SHORTEST_PASSWORD <= len(password) <= 200:
        wrong["password"] = [t("Use at least {count} characters.", count=SHORTEST_PASSWORD)]
    if wrong:
        raise ValidationFailed(wrong)


async def _hold(scope: Scope, target: Target) -> None:
    """Locked against being deleted in this moment."""
    model: Any = storage.File if target[0] == "file" else storage.Folder
    row: Any = await scope.session.get(model, target[1], with_for_update={"key_share": True, "read": True})
    if row is None or row.trashed_at is not None:
        raise NotFound()
    if isinstance(row, storage.File) and (row.system_managed or "staged" in row.meta):
        raise NotFound()


def _tell(scope: Scope, action: str, target: Target) -> None:
    scope.record(action, target)
    scope.publish(topics.shares_of(target[1]), topics.CHANGED)


def _shared(row: Share, made_by: str, at: datetime) -> Shared:
    return Shared(
        uuid=row.uuid,
        path=path_of(row.uuid),
        expires_at=row.expires_at,
        has_password=row.password_hash is not None,
        uses=row.uses,
        last_used_at=row.last_used_at,
        made_at=row.inserted_at,
        made_by=made_by,
        expired=row.expires_at <= at,
    )
