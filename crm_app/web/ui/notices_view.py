"""Draws the notices of web/notices.py: at the bottom, announced politely, with Undo where there is one."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.notices import Notice, Notices
from crm_app.web.ui import scripts
from crm_app.web.ui.buttons import button, icon_button
from crm_app.web.ui.icons import icon


def notices() -> rx.Component:
    """The stack of messages; each leaves by itself unless somebody points at it."""
    return rx.el.ol(
        rx.foreach(Notices.shown, _notice),
        class_name="notices",
        aria_live="polite",
        aria_label=t("Messages"),
    )


def _notice(notice: rx.Var[Notice]) -> rx.Component:
    return scripts.Notice.create(
        _mark(notice),
        rx.el.span(notice["text"], class_name="notice-text"),
        rx.cond(notice["action"], button(notice["action"], small=True, on_click=Notices.act(notice["key"]))),
        icon_button("x", t("Dismiss"), small=True, on_click=Notices.dismiss(notice["key"])),
        key=notice["key"],
        kind=notice["kind"],
        seconds=notice["seconds"],
        on_end=Notices.dismiss(notice["key"]),
    )


def _mark(notice: rx.Var[Notice]) -> rx.Component:
    return rx.match(
        notice["kind"],
        ("success", icon("circle-check")),
        ("warning", icon("triangle-alert")),
        ("error", icon("circle-alert")),
        icon("info"),
    )
