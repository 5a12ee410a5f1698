"""Whom a comment can mention: users who can sign in and may see the record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select

from crm_app import accounts
from crm_app.accounts import ROLES, User, permissions_of
from crm_app.comments.commentable import Commentable
from crm_app.comments.models import CommentMention
from crm_app.core.scope import Scope
from crm_app.core.searching import ESCAPE, escaped

MOST = 50
"""So many people at most are mentioned in one comment."""
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """A user, with the name as it is now."""

    uuid: UUID
    name: str


async def mentionable_users(
    scope: Scope, on: Commentable, search: str = "", *, limit: int = OFFERED
) -> list[Mention]:
    """Users with a word in their name that begins like `search`, by name; nobody who is not here yet.

    Needs the record's edit permission.
    """
    scope.require(on.edit)
    roles = [role for role in ROLES if on.view in permissions_of(role)]
    start = escaped(search)
    begins = col(User.name).ilike(f"{start}%", escape=ESCAPE) | col(User.name).ilike(
        f"% {start}%", escape=ESCAPE
    )
    able = (col(User.active), ~accounts.placeholder_rule(), col(User.role).in_(roles))
    query = select(User.uuid, User.name).where(*able, begins)
    found = await scope.session.exec(query.order_by(col(User.name), col(User.uuid)).limit(limit))
    return [Mention(uuid, name) for uuid, name in found]


async def mentions_of(scope: Scope, comment_uuids: Collection[UUID]) -> dict[UUID, list[Mention]]:
    """Who is mentioned in each of the comments, by name; one query, none for no comments."""
    found: dict[UUID, list[Mention]] = {}
    if not comment_uuids:
        return found
    query = (
        select(CommentMention.comment_uuid, User.uuid, User.name)
        .join(User, col(User.uuid) == col(CommentMention.user_uuid))
        .where(col(CommentMention.comment_uuid).in_(comment_uuids))
        .order_by(col(User.name), col(User.uuid))
    )
    for comment, user, name in await scope.session.exec(query):
        found.setdefault(comment, []).append(Mention(user, name))
    return found


async def write_mentions(scope: Scope, on: Commentable, comment_uuid: UUID, users: Sequence[UUID]) -> None:
    """These and no others are mentioned. Who cannot be (any more) is passed over."""
    old = delete(CommentMention).where(col(CommentMention.comment_uuid) == comment_uuid)
    await scope.session.exec(old)
    able = await accounts.names_of_who_may(scope, set(users[:MOST]), on.view) if users else {}
    if able:
        rows = [{"comment_uuid": comment_uuid, "user_uuid": user} for user in able]
        await scope.session.execute(insert(CommentMention).values(rows).on_conflict_do_nothing())
