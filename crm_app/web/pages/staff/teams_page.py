"""`/staff/teams`: the teams of all departments."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.staff.org_list_page import OrgColumn, number_column, org_list
from crm_app.web.pages.staff.org_rows import OrgItem
from crm_app.web.pages.staff.teams_state import TeamList
from crm_app.web.ui.links import link
from crm_app.web.ui.tables import cell


@page("/staff/teams", "staff.view", t("Teams"), on_load=TeamList.load)
def teams_page() -> rx.Component:
    """The list."""
    department = OrgColumn(t("Department"), "department", "28%", _department)
    return org_list(TeamList, [department, number_column(t("People"), "people")])


def _department(item: rx.Var[OrgItem]) -> rx.Component:
    department = link(item["department"], href=item["department_href"], class_name="cell-link")
    return cell(department, card="hidden")
