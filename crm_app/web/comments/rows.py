"""A comment as a row of the tab: everything is worked out here, the browser only shows."""

from collections.abc import Collection, Sequence
from uuid import UUID

from crm_app import staff
from crm_app.comments import CommentRow, Mention
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.ui.avatars import initials, tint
from crm_app.web.ui.comment_parts import CommentItem, Face, Named


async def comment_items(scope: Scope, rows: Sequence[CommentRow]) -> list[CommentItem]:
    """The rows with the pictures of who wrote them, which are looked up together."""
    authors = {row.comment.author_uuid for row in rows if row.comment.author_uuid}
    images = await _pictures(scope, authors)
    return [_item(row, images) for row in rows]


async def faces(scope: Scope, people: Sequence[Mention]) -> list[Face]:
    """People with their pictures, in their order."""
    images = await _pictures(scope, {person.uuid for person in people})
    return [face_of(person.uuid, person.name, images.get(person.uuid, "")) for person in people]


def face_of(uuid: UUID | None, name: str, image: str = "") -> Face:
    """How somebody looks in small."""
    return Face(
        uuid=str(uuid or ""), name=name, image=image, letters=initials(name), tint=tint(str(uuid or name))
    )


async def _pictures(scope: Scope, users: Collection[UUID]) -> dict[UUID, str]:
    """Their pictures as people on staff; who may not see staff sees initials."""
    if not users or not scope.can("staff.view"):
        return {}
    return await staff.media.avatar_urls_of_users(scope, users)


def _item(row: CommentRow, images: dict[UUID, str]) -> CommentItem:
    comment = row.comment
    author = comment.author_uuid
    face = face_of(author, comment.author_name or t("System"), images.get(author, "") if author else "")
    return CommentItem(
        uuid=str(comment.uuid),
        author=face["uuid"],
        name=face["name"],
        image=face["image"],
        letters=face["letters"],
        tint=face["tint"],
        body=comment.body,
        mentions=[Named(uuid=str(each.uuid), name=each.name) for each in row.mentions],
        at=comment.inserted_at.isoformat(),
        edited_at=comment.edited_at.isoformat() if comment.edited_at else "",
    )
