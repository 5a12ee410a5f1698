"""What hangs on the interactions of a contact, below their own files: shown here, changed in the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import reflex as rx

from crm_app import crm, storage
from crm_app.core.ids import parse_uuid
from crm_app.core.live import Facts
from crm_app.core.scope import Scope, reading_scope
from crm_app.core.texts import t
from crm_app.web import live, patches
from crm_app.web.access import handler, scope_of
from crm_app.web.media.lists import file_list
from crm_app.web.media.rows import FileRow, shown_file_row
from crm_app.web.patches import WholeSource, live_fact, live_rows
from crm_app.web.record.addresses import record_in
from crm_app.web.ui.cards import card

MOST_INTERACTIONS, MOST_FILES = 500, 200
LAYER = "attached"


@dataclass(frozen=True, slots=True)
class AttachedSource(WholeSource):
    """The files of the contact's own interactions, the newest interaction first."""

    contact: UUID
    permission: str = "crm.view"

    @property
    def topics(self) -> frozenset[str]:
        """All that happens to interactions of the contact."""
        return frozenset({crm.topics.interactions("contact", self.contact)})

    async def read(self) -> tuple[Sequence[FileRow], Facts]:
        """Each file once, and how many there are."""
        async with reading_scope() as scope:
            rows = await attached_files(scope, self.contact)
        return rows, {"count": len(rows)}


async def attached_files(scope: Scope, contact: UUID) -> list[FileRow]:
    """At most the newest of the newest, in a constant number of statements. Needs `crm.view`."""
    uuids = await crm.interactions.interaction_uuids_for_contact(scope, contact)
    names = [crm.attachments.interaction_folder_name(uuid) for uuid in uuids[:MOST_INTERACTIONS]]
    found = await storage.shown_files_in(scope, names)
    files = {file.uuid: file for name in names for file in found.get(name, ())}
    return [shown_file_row(file) for file in list(files.values())[:MOST_FILES]]


class AttachedState(rx.State):
    """Those files, while the Files tab of a contact is open."""

    items: list[FileRow] = []
    live: patches.Live = patches.NOT_LIVE
    count: int = 0
    _contact: str = ""

    @handler("crm.view")
    async def load(self) -> None:
        """Reads what hangs on the interactions of the contact that the address names."""
        uuid = record_in(self.router.url.path)
        shown = uuid is not None and self.router.url.query_parameters.get("tab") == "files"
        live.follow(self, {}, layer=LAYER)
        self._contact, self.items, self.count = str(uuid) if shown else "", [], 0
        if uuid is not None and shown:
            await self._read(uuid)

    @handler("crm.view")
    async def refresh(self, kinds: list[str]) -> None:
        """Reads it again."""
        if uuid := parse_uuid(self._contact):
            await self._read(uuid)

    async def _read(self, uuid: UUID) -> None:
        base = await patches.follow(self, AttachedSource(uuid), AttachedState.refresh, layer=LAYER)
        async with scope_of(self) as scope:
            rows = await attached_files(scope, uuid)
        self.items, self.live = base.rows(rows), base.live
        self.count = base.facts({"count": len(rows)})["count"]


def attached_card() -> rx.Component:
    """The card; nothing while nothing is attached."""
    rows = live_rows(AttachedState.live, AttachedState.items)
    count = live_fact(AttachedState.live, "count", AttachedState.count)
    listed = card(
        file_list(rows, can_edit=False, on_remove=AttachedState.refresh),
        title=t("Attached to interactions"),
        icon="messages-square",
        count=count,
        inset=False,
    )
    return rx.cond(count > 0, listed)
