"""The two bars of the list: what narrows and orders it, and what can be done with the chosen people."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.pages.staff import list_now
from crm_app.web.pages.staff.list_actions import PeopleActions
from crm_app.web.pages.staff.list_deletion import PeopleDeletion
from crm_app.web.pages.staff.list_line import may
from crm_app.web.pages.staff.list_state import PeopleList
from crm_app.web.ui.bulk_actions import delete_action, restore_action, status_menu, trash_action
from crm_app.web.ui.list_controls import choice_select
from crm_app.web.ui.scripts import Choice, choices, search_field
from crm_app.web.ui.selection import bulk_bar, bulk_item, bulk_menu

SORTS = [
    {"value": "name", "label": t("Name, A to Z")},
    {"value": "-name", "label": t("Name, Z to A")},
    {"value": "title", "label": t("Title, A to Z")},
    {"value": "-title", "label": t("Title, Z to A")},
    {"value": "department", "label": t("Department, A to Z")},
    {"value": "-department", "label": t("Department, Z to A")},
    {"value": "-added", "label": t("Newest first")},
    {"value": "added", "label": t("Oldest first")},
]


def toolbar() -> rx.Component:
    """Search, filters and order."""
    return rx.el.div(
        search_field(t("Search people"), placeholder=t("Name, e-mail, title or team")),
        rx.el.div(_statuses(), _departments(), _teams(), _order(), class_name="filters"),
        rx.el.span(list_now.count, class_name="toolbar-count quiet numbers", role="status"),
        class_name="toolbar",
    )


def _statuses() -> rx.Component:
    options: list[Any] = [
        {"value": "live", "label": t("All")},
        {"value": "active", "label": t("Active")},
        {"value": "inactive", "label": t("Inactive")},
        {"value": "trashed", "label": t("Trash"), "count": list_now.trashed},
    ]
    return choices(t("Status"), options, param="status", fallback="live")


def _departments() -> rx.Component:
    every = rx.Var.create([{"value": "", "label": t("All departments")}])
    options = every.to(list) + PeopleList.departments.to(list)
    return choice_select(t("Department"), options, param="department")


def _teams() -> rx.Component:
    every = rx.Var.create([{"value": "", "label": t("All teams")}])
    options = every.to(list) + PeopleList.teams.to(list)
    return choice_select(t("Team"), options, param="team")


def _order() -> rx.Component:
    return choice_select(t("Order"), SORTS, param="sort", fallback="name", class_name="order")


def chosen_bar() -> rx.Component:
    """What can be done with the chosen people, in the trash and outside of it."""
    return bulk_bar(rx.cond(PeopleList.in_trash, _in_trash(), _live()), beyond=list_now.beyond)


def _live() -> rx.Component:
    edit = rx.fragment(status_menu(PeopleActions.set_status), _add_to_team())
    return rx.fragment(
        rx.cond(may("staff.edit"), edit),
        rx.cond(may("staff.delete"), trash_action(PeopleActions.trash_many)),
    )


def _add_to_team() -> rx.Component:
    def item(team: rx.Var[Choice]) -> rx.Component:
        return bulk_item(
            "team:" + team["value"],
            team["label"],
            rx.el.span(team["group"], class_name="quiet small"),
            on_act=lambda uuids, everything: PeopleActions.add_to_team(team["value"], uuids, everything),
        )

    menu = bulk_menu(
        "team",
        t("Add to team"),
        rx.foreach(PeopleList.teams, item),
        icon="user-plus",
        busy_label=t("Adding…"),
    )
    return rx.cond(PeopleList.teams.length() > 0, menu)


def _in_trash() -> rx.Component:
    delete = delete_action(PeopleDeletion.ask_about_many)
    return rx.cond(may("staff.delete"), rx.fragment(restore_action(PeopleActions.restore_many), delete))
