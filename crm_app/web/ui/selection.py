"""Choosing rows of a list and doing something with all of them at once.

    selection(
        table(rows, columns=[pick_all(), ...], ...),  # each row begins with pick(uuid, label)
        bulk_bar(bulk_action("trash", t("Move to trash"), ..., on_act=List.trash_many)),
        rows=List.items,
        list=List.shown,
        ...
    )

What is chosen is known to the browser alone. A handler gets `(uuids, list)`: the chosen uuids and "", or none
and the name of the list whose rows are all meant. It answers by counting `answer["number"]` up; where it says
`done`, the selection is cleared.
"""

from collections.abc import Mapping
from typing import Any, TypedDict

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.bundled import asset
from crm_app.web.ui.icons import icon as draw
from crm_app.web.ui.menus import menu

asset(__file__, "selection.js")
_SELECTION = asset(__file__, "selection.jsx")

_ON_ACT = rx.event.passthrough_event_spec(list[str], str)


class Answer(TypedDict):
    """How many actions the server has answered, and whether the last one was done."""

    number: int
    done: bool


class Selection(rx.Component):
    """Stands around a list whose rows can be chosen."""

    library = _SELECTION.importable_path
    tag = "Selection"

    rows: rx.Var[list[Any]]
    list: rx.Var[str]
    matching: rx.Var[int]
    answer: rx.Var[Answer]
    texts: rx.Var[dict[str, str]]


class Pick(rx.Component):
    """The cell with the checkbox of a row."""

    library = _SELECTION.importable_path
    tag = "Pick"

    uuid: rx.Var[str]
    label: rx.Var[str]


class PickAll(rx.Component):
    """The cell with the checkbox of all loaded rows."""

    library = _SELECTION.importable_path
    tag = "PickAll"


class BulkBar(rx.Component):
    """What can be done with the chosen rows."""

    library = _SELECTION.importable_path
    tag = "BulkBar"

    beyond: rx.Var[bool]


class BulkAction(rx.Component):
    """A button of the bar."""

    library = _SELECTION.importable_path
    tag = "BulkAction"

    name: rx.Var[str]
    label: rx.Var[str]
    busy_label: rx.Var[str]
    danger: rx.Var[bool]
    on_act: rx.EventHandler[_ON_ACT]


class BulkMenuButton(rx.Component):
    """A button of the bar that opens a menu."""

    library = _SELECTION.importable_path
    tag = "BulkMenuButton"

    name: rx.Var[str]
    label: rx.Var[str]
    busy_label: rx.Var[str]


class BulkItem(rx.Component):
    """An entry of such a menu."""

    library = _SELECTION.importable_path
    tag = "BulkItem"

    name: rx.Var[str]
    label: rx.Var[str]
    on_act: rx.EventHandler[_ON_ACT]


def selection(
    *content: rx.Component,
    rows: rx.Var[Any],
    list: rx.Var[str],
    matching: rx.Var[int],
    answer: rx.Var[Answer],
    texts: Mapping[str, str],
) -> rx.Component:
    """`rows` have a `uuid`; `list` names what they are rows of, `matching` says how many there are in all."""
    return Selection.create(*content, rows=rows, list=list, matching=matching, answer=answer, texts=texts)


def selection_texts(*, label: str, all: str) -> dict[str, str]:
    """`label` names the bar ("Selected people"), `all` the checkbox in the head ("Select all people")."""
    return {
        "label": label,
        "all": all,
        "selected": t("{count} selected"),
        "everything": t("All {count} selected"),
        "choose_everything": t("Select all {count}"),
        "choose_first": t("Select the first {count}"),
        "clear": t("Clear"),
    }


def pick(uuid: rx.Var[str], label: rx.Var[str]) -> rx.Component:
    """The first cell of a row; `label` says whom the checkbox means."""
    return Pick.create(uuid=uuid, label=label)


def pick_all() -> rx.Component:
    """The first cell of the head."""
    return PickAll.create()


def bulk_bar(*actions: rx.Component, beyond: rx.Var[bool]) -> rx.Component:
    """Floats over the page while something is chosen. `beyond`: more match than can be chosen at once."""
    return BulkBar.create(*actions, beyond=beyond)


def bulk_action(
    name: str, label: str, *, icon: str, busy_label: str, on_act: Any, danger: bool = False
) -> rx.Component:
    """A button; while it waits for the answer it reads `busy_label`, and nothing in the bar reacts."""
    return BulkAction.create(
        draw(icon), name=name, label=label, busy_label=busy_label, danger=danger, on_act=on_act
    )


def bulk_menu(name: str, label: str, *items: rx.Component, icon: str, busy_label: str) -> rx.Component:
    """A button with a menu of `bulk_item`s."""
    button = BulkMenuButton.create(draw(icon), name=name, label=label, busy_label=busy_label)
    return menu(button, *items, align="center")


def bulk_item(
    name: str | rx.Var[str], label: str | rx.Var[str], *children: rx.Component, on_act: Any
) -> rx.Component:
    """An entry; its `name` begins with that of its menu and a colon."""
    return BulkItem.create(*children, name=name, label=label, on_act=on_act)
