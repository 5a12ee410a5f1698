"""`/staff/overview`: how large the organisation is, whose birthday is next, and who works where."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may, page
from crm_app.web.pages.staff.org_words import DEPARTMENTS, TEAMS
from crm_app.web.pages.staff.overview_birthdays import BirthdayChip
from crm_app.web.pages.staff.overview_cards import department_card, unassigned_card
from crm_app.web.pages.staff.overview_state import OverviewState
from crm_app.web.pages.staff.sections import staff_sections
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.buttons import button, link_button
from crm_app.web.ui.cards import card
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import link
from crm_app.web.ui.menus import menu, menu_item
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting, waiting_card


@page("/staff/overview", "staff.view", t("Staff overview"), on_load=OverviewState.load)
def overview_page() -> rx.Component:
    """The page."""
    content = rx.el.div(_numbers(), _birthdays(), _tree(), class_name="page-inset org-overview")
    return shell(
        rx.cond(OverviewState.problem, failed(OverviewState.problem, OverviewState.load), content),
        trail=[(t("Staff"), "/staff"), (t("Overview"), None)],
        ready=OverviewState.loaded | (OverviewState.problem != ""),
        toolbar=staff_sections("overview"),
        skeleton=_waiting(),
        action=rx.cond(may("staff.edit"), _new()),
    )


def _new() -> rx.Component:
    def entry(label: str, mark: str, href: str) -> rx.Component:
        return menu_item(label, icon=mark, on_select=rx.redirect(href))

    return menu(
        button(t("New"), icon="plus", kind="primary"),
        entry(t("Person"), "user-round-plus", "/staff/people/new"),
        entry(TEAMS.one, TEAMS.icon, f"{TEAMS.path}/new"),
        entry(DEPARTMENTS.one, DEPARTMENTS.icon, f"{DEPARTMENTS.path}/new"),
    )


def _numbers() -> rx.Component:
    return rx.el.div(
        _number(OverviewState.departments, DEPARTMENTS.many, DEPARTMENTS.icon, DEPARTMENTS.path),
        _number(OverviewState.teams, TEAMS.many, TEAMS.icon, TEAMS.path),
        _number(OverviewState.people, t("People"), "user-round", "/staff"),
        class_name="stats",
    )


def _number(number: rx.Var[str], label: str, mark: str, href: str) -> rx.Component:
    return link(
        rx.el.span(icon(mark), class_name="tile", aria_hidden=True),
        rx.el.span(
            rx.el.span(number, class_name="stat-number numbers"), rx.el.span(label, class_name="quiet")
        ),
        href=href,
        class_name="card stat",
    )


def _birthdays() -> rx.Component:
    chips = rx.el.ul(rx.foreach(OverviewState.birthdays, _birthday), class_name="chips birthdays")
    shown = card(chips, title=t("Birthdays"), icon="cake")
    return rx.cond(OverviewState.birthdays.length() > 0, shown)


def _birthday(birthday: rx.Var[BirthdayChip]) -> rx.Component:
    person = birthday["person"]
    return rx.el.li(
        link(
            avatar(image=person["image"], letters=person["letters"], colour=person["tint"], size=24),
            rx.el.span(person["name"], class_name="cut"),
            rx.el.span(birthday["when"], class_name="chip-note"),
            href=person["href"],
            class_name="chip",
            title=birthday["day"],
            custom_attrs={"data-today": rx.cond(birthday["today"], "", rx.Var("undefined"))},
        ),
        key=person["uuid"],
    )


def _tree() -> rx.Component:
    chart = link_button(t("Org chart"), "/staff/chart", icon="network", small=True)
    cards = rx.foreach(OverviewState.cards, department_card)
    return rx.el.section(
        rx.el.header(rx.el.h2(t("Organisation")), chart, class_name="tree-title"),
        rx.cond(OverviewState.cards.length() > 0, cards, _no_departments()),
        rx.cond(OverviewState.unassigned > 0, unassigned_card()),
        class_name="tree",
        aria_label=t("Organisation"),
    )


def _no_departments() -> rx.Component:
    new = link_button(DEPARTMENTS.new, f"{DEPARTMENTS.path}/new", icon="plus", kind="secondary")
    nothing = empty(
        DEPARTMENTS.icon,
        DEPARTMENTS.none_yet,
        DEPARTMENTS.what_for,
        rx.cond(may("staff.edit"), new),
        compact=True,
    )
    return rx.el.div(nothing, class_name="card")


def _waiting() -> rx.Component:
    stat = rx.el.div(bone("32px", "32px"), bone("48px", "24px"), class_name="card stat")
    return waiting(
        rx.el.div(stat, stat, stat, class_name="stats"),
        waiting_card(2),
        waiting_card(4),
        waiting_card(4),
        class_name="page-inset org-overview",
    )
