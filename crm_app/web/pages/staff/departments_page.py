"""`/staff/departments`: all departments with their numbers of teams and people."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.staff.departments_state import DepartmentList
from crm_app.web.pages.staff.org_list_page import OrgColumn, number_cell, org_list, people_column
from crm_app.web.pages.staff.org_rows import OrgItem
from crm_app.web.ui.phrases import phrase


@page("/staff/departments", "staff.view", t("Departments"), on_load=DepartmentList.load)
def departments_page() -> rx.Component:
    """The list."""
    teams = OrgColumn(t("Teams"), "teams", "112px", _teams)
    return org_list(DepartmentList, [teams, people_column(t("People"))])


def _teams(item: rx.Var[OrgItem]) -> rx.Component:
    return number_cell(
        item["teams"],
        lambda number: rx.cond(number == 1, t("1 team"), phrase("{number} teams", number=number)),
    )
