"""What the list of a record's places does: follows them, offers what to add, takes away, brings back."""

from typing import Any, ClassVar
from urllib.parse import quote
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.ids import parse_uuid
from crm_app.core.texts import t
from crm_app.web import live, patches
from crm_app.web.access import RECORD_EDIT, RECORD_VIEW, handler, scope_of
from crm_app.web.notices import notify
from crm_app.web.problems import explain
from crm_app.web.record.addresses import record_in
from crm_app.web.record.of_record import OfRecord, known_uuid
from crm_app.web.record.places import PlaceItem, PlaceSource, Side, read_places
from crm_app.web.ui.pickers import PersonOption

LAYER = "places"
LONGEST_SEARCH = 200


class RecordPlacesState(OfRecord, mixin=True):
    """The places of the record `record`. While `picking`, `candidates` are those who match `answers`."""

    record: str = ""
    places: list[PlaceItem] = []
    places_live: patches.Live = patches.NOT_LIVE
    total: int = 0
    loaded: bool = False
    problem: str = ""
    picking: bool = False
    answers: str = ""
    candidates: list[PersonOption] = []
    none: str = ""
    _side: ClassVar[Side]
    _removed_text: ClassVar[str]

    @handler(RECORD_VIEW)
    async def load(self) -> None:
        """Reads the places of the record that the address names."""
        uuid = record_in(self.router.url.path)
        self.picking = False
        if uuid is None:
            return
        if str(uuid) != self.record:
            self.record, self.places, self.total, self.loaded = str(uuid), [], 0, False
        try:
            await self._read(uuid)
        except Exception as error:  # noqa: BLE001 - the tab itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message

    @handler(RECORD_VIEW)
    async def refresh(self, kinds: list[str]) -> None:
        """Reads them again."""
        uuid = parse_uuid(self.record)
        if uuid:
            await self._read(uuid)

    @handler(RECORD_EDIT)
    async def open_picker(self) -> None:
        """Somebody is about to be added: offers the first."""
        await self._offer("")

    @handler(RECORD_EDIT)
    async def search(self, text: str) -> None:
        """Offers what matches the text that somebody types."""
        await self._offer(text.replace("\0", "").strip()[:LONGEST_SEARCH])

    @handler(RECORD_VIEW)
    async def close_picker(self) -> None:
        """Nobody is to be added any more."""
        self.picking, self.answers, self.candidates = False, "", []

    @handler(RECORD_EDIT)
    async def pick(self, uuid: str, levels: list[str]) -> Any:
        """Opens the form for a place of this one."""
        return rx.redirect(self._side.address(known_uuid(self.record), form=str(known_uuid(uuid))))

    @handler(RECORD_EDIT)
    async def create(self, text: str) -> Any:
        """Opens the form for a place of somebody who is not there yet."""
        return rx.redirect(self._side.address(known_uuid(self.record), form="new", name=quote(text[:255])))

    @handler(RECORD_EDIT)
    async def star(self, uuid: str, starred: bool) -> None:
        """Makes this company the primary one of the contact, or not any more."""
        company, contact = self._side.pair(known_uuid(self.record), known_uuid(uuid))
        async with scope_of(self) as scope:
            if starred or await _is_primary(scope, contact, company):
                await crm.set_primary_company(scope, contact, company if starred else None)

    @handler(RECORD_EDIT)
    async def remove(self, uuid: str) -> rx.event.EventSpec:
        """Takes a place away; the notice brings it back."""
        record, other = known_uuid(self.record), known_uuid(uuid)
        async with scope_of(self) as scope:
            place = await crm.remove_member(scope, *self._side.pair(record, other))
            name = (await self._side.require_other(scope, other)).name
            here = (await self._side.require(scope, record)).name
        texts = (place.role_in_company or "", place.department or "")
        undo = type(self).put_back(str(record), uuid, *texts, place.is_primary)
        return notify(t(self._removed_text, name=name, record=here), kind="success", undo=undo)

    @handler(RECORD_EDIT)
    async def put_back(self, record: str, other: str, role: str, department: str, primary: bool) -> Any:
        """Undoes a removal, whatever page is open by now."""
        pair = self._side.pair(known_uuid(record), known_uuid(other))
        async with scope_of(self) as scope:
            await crm.add_member(scope, *pair, role, department, None if primary else False)
            name = (await self._side.require_other(scope, known_uuid(other))).name
        return notify(t("{name} is back.", name=name), kind="success")

    async def _read(self, uuid: UUID) -> None:
        live.follow(self, {}, layer=LAYER)
        base = await patches.follow(self, PlaceSource(self._side, uuid), type(self).refresh, layer=LAYER)
        async with scope_of(self) as scope:
            read = await read_places(scope, self._side, uuid)
        self.places, self.places_live = base.rows(read.rows, ended=read.ended), base.live
        self.total, self.loaded, self.problem = base.facts(read.facts)["total"], True, ""

    async def _offer(self, search: str) -> None:
        record = known_uuid(self.record)
        self.picking, self.answers = True, search
        async with scope_of(self) as scope:
            self.candidates = await self._side.options(scope, record, search)
            others = await self._side.any_others(scope)
        self.none = "" if self.candidates else "match" if search else "all" if others else "empty"


async def _is_primary(scope: Any, contact: UUID, company: UUID) -> bool:
    places = await crm.companies_of(scope, contact, only=[company])
    return any(place.is_primary for place in places)
