"""The trail as a source of patches: who may see the same areas sees the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from crm_app import activity
from crm_app.activity import Areas, Wanted
from crm_app.core.live import Facts, Reading
from crm_app.core.scope import reading_scope
from crm_app.web.activity.rows import ActivityItem, activity_items

MOST = 2_000
"""So many rows are shown at most; beyond them one narrows the list, or exports it."""


@dataclass(frozen=True, slots=True)
class ActivitySource:
    """What an address of the log asks for, within what somebody may see."""

    wanted: Wanted
    areas: Areas
    topics: frozenset[str] = frozenset({activity.TOPIC})

    @property
    def permission(self) -> str:
        """Whoever sees all of it must be allowed all of it, as long as they look."""
        return activity.ALL if self.areas is None else activity.VIEW

    async def first(self, limit: int) -> Reading:
        """The newest entries."""
        async with reading_scope() as scope:
            page = await activity.list_activity(scope, self.wanted, areas=self.areas, limit=min(limit, MOST))
            return Reading(await activity_items(scope, page.entries), page.next is None, {})

    async def these(self, uuids: Collection[UUID]) -> Sequence[ActivityItem]:
        """Those among them that the address asks for."""
        async with reading_scope() as scope:
            entries = await activity.these_entries(scope, self.wanted, uuids, areas=self.areas)
            return await activity_items(scope, entries)

    async def facts(self) -> Facts:
        """Nothing is said beside the rows: nobody counts a trail of years."""
        return {}
