"""`/staff/departments/<uuid>`: a department with its teams, and its people who are on none."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may, page
from crm_app.web.pages.staff.department_state import DepartmentState
from crm_app.web.pages.staff.org_record_page import email_cell, org_record, person_cell, rest_of_people
from crm_app.web.pages.staff.org_rows import OrgItem
from crm_app.web.pages.staff.org_words import TEAMS
from crm_app.web.ui.buttons import link_button
from crm_app.web.ui.cards import card
from crm_app.web.ui.empty import empty
from crm_app.web.ui.icons import icon
from crm_app.web.ui.pickers import PersonOption
from crm_app.web.ui.scripts import glow
from crm_app.web.ui.tables import cell, row, row_link, table


@page("/staff/departments/[department_uuid]", "staff.view", t("Department"), on_load=DepartmentState.load)
def department_page() -> rx.Component:
    """The page."""
    meta = rx.el.span(DepartmentState.people_in_all)
    return org_record(DepartmentState, _teams(), _people(), meta=meta, class_name="overview")


def _teams() -> rx.Component:
    rows = rx.foreach(DepartmentState.teams, _team)
    teams = table(rows, columns=[(t("Team"), ""), (t("People"), "112px")], label=TEAMS.many)
    none = empty(
        TEAMS.icon, t("No teams in this department yet"), "", rx.cond(may("staff.edit"), _new()), compact=True
    )
    return card(
        rx.cond(DepartmentState.teams.length() > 0, teams, none),
        title=TEAMS.many,
        icon=TEAMS.icon,
        count=DepartmentState.teams.length(),
        action=rx.cond(may("staff.edit") & (DepartmentState.teams.length() > 0), _new()),
        inset=False,
    )


def _new() -> rx.Component:
    to = "/staff/teams/new?department=" + DepartmentState.uuid
    return link_button(TEAMS.new, to, icon="plus", small=True)


def _team(team: rx.Var[OrgItem]) -> rx.Component:
    return row(
        cell(
            row_link(
                rx.el.span(icon(TEAMS.icon), class_name="tile", aria_hidden=True),
                rx.el.span(
                    rx.el.span(team["name"], class_name="cut"),
                    rx.el.span(team["summary"], class_name="cut quiet small phone-only"),
                    class_name="two-lines",
                ),
                href=team["href"],
            )
        ),
        cell(team["people"], glow(team["version"]), card="hidden", class_name="cut quiet numbers"),
        key=team["uuid"],
    )


def _people() -> rx.Component:
    people = rx.fragment(
        table(
            rx.foreach(DepartmentState.people, _person),
            columns=[(t("Name"), ""), (t("E-mail"), "44%")],
            label=t("People without a team"),
        ),
        rest_of_people(DepartmentState.more, DepartmentState.people.length(), DepartmentState.read_on),
    )
    none = rx.el.p(t("Everybody in this department is on a team."), class_name="card-body quiet")
    return card(
        rx.cond(DepartmentState.people.length() > 0, people, none),
        title=t("On no team"),
        icon="user-round",
        count=DepartmentState.total,
        inset=False,
    )


def _person(person: rx.Var[PersonOption]) -> rx.Component:
    return row(person_cell(person), email_cell(person), key=person["uuid"])
