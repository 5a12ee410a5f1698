"""A search for somebody to add, behind a button: twenty at a time come from the server, never everybody."""

from collections.abc import Sequence
from typing import Any, TypedDict

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.bundled import asset
from crm_app.web.ui.packages import WithIcons

asset(__file__, "levels.js")
_PICKER = asset(__file__, "picker.jsx")


class PersonOption(TypedDict):
    """Somebody who can be picked: the line below the name is the title, or the e-mail without one."""

    uuid: str
    href: str
    name: str
    title: str
    email: str
    image: str
    letters: str
    tint: str


class LevelOption(TypedDict):
    """One level."""

    id: str
    name: str


class LevelGroup(TypedDict):
    """Levels of which one has one, or several."""

    id: str
    name: str
    several: bool
    options: list[LevelOption]


class Picker(WithIcons):
    """The button and its search."""

    library = _PICKER.importable_path
    tag = "Picker"

    open: rx.Var[bool]
    options: rx.Var[list[PersonOption]]
    answers: rx.Var[str]
    none: rx.Var[str]
    groups: rx.Var[list[LevelGroup]]
    texts: rx.Var[dict[str, str]]
    on_open: rx.EventHandler[rx.event.no_args_event_spec]
    on_close: rx.EventHandler[rx.event.no_args_event_spec]
    on_search: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(str, list[str])]
    once: rx.Var[bool]
    on_create: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def person_picker(
    *way_out: rx.Component,
    open: rx.Var[bool],
    options: rx.Var[list[PersonOption]],
    answers: rx.Var[str],
    none: rx.Var[str],
    everybody: str,
    on_open: Any,
    on_close: Any,
    on_search: Any,
    on_pick: Any,
    groups: rx.Var[list[LevelGroup]] | Sequence[LevelGroup] = (),
) -> rx.Component:
    """`options` are for the search text in `answers`; `open` says that the server knows of the search.

    `none` says why there are no options: "empty" (no people at all, `way_out` leads on), "all" (then
    `everybody` is said) or "match". `on_pick` gets a uuid and the ids of the levels chosen from `groups`.
    """
    return Picker.create(
        *way_out,
        open=open,
        options=options,
        answers=answers,
        none=none,
        groups=groups if isinstance(groups, rx.Var) else list(groups),
        texts=_texts() | {"all": everybody},
        on_open=on_open,
        on_close=on_close,
        on_search=on_search,
        on_pick=on_pick,
    )


def _texts() -> dict[str, str]:
    return {
        "label": t("Add person"),
        "search": t("Search name or e-mail"),
        "people": t("People"),
        "searching": t("Searching…"),
        "match": t("Nobody matches “{search}”."),
        "empty": t("Nobody is on staff yet."),
        "added": t("{name} was added."),
        "levels": t("Levels"),
        "add": t("Add"),
        "back": t("Back"),
    }
