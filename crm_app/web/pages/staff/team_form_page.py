"""`/staff/teams/new` and `/staff/teams/<uuid>/edit`."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.kept_form_view import Fields
from crm_app.web.pages.staff.org_form_page import edit_form, named_fields, new_form
from crm_app.web.pages.staff.team_form_state import TeamFormState
from crm_app.web.ui.buttons import link_button
from crm_app.web.ui.empty import empty


@page("/staff/teams/new", "staff.edit", t("New team"), on_load=TeamFormState.open_new)
def new_team_page() -> rx.Component:
    """The empty form, once there is a department."""
    possible = TeamFormState.departments.length() > 0
    return new_form(TeamFormState, _fields(), possible=possible, instead=_first())


@page("/staff/teams/[team_uuid]/edit", "staff.edit", t("Edit team"), on_load=TeamFormState.open_edit)
def edit_team_page() -> rx.Component:
    """The form of one team."""
    return edit_form(TeamFormState, _fields())


def _fields() -> list[rx.Component]:
    name, description = named_fields(TeamFormState)
    department = Fields(TeamFormState).select_of(
        "department_uuid", TeamFormState.departments, prompt=t("Choose a department"), required=True
    )
    return [name, department, description]


def _first() -> rx.Component:
    return empty(
        "building-2",
        t("A team needs a department"),
        t("There is none yet. Create one first, then its teams."),
        link_button(t("New department"), "/staff/departments/new", icon="plus", kind="primary"),
    )
