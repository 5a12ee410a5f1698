"""What stands around the fields of a `kept_form`: conflicts, notes, the buttons, the skeleton."""

from collections.abc import Sequence

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button, link_button
from crm_app.web.ui.scripts import Conflict
from crm_app.web.ui.skeleton import bone, waiting


def conflicts_view(conflicts: rx.Var[list[Conflict]], text: str) -> rx.Component:
    """Each field that somebody else has changed too, with both versions; nothing while there is none."""
    shown = rx.el.section(
        rx.el.p(text),
        rx.foreach(conflicts, _conflict),
        class_name="conflicts",
        tab_index=-1,
        role="alert",
        custom_attrs={"data-conflict": ""},
    )
    return rx.cond(conflicts.length() > 0, shown)


def _conflict(conflict: rx.Var[Conflict]) -> rx.Component:
    return rx.el.div(
        rx.el.h3(conflict["label"]),
        _version(t("Saved now"), conflict["theirs_text"]),
        _version(t("Yours"), conflict["yours_text"]),
        button(t("Take the saved one"), small=True, custom_attrs={"data-take": conflict["field"]}),
        class_name="conflict",
    )


def _version(label: str, value: rx.Var[str]) -> rx.Component:
    return rx.el.dl(rx.el.dt(label), rx.el.dd(rx.cond(value, value, "—")))


def form_actions(
    save_label: str, *, conflicts: rx.Var[list[Conflict]], back: str | rx.Var[str]
) -> rx.Component:
    """Save and cancel. While there are conflicts the first says that it decides them."""
    return rx.el.div(
        button(
            rx.cond(conflicts.length() > 0, t("Save what stands here"), save_label),
            kind="primary",
            type="submit",
        ),
        link_button(t("Cancel"), back, kind="ghost"),
        rx.el.span(
            rx.el.kbd("Ctrl"), " ", rx.el.kbd("↵"), class_name="form-shortcut quiet small", aria_hidden=True
        ),
        class_name="form-actions",
    )


def changed_note(shown: rx.Var[bool], text: str) -> rx.Component:
    """Says that somebody else has saved the record while its form is open."""
    return rx.cond(shown, banner(text, icon="users"))


def gone_note(shown: rx.Var[bool], text: str, way_out: str, href: str) -> rx.Component:
    """Says that the record is no more; what was typed stays on the screen, to be copied."""
    note = banner(text, kind="danger", icon="trash-2", action=link_button(way_out, href, small=True))
    return rx.cond(shown, note)


def waiting_form(widths: Sequence[str]) -> rx.Component:
    """The form while its values are on the way; `widths` are those of its labels."""
    fields = [rx.el.div(bone(width), bone("100%", "36px"), class_name="waiting-field") for width in widths]
    return waiting(*fields, class_name="page-inset form-page form")
