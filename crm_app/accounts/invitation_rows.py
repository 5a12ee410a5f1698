"""The rows of invitations: put, found, used up, taken back. At most one per user; the token is not in it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from crm_app.accounts.models import Invitation, User
from crm_app.accounts.sessions import token_hash
from crm_app.accounts.unclaimed import placeholder_rule
from crm_app.core.clock import now
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that can be used: whose account it is, and until when."""

    user: User
    expires_at: datetime


async def put_invitation(scope: Scope, user_uuid: UUID, token: str, expires_at: datetime) -> None:
    """Stores the user's invitation; an earlier one of theirs opens nothing any more."""
    values = {"token_hash": token_hash(token), "expires_at": expires_at, "inserted_at": now()}
    new = insert(Invitation).values(uuid=uuid7(), user_uuid=user_uuid, **values)
    replaced = new.on_conflict_do_update(index_elements=[col(Invitation.user_uuid)], set_=values)
    await scope.session.execute(replaced)


async def find_invitation(scope: Scope, token: str, at: datetime) -> OpenInvitation | None:
    """The invitation with this token: not expired, its user active and still a placeholder."""
    query = (
        select(User, Invitation.expires_at)
        .join(Invitation, col(Invitation.user_uuid) == col(User.uuid))
        .where(col(Invitation.token_hash) == token_hash(token), col(Invitation.expires_at) > at)
        .where(col(User.active), placeholder_rule())
    )
    found = (await scope.session.exec(query)).first()
    return OpenInvitation(*found) if found else None


async def use_up_invitation(scope: Scope, user_uuid: UUID, token: str, at: datetime) -> bool:
    """Whether it could still be used; whoever comes second with it cannot."""
    mine = (col(Invitation.user_uuid) == user_uuid, col(Invitation.token_hash) == token_hash(token))
    gone = delete(Invitation).where(*mine, col(Invitation.expires_at) > at)
    return (await scope.session.execute(gone.returning(col(Invitation.uuid)))).first() is not None


async def withdraw_invitation(scope: Scope, user_uuid: UUID) -> None:
    """Takes the user's invitation back, if there is one."""
    await scope.session.execute(delete(Invitation).where(col(Invitation.user_uuid) == user_uuid))
