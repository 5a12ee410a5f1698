"""`/staff/departments`: all departments with their numbers of teams and people."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.staff.departments_state import DepartmentList
from crm_app.web.pages.staff.org_list_page import number_column, org_list


@page("/staff/departments", "staff.view", t("Departments"), on_load=DepartmentList.load)
def departments_page() -> rx.Component:
    """The list."""
    return org_list(
        DepartmentList, [number_column(t("Teams"), "teams"), number_column(t("People"), "people")]
    )
