"""The cards of the overview's tree: a department, and the people who belong nowhere."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.pages.staff.org_words import TEAMS
from crm_app.web.pages.staff.overview_state import OverviewState
from crm_app.web.pages.staff.overview_tree import UNASSIGNED, Branch, DepartmentCard
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.badges import count, tag
from crm_app.web.ui.buttons import button, icon_button, link_button
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import link
from crm_app.web.ui.menus import menu, menu_item
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.pickers import PersonOption


def department_card(card: rx.Var[DepartmentCard]) -> rx.Component:
    """One department: its head opens and closes it."""
    return rx.el.section(
        rx.el.header(
            _opener(card["uuid"], card["name"], card["open"]),
            rx.el.h3(link(card["name"], href=card["href"], class_name="cut"), class_name="cut"),
            tag(card["teams"]),
            tag(card["people"]),
            rx.cond(may("staff.edit"), _menu(card)),
            class_name="tree-head",
        ),
        rx.cond(card["open"], _inside(card)),
        class_name="card tree-card",
        key=card["uuid"],
    )


def unassigned_card() -> rx.Component:
    """The people without a department and without a team."""
    more = button(OverviewState.unassigned_more, kind="ghost", small=True, on_click=OverviewState.show_more)
    people = rx.el.div(
        rx.el.p(t("They have no department and are on no team."), class_name="quiet"),
        _chips(OverviewState.unassigned_people),
        rx.cond(OverviewState.unassigned_more, more),
        class_name="tree-body",
    )
    return rx.el.section(
        rx.el.header(
            _opener(UNASSIGNED, t("People without a place"), OverviewState.unassigned_open),
            rx.el.h3(t("People without a place"), class_name="cut"),
            count(OverviewState.unassigned),
            class_name="tree-head",
        ),
        rx.cond(OverviewState.unassigned_open, people),
        class_name="card tree-card",
        data_dashed="",
    )


def _opener(uuid: str | rx.Var[str], name: str | rx.Var[str], is_open: rx.Var[bool]) -> rx.Component:
    """The button of the whole head: one can press anywhere on it."""
    label = phrase("People of {name}", name=rx.Var.create(name)) if isinstance(name, rx.Var) else name
    return rx.el.button(
        icon("chevron-right"),
        type="button",
        class_name="opener",
        aria_label=label,
        aria_expanded=is_open,
        on_click=OverviewState.turn(uuid),
    )


def _menu(card: rx.Var[DepartmentCard]) -> rx.Component:
    def entry(label: str, mark: str, href: rx.Var[str]) -> rx.Component:
        return menu_item(label, icon=mark, on_select=rx.redirect(href))

    return menu(
        icon_button("ellipsis", phrase("Actions for {name}", name=card["name"]), small=True),
        entry(t("Open"), "arrow-up-right", card["href"]),
        entry(t("Edit"), "pencil", card["href"] + "/edit"),
        entry(TEAMS.new, "plus", f"{TEAMS.path}/new?department=" + card["uuid"]),
    )


def _inside(card: rx.Var[DepartmentCard]) -> rx.Component:
    new = link_button(
        t("Add a team"), f"{TEAMS.path}/new?department=" + card["uuid"], icon="plus", small=True
    )
    nothing = rx.el.div(
        rx.el.span(t("No teams and no people yet."), class_name="quiet"), rx.cond(may("staff.edit"), new)
    )
    return rx.el.div(
        rx.cond(card["description"], rx.el.p(card["description"], class_name="quiet prose")),
        rx.cond(card["branches"].length() > 0, rx.foreach(card["branches"], _branch), nothing),
        class_name="tree-body",
    )


def _branch(branch: rx.Var[Branch]) -> rx.Component:
    team = rx.fragment(icon(TEAMS.icon, size=14), link(branch["name"], href=branch["href"], class_name="cut"))
    rest = rx.el.span(t("In the department, on no team"), class_name="quiet")
    return rx.el.div(
        rx.el.h4(rx.cond(branch["name"], team, rest), count(branch["count"])),
        rx.cond(
            branch["count"] > 0,
            _chips(branch["people"], branch["more"], branch["href"]),
            rx.el.p(t("Nobody is on this team."), class_name="quiet"),
        ),
        class_name="tree-branch",
        custom_attrs={"data-rest": rx.cond(branch["name"], rx.Var("undefined"), "")},
        key=branch["uuid"],
    )


def _chips(
    people: rx.Var[list[PersonOption]], more: rx.Var[str] | None = None, href: rx.Var[str] | None = None
) -> rx.Component:
    rest = [] if more is None else [rx.cond(more, rx.el.li(link(more, href=href, class_name="chip")))]
    return rx.el.ul(rx.foreach(people, _chip), *rest, class_name="chips")


def _chip(person: rx.Var[PersonOption]) -> rx.Component:
    return rx.el.li(
        link(
            avatar(image=person["image"], letters=person["letters"], colour=person["tint"], size=20),
            rx.el.span(person["name"], class_name="cut"),
            href=person["href"],
            class_name="chip",
            title=person["title"],
        ),
        key=person["uuid"],
    )
