"""Choosing contacts or companies of a list, and the bar of what can be done with all of them at once."""

from typing import Any

import reflex as rx

from crm_app.web.access import may
from crm_app.web.patches import live_fact
from crm_app.web.record.list_bulk import RecordBulkState
from crm_app.web.ui.bulk_actions import delete_action, restore_action, status_menu, trash_action
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.selection import bulk_bar, pick, selection, selection_texts


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
    return rx.fragment(
        rx.cond(may("crm.edit"), status_menu(state.set_status)),
        rx.cond(may("crm.delete"), trash_action(state.trash_many)),
    )


def _in_trash(state: type[RecordBulkState]) -> rx.Component:
    restore, delete = restore_action(state.restore_many), delete_action(state.ask_to_delete_many)
    return rx.cond(may("crm.delete"), rx.fragment(restore, delete))
