"""The timeline of a record as a source of patches: everybody with `crm.view` sees the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args
from uuid import UUID

from crm_app import crm
from crm_app.core.ids import parse_uuid
from crm_app.core.live import Facts, Reading
from crm_app.core.scope import Scope, reading_scope
from crm_app.crm.interactions import TYPES, Anchor, Only, TimelineCursor, TimelinePage, TimelineRow
from crm_app.web.interactions.rows import InteractionRow, interaction_rows

MOST = 1_000
"""So many rows are shown at most; beyond them one filters."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `?type=&who=&only=` asks for; what makes no sense counts as not said."""

    types: tuple[str, ...] = ()
    who: UUID | None = None
    only: Only = "all"

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.types or self.who or self.only != "all")


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """What an address asks for of the record's timeline."""

    anchor: Anchor
    wanted: Wanted
    permission: str = "crm.view"

    @property
    def topics(self) -> frozenset[str]:
        """All that happens to interactions that this timeline shows."""
        return frozenset({crm.topics.interactions(*self.anchor)})

    async def first(self, limit: int) -> Reading:
        """The newest."""
        async with reading_scope() as scope:
            page = await timeline_page(scope, self.anchor, self.wanted, limit=min(limit, MOST))
            facts = await timeline_facts(scope, self.anchor)
        return Reading(interaction_rows(page.rows), page.next is None, facts)

    async def these(self, uuids: Collection[UUID]) -> Sequence[InteractionRow]:
        """Those among them that the address asks for."""
        async with reading_scope() as scope:
            return interaction_rows(await timeline_rows(scope, self.anchor, self.wanted, uuids))

    async def facts(self) -> Facts:
        """The number."""
        async with reading_scope() as scope:
            return await timeline_facts(scope, self.anchor)


def wanted_in(query: Mapping[str, str]) -> Wanted:
    """What the query of an address asks for."""
    only = next((each for each in get_args(Only) if each == query.get("only")), "all")
    types = tuple(each for each in TYPES if each == query.get("type"))
    return Wanted(types, parse_uuid(query.get("who")), only)


async def timeline_page(
    scope: Scope, anchor: Anchor, wanted: Wanted, *, limit: int, after: TimelineCursor | None = None
) -> TimelinePage:
    """One page of what is asked for."""
    return await crm.interactions.timeline(
        scope, anchor, only=wanted.only, types=wanted.types, who=wanted.who, after=after, limit=limit
    )


async def timeline_rows(
    scope: Scope, anchor: Anchor, wanted: Wanted, uuids: Collection[UUID]
) -> list[TimelineRow]:
    """Those of the interactions that are asked for."""
    return await crm.interactions.these_rows(
        scope, anchor, uuids, only=wanted.only, types=wanted.types, who=wanted.who
    )


async def timeline_facts(scope: Scope, anchor: Anchor) -> Facts:
    """What is said beside the rows, by the names of the state's vars: how many there are without a filter."""
    return {"count": await crm.interactions.count_interactions(scope, anchor)}
