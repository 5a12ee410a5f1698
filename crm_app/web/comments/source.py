"""The comments on a record as a source of patches: who may see the record sees the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from crm_app import comments
from crm_app.comments import Commentable
from crm_app.core.live import Facts, Reading
from crm_app.core.scope import Scope, reading_scope
from crm_app.web.comments.rows import comment_items
from crm_app.web.ui.comment_parts import CommentItem


@dataclass(frozen=True, slots=True)
class CommentSource:
    """What is said about one record."""

    on: Commentable = field(compare=False)
    record: UUID
    resource_type: str
    permission: str

    @property
    def topics(self) -> frozenset[str]:
        """What tells of changes."""
        return frozenset({comments.topics.comments(self.resource_type, self.record)})

    async def first(self, limit: int) -> Reading:
        """The newest comments."""
        async with reading_scope() as scope:
            page = await comments.comments_page(scope, self.on, self.record, limit=limit)
            items = await comment_items(scope, page.rows)
            return Reading(items, page.next is None, await comment_facts(scope, self.on, self.record))

    async def these(self, uuids: Collection[UUID]) -> Sequence[CommentItem]:
        """Those of them that are there now."""
        async with reading_scope() as scope:
            rows = await comments.these_comments(scope, self.on, self.record, uuids)
            return await comment_items(scope, rows)

    async def facts(self) -> Facts:
        """How many there are."""
        async with reading_scope() as scope:
            return await comment_facts(scope, self.on, self.record)


def comments_on(on: Commentable, record: UUID) -> CommentSource:
    """The comments on this record."""
    return CommentSource(on, record, on.resource_type, on.view)


async def comment_facts(scope: Scope, on: Commentable, record: UUID) -> Facts:
    """What the tab says beside its rows, by the names of the state's vars."""
    return {"count": await comments.count_comments(scope, on, record)}
