"""Writing comments: add, edit, delete, and what goes with a record that is deleted for good.

Whoever writes holds the record first, so that nothing is said about one that is being trashed or deleted.
The audit trail says that somebody commented, never what.
"""

from collections.abc import Collection, Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select

from crm_app.comments import topics
from crm_app.comments.commentable import Commentable
from crm_app.comments.errors import NotYourComment
from crm_app.comments.mentions import write_mentions
from crm_app.comments.models import LONGEST, Comment
from crm_app.comments.reading import of_record
from crm_app.core.clock import now
from crm_app.core.errors import Conflict, Forbidden, NotFound, ValidationFailed
from crm_app.core.ids import uuid7
from crm_app.core.scope import Scope
from crm_app.core.soft_trash import TRASHED
from crm_app.core.texts import t
from crm_app.core.typed_text import text_problem, text_typed

Change = Literal["added", "edited", "deleted"]


async def add_comment(
    scope: Scope,
    on: Commentable,
    record_uuid: UUID,
    body: str,
    mentions: Sequence[UUID] = (),
    *,
    uuid: UUID | None = None,
) -> Comment:
    """A new comment of the acting person. Needs the record's edit permission.

    `uuid` is made by the browser: the same one again with the same text (a double click, a lost answer) is
    the same comment, `Conflict` with another text. `ValidationFailed` for `body`, `NotFound` without the
    record, and what its type raises in the trash.
    """
    scope.require(on.edit)
    text = _clean(body)
    await _hold(scope, on, record_uuid)
    key = uuid or uuid7()
    if not await _insert(scope, on, record_uuid, key, text):
        return await _said_before(scope, on, record_uuid, key, text)
    await write_mentions(scope, on, key, mentions)
    _tell(scope, on, record_uuid, key, "added")
    return await _lock(scope, on, record_uuid, key)


async def edit_comment(
    scope: Scope, on: Commentable, record_uuid: UUID, uuid: UUID, body: str, mentions: Sequence[UUID] = ()
) -> Comment:
    """Other words for one's own comment; the same ones change nothing. Needs the record's edit permission.

    `NotYourComment`, `ValidationFailed` for `body`, `NotFound`, and what its type raises in the trash.
    """
    scope.require(on.edit)
    text = _clean(body)
    await _hold(scope, on, record_uuid)
    comment = await _lock(scope, on, record_uuid, uuid)
    if not _is_mine(scope, comment):
        raise NotYourComment()
    if comment.body != text:
        comment.body, comment.edited_at, comment.updated_at = text, now(), now()
        await write_mentions(scope, on, uuid, mentions)
        _tell(scope, on, record_uuid, uuid, "edited")
    return comment


async def delete_comment(scope: Scope, on: Commentable, record_uuid: UUID, uuid: UUID) -> None:
    """For good. One's own needs the record's edit permission, others' its delete permission.

    `Forbidden`, `NotFound`, and what its type raises in the trash.
    """
    scope.require(on.edit)
    await _hold(scope, on, record_uuid)
    comment = await _lock(scope, on, record_uuid, uuid)
    if not (_is_mine(scope, comment) or scope.can(on.delete)):
        raise Forbidden()
    await scope.session.delete(comment)
    await scope.session.flush()
    _tell(scope, on, record_uuid, uuid, "deleted")


async def purge(scope: Scope, on: Commentable, record_uuid: UUID) -> None:
    """Everything that was said about a record that is deleted for good."""
    await purge_all(scope, on, [record_uuid])


async def purge_all(scope: Scope, on: Commentable, record_uuids: Collection[UUID]) -> None:
    """`purge` for any number of records in one statement; call it after they are deleted."""
    if record_uuids:
        gone = delete(Comment).where(
            col(Comment.resource_type) == on.resource_type, col(Comment.resource_uuid).in_(record_uuids)
        )
        await scope.session.exec(gone)


def _clean(body: object) -> str:
    """The text as it is kept; `ValidationFailed`."""
    text = text_typed(body, LONGEST).replace("\r\n", "\n")
    if not text:
        raise ValidationFailed({"body": [t("Write something first.")]})
    if problem := text_problem(text, LONGEST):
        raise ValidationFailed({"body": [problem]})
    return text


async def _hold(scope: Scope, on: Commentable, record_uuid: UUID) -> None:
    """Nobody trashes or deletes the record before this transaction ends."""
    query = select(on.model.status).where(on.model.uuid == record_uuid).with_for_update(read=True)
    status = (await scope.session.exec(query)).first()
    if status is None:
        raise NotFound()
    if status == TRASHED:
        raise on.trashed()


async def _insert(scope: Scope, on: Commentable, record_uuid: UUID, key: UUID, text: str) -> bool:
    """Whether the comment is new; one with this key stays as it is."""
    comment = Comment(
        uuid=key,
        resource_type=on.resource_type,
        resource_uuid=record_uuid,
        author_uuid=scope.actor_uuid,
        author_name=scope.actor.name if scope.actor else None,
        body=text,
    )
    new = insert(Comment).values(comment.model_dump()).on_conflict_do_nothing()
    return (await scope.session.execute(new.returning(col(Comment.uuid)))).first() is not None


async def _said_before(scope: Scope, on: Commentable, record_uuid: UUID, key: UUID, text: str) -> Comment:
    query = select(Comment).where(of_record(on, record_uuid), col(Comment.uuid) == key)
    comment = (await scope.session.exec(query)).first()
    if comment is None or not _is_mine(scope, comment) or comment.body != text:
        raise Conflict()
    return comment


async def _lock(scope: Scope, on: Commentable, record_uuid: UUID, uuid: UUID) -> Comment:
    query = select(Comment).where(of_record(on, record_uuid), col(Comment.uuid) == uuid).with_for_update()
    comment = (await scope.session.exec(query.execution_options(populate_existing=True))).first()
    if comment is None:
        raise NotFound()
    return comment


def _is_mine(scope: Scope, comment: Comment) -> bool:
    return comment.author_uuid is not None and comment.author_uuid == scope.actor_uuid


def _tell(scope: Scope, on: Commentable, record_uuid: UUID, uuid: UUID, what: Change) -> None:
    resource = (on.resource_type, record_uuid)
    scope.record(on.action(f"comment_{what}"), resource, comment_uuid=str(uuid))
    scope.publish(topics.comments(*resource), f"comment_{what}", uuid)
    scope.publish(on.page(record_uuid), f"comment_{what}", record_uuid)
