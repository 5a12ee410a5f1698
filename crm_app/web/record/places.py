"""Who belongs where, seen from one side: the members of a company, or the companies of a contact."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from crm_app.core.live import Facts, Reading
from crm_app.core.scope import Scope, reading_scope
from crm_app.storage.record_media import RecordType
from crm_app.web.record.pictures import pictures_of
from crm_app.web.ui.avatars import initials, tint
from crm_app.web.ui.pickers import PersonOption

MOST = 500
"""So many are shown."""


class PlaceItem(TypedDict):
    """One place, by what is on the other side of it: `line` tells more of that, `part` of the place."""

    uuid: str
    href: str
    name: str
    line: str
    part: str
    primary: bool
    status: str
    image: str
    letters: str
    tint: str


@dataclass(frozen=True, eq=False, slots=True)
class Side:
    """One of the two sides. `of` is the record whose page this is, `others` what it belongs to or holds.

    `rows` and `count` read the places of a record, `to_add` what could be added; `line` tells more of such a
    row. `pair` puts the uuids of the record and of another one into the order (company, contact). `tab` is
    what the address of the record's page says where its places are shown.
    """

    of: RecordType[Any]
    others: RecordType[Any]
    home: str
    home_of_others: str
    tab: str
    rows: Callable[..., Awaitable[Sequence[Any]]]
    count: Callable[[Scope, UUID], Awaitable[int]]
    to_add: Callable[[Scope, UUID, str], Awaitable[Sequence[Any]]]
    any_others: Callable[[Scope], Awaitable[int]]
    line: Callable[[Any], str]
    pair: Callable[[UUID, UUID], tuple[UUID, UUID]]
    require: Callable[[Scope, UUID], Awaitable[Any]]
    require_other: Callable[[Scope, UUID], Awaitable[Any]]
    create_other: Callable[..., Awaitable[Any]]

    def address(self, record: UUID | str, **query: str) -> str:
        """Where the places of this record are shown."""
        said = [self.tab, *(f"{name}={value}" for name, value in query.items())]
        asked = "&".join(part for part in said if part)
        return f"{self.home}/{record}" + (f"?{asked}" if asked else "")

    async def items(self, scope: Scope, rows: Sequence[Any]) -> list[PlaceItem]:
        """The rows with their pictures, which are looked up together."""
        images = await pictures_of(scope, rows)
        return [self._item(row, images.get(row.uuid, "")) for row in rows]

    async def options(self, scope: Scope, record: UUID, search: str) -> list[PersonOption]:
        """Whom or what one could add, as the search shows them."""
        found = await self.to_add(scope, record, search)
        return [self._option(other) for other in found]

    def _item(self, row: Any, image: str) -> PlaceItem:
        return PlaceItem(
            uuid=str(row.uuid),
            href=f"{self.home_of_others}/{row.uuid}",
            name=row.name,
            line=self.line(row),
            part=" · ".join(filter(None, (row.role_in_company, row.department))),
            primary=row.is_primary,
            status=row.status,
            image=image,
            letters=initials(row.name),
            tint=tint(str(row.uuid)),
        )

    def _option(self, other: Any) -> PersonOption:
        uuid = str(other.uuid)
        return PersonOption(
            uuid=uuid,
            href=f"{self.home_of_others}/{uuid}",
            name=other.name,
            title=self.line(other),
            email="",
            image="",
            letters=initials(other.name),
            tint=tint(uuid),
        )


@dataclass(frozen=True, slots=True)
class PlaceSource:
    """The places of one record as a source of patches."""

    side: Side
    record: UUID

    @property
    def permission(self) -> str:
        """What its tabs must be allowed."""
        return self.side.of.view

    @property
    def topics(self) -> frozenset[str]:
        """The record tells who comes and goes, the lists of the others what becomes of them."""
        return frozenset({self.side.of.page(self.record), self.side.others.lists})

    async def first(self, limit: int) -> Reading:
        """All that are shown."""
        async with reading_scope() as scope:
            return await read_places(scope, self.side, self.record)

    async def these(self, uuids: Collection[UUID]) -> Sequence[PlaceItem]:
        """Those on the other side who have a place here."""
        async with reading_scope() as scope:
            rows = await self.side.rows(scope, self.record, only=uuids)
            return await self.side.items(scope, rows)

    async def facts(self) -> Facts:
        """The number."""
        async with reading_scope() as scope:
            return {"total": await self.side.count(scope, self.record)}


async def read_places(scope: Scope, side: Side, record: UUID) -> Reading:
    """The first places of the record, and how many there are."""
    rows = await side.rows(scope, record, limit=MOST)
    total = len(rows) if len(rows) < MOST else await side.count(scope, record)
    return Reading(await side.items(scope, rows), len(rows) < MOST, {"total": total})
