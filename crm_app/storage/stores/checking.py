"""Looking through a store: what is missing, has changed or cannot be read, and what nobody knows of.

What is found is written beside the row, so that people see which file is damaged. Nothing is removed.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import col, select

from crm_app.core.clock import now
from crm_app.core.scope import system_scope
from crm_app.storage.models import Blob, BlobFault, BlobState
from crm_app.storage.store import Store, Stored
from crm_app.storage.stores.comparing import Content, fault_of, stored_contents
from crm_app.storage.stores.faults import note_fault
from crm_app.storage.stores.marked import MarkedStore

GRACE = timedelta(hours=1)
"""A younger object that no row names belongs to an upload or a deletion that is under way."""

_PAGE = 500


@dataclass(slots=True)
class Checked:
    """What a check has found: contents and bytes read, faults by key, objects that no row names."""

    contents: int = 0
    size: int = 0
    faults: dict[str, BlobFault] = field(default_factory=dict[str, BlobFault])
    healed: int = 0
    orphans: list[Stored] = field(default_factory=list[Stored])

    @property
    def clean(self) -> bool:
        """Whether every file is as it was stored; orphans cost room, and lose nothing."""
        return not self.faults


Progress = Callable[[Checked], None]


def silent(_: Checked) -> None:
    """Nobody looks on."""


async def check_store(store: MarkedStore, progress: Progress = silent) -> Checked:
    """Reads everything once. `StoreNotOurs`, `StoreUnavailable` when the store is away: no file is marked."""
    await store.verify()
    checked = Checked()
    async for content in stored_contents():
        await _check(store, content, checked)
        progress(checked)
    async for orphan in _orphans(store):
        checked.orphans.append(orphan)
    return checked


async def check_slice(store: MarkedStore, most: int) -> Checked:
    """The same for the `most` contents whose last check is longest ago; orphans are not looked for."""
    await store.verify()
    checked = Checked()
    for content in await _longest_unchecked(most):
        await _check(store, content, checked)
    return checked


async def _check(store: Store, content: Content, checked: Checked) -> None:
    begun = now()
    fault = await fault_of(store, content)
    async with system_scope() as scope:
        known = await note_fault(scope, content.key, fault, begun)
    if known is None:
        return  # deleted meanwhile, or put back
    checked.contents += 1
    checked.size += content.size
    checked.healed += bool(known and not fault)
    if fault is not None:
        checked.faults[content.key] = fault


async def _longest_unchecked(most: int) -> list[Content]:
    query = (
        select(Blob.key, Blob.checksum, Blob.size)
        .where(col(Blob.state) == BlobState.STORED.value)
        .order_by(col(Blob.checked_at).asc().nulls_first(), col(Blob.key))
        .limit(most)
    )
    async with system_scope() as scope:
        return [Content(*row) for row in (await scope.session.exec(query)).all()]


async def _orphans(store: Store) -> AsyncIterator[Stored]:
    """Objects that no row names, in whatever state: old enough that nobody is about to name them."""
    before = now() - GRACE
    page: list[Stored] = []
    async for stored in store.listed("blobs"):
        page += [stored] if stored.stored_at < before else []
        if len(page) == _PAGE:
            for orphan in await _unknown(page):
                yield orphan
            page = []
    for orphan in await _unknown(page):
        yield orphan


async def _unknown(page: Sequence[Stored]) -> list[Stored]:
    async with system_scope() as scope:
        query = select(Blob.key).where(col(Blob.key).in_([stored.key for stored in page]))
        known = set((await scope.session.exec(query)).all())
    return [stored for stored in page if stored.key not in known]
