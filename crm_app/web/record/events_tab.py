"""The Events tab of a record: who did what, newest first."""

import reflex as rx

from crm_app import activity
from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.record.events_state import EventItem, RecordEventsState
from crm_app.web.ui.buttons import button
from crm_app.web.ui.cards import card
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.icons import icon, icon_of
from crm_app.web.ui.links import link
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.skeleton import bone
from crm_app.web.ui.times import ago

State = type[RecordEventsState]


def events_tab(events: State) -> rx.Component:
    """The trail."""
    return card(
        rx.cond(
            events.problem,
            failed(events.problem, events.load),
            rx.cond(events.loaded, _trail(events), _waiting()),
        ),
        title=t("Events"),
        icon="history",
        count=events.total,
        action=rx.cond(may(activity.VIEW) & (events.log_href != ""), _in_the_log(events)),
        inset=False,
    )


def _in_the_log(events: State) -> rx.Component:
    return link(
        t("Open in Activity log"),
        icon("arrow-up-right", size=14),
        href=events.log_href,
        class_name="link small in-log",
    )


def _trail(events: State) -> rx.Component:
    return rx.cond(
        events.total > 0,
        rx.fragment(
            rx.el.ol(rx.foreach(events.items, _event), class_name="events"),
            rx.cond(events.pages > 1, _pager(events)),
        ),
        empty("history", t("No activity recorded yet."), compact=True),
    )


def _event(event: rx.Var[EventItem]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            icon_of(event["icon"], activity.ICONS, fallback="zap"),
            class_name="event-mark",
            data_tone=event["tone"],
        ),
        rx.el.div(
            rx.el.span(event["label"]),
            rx.cond(event["detail"], rx.el.span(" — ", event["detail"], class_name="quiet")),
            rx.el.div(event["actor"], class_name="quiet small cut"),
            class_name="event-text",
        ),
        ago(event["at"], class_name="quiet small"),
        class_name="event",
        key=event["uuid"],
    )


def _pager(events: State) -> rx.Component:
    where = phrase("Page {page} of {pages}", page=events.at_page, pages=events.pages)
    return rx.el.nav(
        button(
            t("Previous"),
            icon="chevron-left",
            small=True,
            disabled=events.at_page <= 1,
            on_click=events.turn(-1),
        ),
        rx.el.span(where, class_name="quiet small numbers", aria_live="polite"),
        button(
            t("Next"),
            icon="chevron-right",
            small=True,
            disabled=events.at_page >= events.pages,
            on_click=events.turn(1),
        ),
        class_name="pager",
        aria_label=t("Pages of events"),
    )


def _waiting() -> rx.Component:
    line = rx.el.div(bone("28px", "28px", round=True), bone("32%"), class_name="event")
    return rx.el.div(line, line, line, line, aria_hidden=True)
