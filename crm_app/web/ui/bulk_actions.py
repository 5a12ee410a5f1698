"""What can be done with the chosen rows of a list that has a trash: entries of the bar of `ui.selection`."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.selection import bulk_action, bulk_item, bulk_menu


def trash_action(on_act: Any) -> rx.Component:
    """To the trash, without a question: the notice brings them back."""
    return bulk_action(
        "trash", t("Move to trash"), icon="trash-2", busy_label=t("Moving…"), danger=True, on_act=on_act
    )


def status_menu(set_status: Any) -> rx.Component:
    """Active or inactive. `set_status` is a handler that gets the status before whom it is about."""
    return bulk_menu(
        "status",
        t("Set status"),
        bulk_item("status:active", t("Active"), on_act=_to(set_status, "active")),
        bulk_item("status:inactive", t("Inactive"), on_act=_to(set_status, "inactive")),
        icon="circle-dot",
        busy_label=t("Setting…"),
    )


def restore_action(on_act: Any) -> rx.Component:
    """Back out of the trash."""
    return bulk_action("restore", t("Restore"), icon="undo-2", busy_label=t("Restoring…"), on_act=on_act)


def delete_action(on_act: Any) -> rx.Component:
    """Out of the trash for good; `on_act` asks first."""
    label = t("Delete permanently…")
    return bulk_action("delete", label, icon="circle-x", busy_label=label, danger=True, on_act=on_act)


def _to(set_status: Any, status: str) -> Callable[[Any, Any], Any]:
    return lambda uuids, everything: set_status(status, uuids, everything)
