"""The Employment tab of a person: what they did here, from when to when, and a form for one part of it."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session
from crm_app.web.pages.staff.employment_form import employment_form
from crm_app.web.pages.staff.employment_form_state import EmploymentFormState
from crm_app.web.pages.staff.employment_rows import SpanItem
from crm_app.web.pages.staff.employment_state import EmploymentState
from crm_app.web.pages.staff.person_state import PersonState
from crm_app.web.ui.badges import badge, tag
from crm_app.web.ui.buttons import icon_button, link_button
from crm_app.web.ui.cards import card
from crm_app.web.ui.dialogs import confirm
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import link
from crm_app.web.ui.menus import menu, menu_item, menu_line
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.skeleton import bone
from crm_app.web.ui.times import day

may_change = Session.permissions.contains("staff.edit") & (PersonState.person["status"] != "trashed")
REMOVES = "It disappears from the history, and the profile shows what is left. This cannot be undone."

Span = rx.Var[SpanItem]


def employment_tab() -> rx.Component:
    """The open form, and the history below it."""
    return rx.el.div(
        rx.cond(may_change & (EmploymentFormState.form != ""), employment_form()),
        card(
            rx.cond(
                EmploymentState.problem,
                failed(EmploymentState.problem, EmploymentState.load),
                rx.cond(EmploymentState.loaded, _history(), _waiting()),
            ),
            title=t("Employment history"),
            icon="briefcase",
            count=EmploymentState.spans.length(),
            action=rx.cond(_may_add() & (EmploymentState.spans.length() > 0), _add("secondary")),
            inset=False,
        ),
        _question(),
        class_name="stack",
    )


def _may_add() -> rx.Var[bool]:
    return may_change & (EmploymentFormState.form == "")


def _add(kind: str) -> rx.Component:
    address = PersonState.href + "?tab=employment&form=new"
    return link_button(t("Add employment"), address, icon="plus", kind=kind, small=True)


def _history() -> rx.Component:
    none = empty(
        "briefcase",
        t("No employment recorded yet"),
        t("What somebody does here, and since when, shows on their profile."),
        rx.cond(_may_add(), _add("primary")),
        compact=True,
    )
    listed = rx.el.ol(rx.foreach(EmploymentState.spans, _span), class_name="spans")
    return rx.cond(EmploymentState.spans.length() > 0, listed, none)


def _span(span: Span) -> rx.Component:
    title = rx.cond(
        span["title"], rx.el.span(span["title"]), rx.el.span(t("Untitled role"), class_name="quiet")
    )
    return rx.el.li(
        rx.el.span(class_name="span-mark", data_current=rx.cond(span["current"], "", None), aria_hidden=True),
        rx.el.div(
            rx.el.div(
                rx.el.h3(title),
                rx.cond(span["current"], badge(t("Current"), "success")),
                rx.cond(span["kind"], tag(span["kind"])),
                class_name="name-line",
            ),
            rx.el.div(_dates(span), class_name="quiet numbers"),
            _places(span),
            rx.cond(span["notes"], rx.el.p(span["notes"], class_name="prose")),
            class_name="span-text",
        ),
        rx.cond(may_change, _menu(span)),
        class_name="span",
        key=span["uuid"],
    )


def _dates(span: Span) -> rx.Component:
    nothing = (span["start"] == "") & (span["end"] == "")
    until = rx.cond(span["end"], day(span["end"]), t("today"))
    since = rx.cond(span["start"], day(span["start"]), "…")
    return rx.cond(nothing, rx.el.span(t("No dates")), rx.el.span(since, " – ", until))


def _places(span: Span) -> rx.Component:
    def place(name: str, text: rx.Var[str], href: rx.Var[str] | None = None) -> rx.Component:
        shown = rx.el.span(text) if href is None else link(text, href=href)
        return rx.cond(text, rx.el.span(icon(name, size=14), shown, class_name="meta-part"))

    return rx.el.div(
        place("building-2", span["department"], span["department_href"]),
        place("users-round", span["team"], span["team_href"]),
        place("map-pin", span["location"]),
        class_name="meta-parts quiet",
    )


def _menu(span: Span) -> rx.Component:
    called = rx.cond(span["title"], span["title"], t("Untitled role"))
    more = icon_button("ellipsis", phrase(t("Actions for {name}"), name=called), small=True)
    end = menu_item(t("End today"), icon="calendar-check", on_select=EmploymentState.end_now(span["uuid"]))
    return menu(
        more,
        menu_item(t("Edit"), icon="pencil", on_select=rx.redirect(span["href"])),
        rx.cond(span["current"], end),
        menu_line(),
        menu_item(
            t("Remove…"), icon="trash-2", danger=True, on_select=EmploymentState.ask_to_remove(span["uuid"])
        ),
    )


def _question() -> rx.Component:
    return confirm(
        open=EmploymentState.doomed != "",
        title=t("Remove this employment?"),
        text=t(REMOVES),
        confirm_label=t("Remove"),
        on_confirm=EmploymentState.remove,
        on_cancel=EmploymentState.keep,
    )


def _waiting() -> rx.Component:
    line = rx.el.div(bone("12px", "12px", round=True), bone("40%"), class_name="event")
    return rx.el.div(line, line, line, aria_hidden=True)
