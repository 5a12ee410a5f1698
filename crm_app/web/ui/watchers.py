"""Shows who else is at the record: small pictures in the head of its page, a line over its form."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from crm_app.core.texts import t
from crm_app.web.bundled import asset
from crm_app.web.presence import Presence, Watcher
from crm_app.web.ui.packages import WithIcons
from crm_app.web.ui.scripts import only_for

asset(__file__, "staying.js")
_WATCHERS = asset(__file__, "watchers.jsx")


class Watchers(WithIcons):
    """The stack."""

    library = _WATCHERS.importable_path
    tag = "Watchers"

    people: rx.Var[list[Watcher]]
    more: rx.Var[int]
    more_names: rx.Var[str]
    label: rx.Var[str]


class EditingNote(WithIcons):
    """The line; it takes no room, so that nothing moves under somebody's hands."""

    library = _WATCHERS.importable_path
    tag = "EditingNote"

    text: rx.Var[str]


def watchers() -> rx.Component:
    """The others on this page; nobody while the connection is away, because then nobody knows."""
    stack = Watchers.create(
        people=Presence.watchers,
        more=Presence.further,
        more_names=Presence.further_names,
        label=t("Also here"),
    )
    return rx.cond(has_connection_errors, rx.fragment(), only_for(Presence.at, stack, rx.fragment()))


def editing_note() -> rx.Component:
    """Says who else edits this record, above its form."""
    return EditingNote.create(text=rx.cond(has_connection_errors, "", Presence.editors))


def writing_note() -> rx.Component:
    """Says who else writes about this record, above the place where one does."""
    return EditingNote.create(text=rx.cond(has_connection_errors, "", Presence.writers))
