"""The links to one file or folder: made, listed, taken back, their uses counted live."""

from datetime import timedelta
from typing import Any, TypedDict
from uuid import UUID

import reflex as rx

from crm_app import shares
from crm_app.core.clock import now
from crm_app.core.errors import NotFound, ValidationFailed
from crm_app.core.ids import parse_uuid, uuid7
from crm_app.core.scope import Scope
from crm_app.core.texts import t, tn
from crm_app.shares import Shared, Target
from crm_app.storage.library import split_keys
from crm_app.web import live
from crm_app.web.access import handler, scope_of
from crm_app.web.notices import notify

DAYS = {"1": t("1 day"), "7": t("7 days"), "30": t("30 days"), "90": t("90 days"), "365": t("1 year")}
USUAL = "7"


class ShareItem(TypedDict):
    """One link; `path` is its address on this server, `until` an ISO time."""

    uuid: str
    path: str
    until: str
    locked: bool
    expired: bool
    uses: str
    by: str


class ShareState(rx.State):
    """What the dialog of links shows and does; `key` names the file or folder, "" while it is closed."""

    key: str = ""
    name: str = ""
    links: list[ShareItem] = []
    problems: dict[str, str] = {}
    fresh: str = ""
    """The uuid of the next link: a form that is sent twice makes one."""
    taken_back: str = ""
    """The link that was taken back last, as long as the dialog offers to undo that."""

    @handler("media.edit")
    async def open(self, key: str, name: str) -> None:
        """Shows the links to what `key` names."""
        target = _target(key)
        live.follow(self, {shares.topics.shares_of(target[1]): ShareState.look_again}, layer="shares")
        async with scope_of(self) as scope:
            self.links = await _read(scope, target)
        self.key, self.name, self.problems, self.fresh = key, name, {}, str(uuid7())
        self.taken_back = ""

    @handler("media.view")
    async def look_again(self, kinds: list[str]) -> None:
        """A link was made, used, or taken back."""
        if self.key:
            async with scope_of(self) as scope:
                self.links = await _read(scope, _target(self.key))

    @handler("media.edit")
    async def make(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Makes a link as the form says."""
        days = str(form.get("days", ""))
        ends = now() + timedelta(days=int(days if days in DAYS else USUAL))
        target, password = _target(self.key), str(form.get("password", ""))
        try:
            async with scope_of(self) as scope:
                await shares.share(scope, target, expires_at=ends, password=password, uuid=_uuid_in(form))
        except ValidationFailed as wrong:
            self.problems = {name: said[0] for name, said in wrong.fields.items()}
            return None
        self.problems, self.fresh = {}, str(uuid7())
        async with scope_of(self) as scope:
            self.links = await _read(scope, target)
        return notify(t("The link is made. Copy it and send it."), kind="success")

    @handler("media.edit")
    async def revoke(self, uuid: str) -> None:
        """Takes a link back; the dialog says so and undoes it, as it lies above all notices."""
        async with scope_of(self) as scope:
            await shares.revoke(scope, _known(uuid))
            self.links = await _read(scope, _target(self.key))
        self.taken_back = uuid

    @handler("media.edit")
    async def give_back(self) -> None:
        """Undoes that."""
        async with scope_of(self) as scope:
            await shares.give_back(scope, _known(self.taken_back))
        self.taken_back = ""
        await self.look_again([])

    @handler("media.view")
    def close(self) -> None:
        """Nothing is shown any more."""
        live.unfollow(self.router.session.client_token, "shares")
        self.key, self.links, self.problems, self.taken_back = "", [], {}, ""


def _target(key: str) -> Target:
    folders, files = split_keys([key])
    if files:
        return "file", files[0]
    if folders:
        return "folder", folders[0]
    raise NotFound()


async def _read(scope: Scope, target: Target) -> list[ShareItem]:
    return [_item(each) for each in await shares.list_shares(scope, target)]


def _item(link: Shared) -> ShareItem:
    return ShareItem(
        uuid=str(link.uuid),
        path=link.path,
        until=f"{link.expires_at:%Y-%m-%d}",
        locked=link.has_password,
        expired=link.expired,
        uses=tn("Used {count} time", "Used {count} times", link.uses),
        by=link.made_by,
    )


def _known(text: str) -> UUID:
    uuid = parse_uuid(text)
    if uuid is None:
        raise NotFound()
    return uuid


def _uuid_in(form: dict[str, Any]) -> UUID | None:
    return parse_uuid(form.get("fresh"))
