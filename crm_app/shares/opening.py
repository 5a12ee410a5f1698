"""From a link to what it leads to: the signature, the day, the password, what has become of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from crm_app import accounts, storage
from crm_app.core.clock import now
from crm_app.core.scope import Scope, system_scope
from crm_app.shares import topics
from crm_app.shares.errors import ShareGone, WrongPassword
from crm_app.shares.links import fits, make_key, share_in
from crm_app.shares.making import target_of
from crm_app.storage.library_models import Share

OPEN_FOR = timedelta(hours=12)
"""How long who knew the password is not asked again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that works: what it leads to, and whether whoever has it must say the password first."""

    uuid: UUID
    kind: Literal["file", "folder"]
    target_uuid: UUID
    name: str
    password_hash: str | None

    def needs_password(self, key: str) -> bool:
        """Whether `key`, the cookie's value, does not open it."""
        return self.password_hash is not None and not fits(key, self.uuid, self.password_hash, now())


async def find_share(scope: Scope, token: str) -> Opened:
    """What the token in a link's address leads to, for the system. `ShareGone`, whatever is wrong."""
    share_uuid = share_in(token)
    row = await scope.session.get(Share, share_uuid) if share_uuid else None
    if row is None or row.revoked_at is not None or row.expires_at <= now():
        raise ShareGone()
    kind, target_uuid = target_of(row)
    return Opened(row.uuid, kind, target_uuid, await _name(scope, kind, target_uuid), row.password_hash)


async def _name(scope: Scope, kind: str, target_uuid: UUID) -> str:
    if kind == "file":
        file = await scope.session.get(storage.File, target_uuid)
        if file is not None and file.trashed_at is None:
            return file.original_file_name
    elif (folder := await scope.session.get(storage.Folder, target_uuid)) and folder.trashed_at is None:
        return folder.name
    raise ShareGone()


async def unlock(token: str, password: str, address: str) -> str:
    """The key for the cookie, for the right password. Transactions of its own: every guess counts.

    `ShareGone`, `WrongPassword`, and `TooManyAttempts` after ten guesses within ten minutes.
    """
    async with system_scope() as scope:
        opened = await find_share(scope, token)
    if opened.password_hash is None:
        return ""
    attempt = await accounts.admit(f"share {opened.uuid}", address)
    if not await accounts.verify_password(opened.password_hash, password):
        raise WrongPassword()
    async with system_scope() as scope:
        await attempt.succeeded(scope)
    return key_for(opened)


def key_for(opened: Opened) -> str:
    """What opens the share for the next hours."""
    return make_key(opened.uuid, opened.password_hash or "", now() + OPEN_FOR)


async def count_use(scope: Scope, opened: Opened, kind: Literal["opened", "downloaded"]) -> None:
    """Counts it, and writes it into the trail: what was read and how, not who did, which nobody knows."""
    used = update(Share).where(col(Share.uuid) == opened.uuid)
    await scope.session.exec(used.values(uses=col(Share.uses) + 1, last_used_at=now()))
    scope.record("media.share_used", (opened.kind, opened.target_uuid), kind=kind)
    scope.publish(topics.shares_of(opened.target_uuid), topics.CHANGED)
