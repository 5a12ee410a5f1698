"""The part of the details in which a file or folder is shared: a button, and the dialog with its links."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.pages.media.share_state import DAYS, USUAL, ShareItem, ShareState
from crm_app.web.session import may
from crm_app.web.ui.badges import badge, tag
from crm_app.web.ui.buttons import button
from crm_app.web.ui.copying import copy_field
from crm_app.web.ui.dialogs import dialog
from crm_app.web.ui.fields import select_field, text_field
from crm_app.web.ui.times import day


def share_panel(key: rx.Var[str], name: rx.Var[str]) -> rx.Component:
    """The button for what `key` names ("file:<uuid>" or "folder:<uuid>"), and its dialog."""
    share = button(t("Share…"), icon="share-2", small=True, on_click=ShareState.open(key, name))
    return rx.cond(may("media.edit"), rx.el.div(share, share_dialog(), class_name="share-panel"))


def share_dialog() -> rx.Component:
    """The links of what is shared, and a form for one more. Whoever has a link needs no account."""
    return dialog(
        rx.el.p(t("Whoever has a link can read this without an account, until it ends."), class_name="quiet"),
        rx.el.ul(rx.foreach(ShareState.links, _link), class_name="share-links"),
        rx.el.div(rx.cond(ShareState.taken_back != "", _taken_back()), role="status"),
        _form(),
        open=ShareState.key != "",
        title=t("Share") + " " + ShareState.name,
        on_close=ShareState.close,
        actions=button(t("Close"), on_click=ShareState.close),
    )


def _link(link: rx.Var[ShareItem]) -> rx.Component:
    revoke = button(t("Take back"), small=True, on_click=ShareState.revoke(link["uuid"]))
    return rx.el.li(
        copy_field(link["path"], label=t("Link")),
        rx.el.div(
            rx.cond(
                link["expired"],
                badge(t("Ended"), "warning"),
                rx.el.span(t("Until"), " ", day(link["until"])),
            ),
            rx.cond(link["locked"], tag(t("Password"))),
            rx.el.span(link["uses"]),
            rx.cond(link["by"], rx.el.span(link["by"], class_name="cut")),
            rx.el.span(class_name="grow"),
            revoke,
            class_name="share-facts quiet small",
        ),
        key=link["uuid"],
    )


def _taken_back() -> rx.Component:
    return rx.el.div(
        rx.el.span(t("The link works no more.")),
        button(t("Undo"), small=True, on_click=ShareState.give_back),
        class_name="share-facts quiet small",
    )


def _form() -> rx.Component:
    problems = ShareState.problems
    return rx.el.form(
        select_field(
            "days",
            t("It works for"),
            list(DAYS.items()),
            value=USUAL,
            error=problems.get("expires_at", ""),
        ),
        text_field(
            "password",
            t("Password"),
            optional=True,
            error=problems.get("password", ""),
            auto_complete="off",
            max_length=200,
        ),
        rx.el.input(type="hidden", name="fresh", value=ShareState.fresh, read_only=True),
        button(t("Make a link"), icon="link", kind="primary", type="submit"),
        on_submit=ShareState.make,
        reset_on_submit=True,
        class_name="share-form",
    )
