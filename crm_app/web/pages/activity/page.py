"""`/activity`: everything that happened, newest first, narrowed by the address, followed as it happens."""

import reflex as rx

from crm_app import activity
from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.activity.rows import ActivityItem
from crm_app.web.pages.activity.record_search import record_search
from crm_app.web.pages.activity.state import ActivityLog
from crm_app.web.patches import Live, live_members, live_row
from crm_app.web.ui.buttons import spinner
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.icons import icon, icon_of
from crm_app.web.ui.links import link
from crm_app.web.ui.list_controls import Without, choice_select, clear_filters, period, same_query
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.scripts import more_on_scroll
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting
from crm_app.web.ui.tables import cell, row, table
from crm_app.web.ui.times import ago

entries = live_members(ActivityLog.live, ActivityLog.items)
FILTERS = ("person", "record", "action", "from", "to", "zone")
COLUMNS = [
    (t("What happened"), ""),
    (t("Record"), "28%"),
    (t("Person"), "18%"),
    (t("When"), "132px"),
    ("", "56px"),
]


@page("/activity", activity.VIEW, t("Activity"), on_load=ActivityLog.load)
def activity_page() -> rx.Component:
    """The log."""
    return shell(
        rx.cond(ActivityLog.problem, failed(ActivityLog.problem, ActivityLog.load), _list()),
        trail=[(t("Activity"), None)],
        ready=ActivityLog.loaded | (ActivityLog.problem != ""),
        toolbar=_toolbar(),
        skeleton=_waiting(),
        action=_export(),
    )


def _export() -> rx.Component:
    label = rx.el.span(t("Export CSV"), class_name="label")
    return same_query(icon("download"), label, to="/activity.csv")


def _toolbar() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.cond(ActivityLog.record, _record(), record_search()),
            _select(t("Person"), t("Everybody"), ActivityLog.people, "person"),
            _select(t("Action"), t("Everything"), ActivityLog.actions, "action"),
            period(t("Time")),
            rx.cond(ActivityLog.narrowed, clear_filters(t("Clear filters"), *FILTERS)),
            class_name="filters activity-filters",
        ),
        class_name="toolbar",
    )


def _select(label: str, every: str, options: rx.Var[list], param: str) -> rx.Component:
    first = rx.Var.create([{"value": "", "label": every}])
    return choice_select(label, first.to(list) + options.to(list), param=param)


def _record() -> rx.Component:
    """The record that the list is narrowed to; pressed, it is not any more."""
    name = rx.el.span(ActivityLog.record, class_name="cut")
    unseen = rx.el.span(t("Show every record"), class_name="unseen")
    return Without.create(
        icon("list-filter", size=14),
        name,
        icon("x", size=14),
        unseen,
        params=["record"],
        class_name="activity-record",
    )


def _list() -> rx.Component:
    return rx.cond(entries.length() > 0, rx.fragment(_table(), _end()), _nothing())


def _table() -> rx.Component:
    live = ActivityLog.live
    rows = rx.foreach(entries, lambda read: activity_line(read=read, live=live, key=read["uuid"]))
    return rx.el.div(table(rows, columns=COLUMNS, label=t("Activity")), class_name="activity")


@rx.memo
def activity_line(read: rx.Var[ActivityItem], live: rx.Var[Live], rest: rx.RestProp) -> rx.Component:
    """One entry. It is a memo: of a long list only the rows that changed are drawn again."""
    item = live_row(live, read)
    return row(
        cell(_what(item)),
        cell(_about(item), card="line"),
        cell(_who(item), card="line"),
        cell(ago(item["at"], class_name="quiet numbers"), card="hidden"),
        cell(_only(item), card="actions", class_name="row-actions"),
        rest,
    )


def _what(item: rx.Var[ActivityItem]) -> rx.Component:
    mark = icon_of(item["icon"], activity.ICONS, fallback="zap", size=14)
    detail = rx.el.span(" — ", item["detail"], class_name="quiet")
    return rx.el.span(
        rx.el.span(mark, class_name="event-mark", data_tone=item["tone"]),
        rx.el.span(item["label"], rx.cond(item["detail"], detail), class_name="cut", title=item["detail"]),
        class_name="activity-what",
    )


def _about(item: rx.Var[ActivityItem]) -> rx.Component:
    named = rx.cond(item["record"], item["record"], t("deleted"))
    noun = rx.el.span(item["noun"], " ", class_name="quiet small activity-noun")
    name = rx.cond(
        item["record_href"],
        link(item["record"], href=item["record_href"]),
        rx.cond(item["noun"], rx.el.span(named, class_name="quiet")),
    )
    return rx.fragment(noun, name)


def _who(item: rx.Var[ActivityItem]) -> rx.Component:
    """On phones the time stands in the same line."""
    narrow = rx.el.span(" · ", ago(item["at"]), class_name="phone-only quiet")
    return rx.fragment(link(item["actor"], href=item["by_href"], class_name="link-quiet"), narrow)


def _only(item: rx.Var[ActivityItem]) -> rx.Component:
    label = phrase("Only {name}", name=rx.cond(item["record"], item["record"], item["noun"]))
    look = {"data_kind": "ghost", "data_size": "small", "data_shape": "icon", "class_name": "button"}
    only = link(icon("list-filter"), href=item["about_href"], aria_label=label, title=label, **look)
    return rx.cond(item["about_href"], only)


def _end() -> rx.Component:
    reading_on = rx.fragment(
        more_on_scroll(entries.length(), ActivityLog.read_on), spinner(), t("Loading more…")
    )
    return rx.el.div(rx.cond(ActivityLog.more, reading_on), class_name="table-end", aria_live="polite")


def _nothing() -> rx.Component:
    return rx.cond(
        ActivityLog.narrowed,
        empty(
            "list-filter",
            t("Nothing happened like this"),
            t("No entry fits all of these filters."),
            clear_filters(t("Clear filters"), *FILTERS),
        ),
        empty(
            "history", t("No activity recorded yet."), t("What you and your colleagues do is listed here.")
        ),
    )


def _waiting() -> rx.Component:
    def line(width: str) -> rx.Component:
        return rx.el.div(bone("28px", "28px", round=True), bone(width), class_name="waiting-row")

    return waiting(*[line(width) for width in ("34%", "28%", "41%", "30%", "37%", "26%", "33%", "29%")])
