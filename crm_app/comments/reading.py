"""Reading comments: a page of them, some of them, and how many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, tuple_
from sqlmodel import col, select

from crm_app.comments.commentable import Commentable
from crm_app.comments.mentions import Mention, mentions_of
from crm_app.comments.models import Comment
from crm_app.core.scope import Scope

PAGE = 25


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment with whom it mentions."""

    comment: Comment
    mentions: list[Mention]


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the next one begins behind this comment, whatever came or went meanwhile."""

    inserted_at: datetime
    uuid: UUID


@dataclass(frozen=True, slots=True)
class CommentPage:
    """Comments, the newest first, and the cursor of the older ones if there are any."""

    rows: list[CommentRow]
    next: Cursor | None


async def comments_page(
    scope: Scope, on: Commentable, record_uuid: UUID, *, after: Cursor | None = None, limit: int = PAGE
) -> CommentPage:
    """One page in two statements, however long. Needs the record's view permission."""
    scope.require(on.view)
    newest = (col(Comment.inserted_at).desc(), col(Comment.uuid).desc())
    wanted = [of_record(on, record_uuid), *([_behind(after)] if after else [])]
    query = select(Comment).where(*wanted).order_by(*newest).limit(limit + 1)
    found = list((await scope.session.exec(query)).all())
    last = found[limit - 1] if len(found) > limit else None
    rows = await _rows(scope, found[:limit])
    return CommentPage(rows, Cursor(last.inserted_at, last.uuid) if last else None)


async def these_comments(
    scope: Scope, on: Commentable, record_uuid: UUID, uuids: Collection[UUID]
) -> list[CommentRow]:
    """Those of the comments that are on this record now, in no order. Needs its view permission."""
    scope.require(on.view)
    query = select(Comment).where(of_record(on, record_uuid), col(Comment.uuid).in_(uuids))
    return await _rows(scope, list((await scope.session.exec(query)).all()))


async def count_comments(scope: Scope, on: Commentable, record_uuid: UUID) -> int:
    """How many comments the record has. Needs its view permission."""
    scope.require(on.view)
    query = select(func.count()).select_from(Comment).where(of_record(on, record_uuid))
    return (await scope.session.exec(query)).one()


def of_record(on: Commentable, record_uuid: UUID) -> ColumnElement[bool]:
    """The rule that a comment is on this record."""
    return and_(col(Comment.resource_type) == on.resource_type, col(Comment.resource_uuid) == record_uuid)


def _behind(after: Cursor) -> ColumnElement[bool]:
    here: Any = tuple_(col(Comment.inserted_at), col(Comment.uuid))
    return here < tuple_(after.inserted_at, after.uuid)


async def _rows(scope: Scope, found: list[Comment]) -> list[CommentRow]:
    mentions = await mentions_of(scope, [comment.uuid for comment in found])
    return [CommentRow(comment, mentions.get(comment.uuid, [])) for comment in found]
