"""Choosing contacts or companies of a list, and the bar of what can be done with all of them at once."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.patches import live_fact
from crm_app.web.record.list_bulk import RecordBulkState
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.selection import (
    bulk_action,
    bulk_bar,
    bulk_item,
    bulk_menu,
    pick,
    selection,
    selection_texts,
)


def may_choose() -> rx.Var[bool]:
    """Whether there is anything that they could do with several records."""
    return may("crm.edit") | may("crm.delete")


def chooser(item: Any) -> rx.Component:
    """The first cell of a row."""
    return rx.cond(may_choose(), pick(item["uuid"], phrase("Select {name}", name=item["name"])))


def choosing(
    state: type[RecordBulkState], *content: rx.Component, rows: rx.Var[Any], label: str, all_label: str
) -> rx.Component:
    """The list with the bar that floats over it while something is chosen."""
    return selection(
        *content,
        bulk_bar(rx.cond(state.in_trash, _in_trash(state), _live(state)), beyond=_now(state, "beyond")),
        rows=rows,
        list=state.listed,
        matching=_now(state, "matching"),
        answer=state.answer,
        texts=selection_texts(label=label, all=all_label),
    )


def _now(state: type[RecordBulkState], fact: str) -> rx.Var[Any]:
    return live_fact(state.live, fact, getattr(state, fact))


def _live(state: type[RecordBulkState]) -> rx.Component:
    trash = bulk_action(
        "trash",
        t("Move to trash"),
        icon="trash-2",
        busy_label=t("Moving…"),
        danger=True,
        on_act=state.trash_many,
    )
    return rx.fragment(rx.cond(may("crm.edit"), _statuses(state)), rx.cond(may("crm.delete"), trash))


def _statuses(state: type[RecordBulkState]) -> rx.Component:
    return bulk_menu(
        "status",
        t("Set status"),
        bulk_item("status:active", t("Active"), on_act=_set(state, "active")),
        bulk_item("status:inactive", t("Inactive"), on_act=_set(state, "inactive")),
        icon="circle-dot",
        busy_label=t("Setting…"),
    )


def _set(state: type[RecordBulkState], status: str) -> Callable[[Any, Any], Any]:
    return lambda uuids, everything: state.set_status(status, uuids, everything)


def _in_trash(state: type[RecordBulkState]) -> rx.Component:
    restore = bulk_action(
        "restore", t("Restore"), icon="undo-2", busy_label=t("Restoring…"), on_act=state.restore_many
    )
    delete = bulk_action(
        "delete",
        t("Delete permanently…"),
        icon="circle-x",
        busy_label=t("Delete permanently…"),
        danger=True,
        on_act=state.ask_to_delete_many,
    )
    return rx.cond(may("crm.delete"), rx.fragment(restore, delete))
