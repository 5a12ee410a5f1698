"""`/staff/teams/<uuid>`: a team and who is on it."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.staff.org_people_page import people_card, person_menu
from crm_app.web.pages.staff.org_record_page import email_cell, org_record, person_cell
from crm_app.web.pages.staff.org_words import DEPARTMENTS
from crm_app.web.pages.staff.team_state import TeamState
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import link
from crm_app.web.ui.pickers import PersonOption
from crm_app.web.ui.tables import row, table


@page("/staff/teams/[team_uuid]", "staff.view", t("Team"), on_load=TeamState.load)
def team_page() -> rx.Component:
    """The page."""
    people = table(
        rx.foreach(TeamState.people, _person),
        columns=[(t("Name"), ""), (t("E-mail"), "40%"), ("", "56px")],
        label=t("People on this team"),
    )
    card = people_card(
        TeamState,
        people,
        everybody=t("Everybody on staff is on this team already."),
        nobody=t("Nobody is on this team yet"),
    )
    return org_record(TeamState, card, meta=_department())


def _department() -> rx.Component:
    return rx.fragment(
        icon(DEPARTMENTS.icon),
        link(TeamState.department, href=TeamState.department_href, class_name="link cut"),
    )


def _person(person: rx.Var[PersonOption]) -> rx.Component:
    return row(
        person_cell(person),
        email_cell(person),
        person_menu(TeamState, person, t("Take off the team")),
        key=person["uuid"],
    )
