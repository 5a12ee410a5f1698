"""`/staff/departments/new` and `/staff/departments/<uuid>/edit`."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.staff.department_form_state import DepartmentFormState
from crm_app.web.pages.staff.org_form_page import edit_form, named_fields, new_form


@page(
    "/staff/departments/new",
    "staff.edit",
    t("New department"),
    on_load=DepartmentFormState.open_new,
)
def new_department_page() -> rx.Component:
    """The empty form."""
    return new_form(DepartmentFormState, named_fields(DepartmentFormState))


@page(
    "/staff/departments/[department_uuid]/edit",
    "staff.edit",
    t("Edit department"),
    on_load=DepartmentFormState.open_edit,
)
def edit_department_page() -> rx.Component:
    """The form of one department."""
    return edit_form(DepartmentFormState, named_fields(DepartmentFormState))
