"""The form of a place in a company. It has an address: `?tab=members&form=<uuid of the contact>`, or for a
contact that is not there yet `&form=new&name=...`; on the page of a contact likewise with a company.
"""

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.errors import NotFound
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web import live
from crm_app.web.access import RECORD_VIEW, handler, scope_of
from crm_app.web.kept_forms import KeptFormState, Saved, Values, first_messages
from crm_app.web.notices import notify_now
from crm_app.web.record.addresses import record_in
from crm_app.web.record.places import Side

LAYER = "place form"
NEW = "new"
LABELS = {"name": t("Name"), "role_in_company": t("Role"), "department": t("Department")}
LONGEST_NAME = 255


class PlaceFormState(KeptFormState, mixin=True):
    """`form` names the form that is open: "new", the uuid of the other side, or "" for none.

    `adding`: there is no such place yet. `other` is the name of the other side.
    """

    form: str = ""
    adding: bool = False
    other: str = ""
    _here: str = ""
    _area: ClassVar[str] = "crm"
    _labels: ClassVar[dict[str, str]] = LABELS
    _side: ClassVar[Side]

    @handler(RECORD_VIEW)
    async def load(self) -> Any:
        """Opens the form that the address names, for those who may fill it in."""
        query = self.router.url.query_parameters
        record, form = record_in(self.router.url.path), query.get("form", "")
        if record is None or not form or not await self._may_change():
            return self._close()
        try:
            await self._open_form(record, form, query.get("name", "")[:LONGEST_NAME])
        except NotFound:
            self._close()
            await notify_now(self, t("This could not be found. It may have been deleted."), "error")
            return rx.redirect(self._side.address(record), replace=True)
        return None

    async def _open_form(self, record: UUID, form: str, name: str) -> None:
        other = None if form == NEW else parse_uuid(form)
        if form != NEW and other is None:
            raise NotFound()
        self._here = str(record)
        topics = [self._side.of.page(record), *([self._side.others.page(other)] if other else [])]
        live.follow(self, dict.fromkeys(topics, type(self).note_change), layer=LAYER)
        values = await self._stored(other) if other else {**asdict(crm.MemberForm()), "name": name}
        address, back = self._side.address(record, form=form), self._side.address(record)
        self._open(address, back=back, title="", values=values, record=other)
        self.form = form

    async def _may_change(self) -> bool:
        async with scope_of(self) as scope:
            return scope.can("crm.edit")

    def _close(self) -> None:
        live.follow(self, {}, layer=LAYER)
        self.form = ""

    async def _stored(self, uuid: UUID) -> Values:
        """Also of a place that is not there yet: then of nothing."""
        async with scope_of(self) as scope:
            self.other = (await self._side.require_other(scope, uuid)).name
            found = await self._place(scope, uuid)
        self.adding = found is None
        return {**asdict(found or crm.MemberForm()), "name": self.other}

    async def _place(self, scope: Scope, other: UUID) -> crm.MemberForm | None:
        try:
            return await crm.member_form(scope, *self._side.pair(UUID(self._here), other))
        except NotFound:
            return None

    def _problem(self, name: str, value: str) -> str:
        if name == "name":
            return first_messages(crm.contact_errors(crm.contact_form_of({"name": value}))).get(name, "")
        return first_messages(crm.member_errors(crm.member_form_of({name: value}))).get(name, "")

    async def _write(self, record: UUID | None, values: Values, seen: Values) -> Saved:
        here = UUID(self._here)
        async with scope_of(self) as scope:
            name, other = self.other, record
            if other is None:
                made = await self._side.create_other(
                    scope, {"name": values.get("name", "")}, uuid=_key(values)
                )
                name, other = made.name, made.uuid
            pair = self._side.pair(here, other)
            if await self._place(scope, other) is None:
                await crm.add_member(scope, *pair, values.get("role_in_company"), values.get("department"))
            else:
                await crm.change_member(scope, *pair, values, seen=seen)
        return Saved(self._side.address(here), name)


def _key(values: Values) -> UUID | None:
    return parse_uuid(values.get("uuid"))
