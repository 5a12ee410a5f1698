"""Who else is here: the people whose tabs show the same record now, and which of them edit it.

A page calls `look` in its load. The tab is forgotten when it goes elsewhere, closes, or may not see the
record any more. Who is where is kept by `crm_app.core.live.presence`; nothing of it is ever stored.
"""

from collections.abc import Mapping
from typing import TypedDict
from uuid import UUID

import reflex as rx

from crm_app import accounts, staff
from crm_app.core.ids import parse_uuid
from crm_app.core.live import Change, hub
from crm_app.core.live import presence as everybody
from crm_app.core.live.presence import topic
from crm_app.core.scope import system_scope
from crm_app.core.sorting import sort_key
from crm_app.core.texts import t, tn
from crm_app.web import live
from crm_app.web.handlers import handler
from crm_app.web.permits import SIGNED_IN, allows
from crm_app.web.session import Session, token_of
from crm_app.web.shared_reads import shared_reads
from crm_app.web.ui.avatars import initials, tint

MOST = 4
"""So many are shown; of the others their names, as far as they fit."""
MOST_NAMES = 12
LAYER, ACCESS = "presence", "access"


class Watcher(TypedDict):
    """Somebody else at the record. `says` is a sentence about them."""

    uuid: str
    name: str
    letters: str
    tint: str
    image: str
    editing: bool
    says: str


class Presence(rx.State):
    """The others at the record on the screen. `at` is the address of the page that this was read for.

    `editors` says who has its form open, or writes about it: so a form says it, and in the words of
    `writers` the place where one writes.
    """

    at: str = ""
    watchers: list[Watcher] = []
    further: int = 0
    further_names: str = ""
    editors: str = ""
    writers: str = ""
    _record: str = ""
    _area: str = ""

    @handler(SIGNED_IN)
    async def refresh(self, kinds: list[str]) -> None:
        """Somebody came, went, or began to edit."""
        if self._record:
            await self._show()

    async def _show(self) -> None:
        me = (await self.get_state(Session))._user
        here = everybody.here(self._record)
        others = await self._read(here) if any(str(user) != me for user in here) else []
        self._take([watcher for watcher in others if watcher["uuid"] != me])

    async def _read(self, here: Mapping[UUID, bool]) -> list[Watcher]:
        """Everybody who is here, as all see them who may see the same."""
        current = await accounts.session_user(token_of(self) or "")
        area = self._area
        if not allows(current, f"{area}.view"):
            return []
        pictured = allows(current, "staff.view")
        key = ("here", area, pictured, frozenset(here.items()))
        return await shared_reads.get(key, lambda: _watchers(here, area, pictured=pictured))

    def _take(self, others: list[Watcher]) -> None:
        rest = [watcher["name"] for watcher in others[MOST:]]
        self.watchers, self.further = others[:MOST], len(rest)
        self.further_names = ", ".join(rest[:MOST_NAMES]) + ("…" if len(rest) > MOST_NAMES else "")
        busy = [watcher["name"] for watcher in others if watcher["editing"]]
        self.editors, self.writers = _who(busy, "editing this too."), _who(busy, "writing here too.")

    def _turn_to(self, record: str, area: str) -> None:
        if record != self._record:
            self._take([])
        self._record, self._area, self.at = record, area, self.router.url.path.rstrip("/")


async def look(state: rx.State, record: str, area: str, *, editing: bool = False) -> None:
    """The tab of `state` shows this record now, or edits it. `record` is its live topic, `area` its context.

    Call it when the record has been read, in a handler that asks for the permission of the page.
    """
    tab = state.router.session.client_token
    session, shown = await state.get_state(Session), await state.get_state(Presence)
    user = parse_uuid(session._user)
    if user is None or not live.is_open(tab):
        return
    shown._turn_to(record, area)
    everybody.look(tab, record, user, editing=editing)
    live.follow(state, {topic(record): Presence.refresh}, layer=LAYER)
    _follow_access(tab, user, session._loaded_for, token_of(state) or "", _needed(area, editing))
    await shown._show()


def leave(tab: str) -> None:
    """The tab is at no record any more."""
    everybody.leave(tab)
    live.unfollow(tab, LAYER)
    live.unfollow(tab, ACCESS)


def leave_unless_at(state: rx.State) -> None:
    """Call it when a tab loads a page: one that goes to another record, or to none, is not here any more."""
    tab = state.router.session.client_token
    place = everybody.place_of(tab)
    if place is not None and place.record.split(":")[-1] not in state.router.url.path:
        leave(tab)


def _follow_access(tab: str, user: UUID, session: str, token: str, permission: str) -> None:
    """Takes the tab away when its session ends or its user may not see the page any more.

    Not by an event of the tab: none gets through when nobody is signed in there.
    """

    async def look_again(changes: list[Change]) -> bool:
        if not allows(await accounts.session_user(token), permission):
            leave(tab)
        return live.is_open(tab)

    topics = [accounts.topics.user(user)]
    topics += [accounts.topics.session(uuid) for uuid in [parse_uuid(session)] if uuid]
    hub.subscribe(f"{tab} {ACCESS}", topics, look_again)


def _needed(area: str, editing: bool) -> str:
    return f"{area}.edit" if editing else f"{area}.view"


async def _watchers(here: Mapping[UUID, bool], area: str, *, pictured: bool) -> list[Watcher]:
    """Those who may see the record, whoever edits first, then by name."""
    async with system_scope() as scope:
        names = await accounts.names_of_who_may(scope, here.keys(), _needed(area, editing=False))
        images = await staff.media.avatar_urls_of_users(scope, names.keys()) if pictured else {}
    watchers = [_watcher(user, name, images.get(user, ""), here[user]) for user, name in names.items()]
    return sorted(watchers, key=lambda each: (not each["editing"], sort_key(each["name"]), each["uuid"]))


def _watcher(user: UUID, name: str, image: str, editing: bool) -> Watcher:
    says = "{name} is editing this" if editing else "{name} is looking at this too"
    return Watcher(
        uuid=str(user),
        name=name,
        letters=initials(name),
        tint=tint(str(user)),
        image=image,
        editing=editing,
        says=t(says, name=name),
    )


def _who(names: list[str], are: str) -> str:
    """A sentence about those who edit the record or write about it; "" for none."""
    if not names:
        return ""
    first, *others = names
    if not others:
        return t("{name} is " + are, name=first)
    if len(others) == 1:
        return t("{name} and {other} are " + are, name=first, other=others[0])
    several = "{name} and {count} others are " + are
    return tn(several, several, len(others), name=first)
