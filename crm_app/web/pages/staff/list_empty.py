"""What stands there when the list shows nobody: why, and the way out."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.pages.staff import list_now
from crm_app.web.pages.staff.list_line import may
from crm_app.web.pages.staff.list_state import PeopleList
from crm_app.web.ui.buttons import link_button
from crm_app.web.ui.empty import empty
from crm_app.web.ui.list_controls import clear_filters
from crm_app.web.ui.phrases import phrase


def nothing() -> rx.Component:
    """Nobody is there yet, nobody matches, or the trash is empty: each says so."""
    nobody = rx.cond(PeopleList.in_trash, _empty_trash(), _no_people())
    return rx.cond(PeopleList.narrowed, _no_match(), nobody)


def new_person() -> rx.Component:
    """The way to the form."""
    button = link_button(t("New person"), "/staff/people/new", icon="plus", kind="primary")
    return rx.cond(may("staff.edit") & ~PeopleList.in_trash, button)


def _no_match() -> rx.Component:
    return empty(
        "search-x",
        rx.cond(PeopleList.in_trash, t("Nobody in the trash matches"), t("Nobody matches")),
        rx.cond(
            PeopleList.search,
            phrase("No name, e-mail, title or team contains “{search}” here.", search=PeopleList.search),
            t("There is nobody with this status, department and team."),
        ),
        rx.cond(
            PeopleList.in_trash,
            clear_filters(t("Clear filters"), "q", "department", "team"),
            clear_filters(t("Clear filters"), "q", "department", "team", "status"),
        ),
    )


def _empty_trash() -> rx.Component:
    return empty(
        "trash-2",
        t("The trash is empty"),
        t("People who are moved to the trash wait here until somebody restores or deletes them."),
        clear_filters(t("Back to all people"), "status"),
    )


def _no_people() -> rx.Component:
    return rx.cond(list_now.trashed > 0, _all_in_trash(), _first_person())


def _all_in_trash() -> rx.Component:
    return empty(
        "users",
        t("Nobody is left here"),
        t("Everybody on staff is in the trash."),
        link_button(t("Show the trash"), "/staff?status=trashed"),
        new_person(),
    )


def _first_person() -> rx.Component:
    return empty(
        "users",
        t("No people yet"),
        t("People on staff have a department, teams and skills, and an account to sign in with."),
        new_person(),
    )
