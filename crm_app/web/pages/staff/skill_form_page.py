"""`/staff/skills/new` and `/staff/skills/<uuid>/edit`."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.staff.org_form_page import edit_form, named_fields, new_form
from crm_app.web.pages.staff.skill_form_state import SkillFormState
from crm_app.web.ui.fields import group_field
from crm_app.web.ui.selector_editor import selector_editor


@page("/staff/skills/new", "staff.edit", t("New skill"), on_load=SkillFormState.open_new)
def new_skill_page() -> rx.Component:
    """The empty form."""
    return new_form(SkillFormState, _fields())


@page("/staff/skills/[skill_uuid]/edit", "staff.edit", t("Edit skill"), on_load=SkillFormState.open_edit)
def edit_skill_page() -> rx.Component:
    """The form of one skill."""
    return edit_form(SkillFormState, _fields())


def _fields() -> list[rx.Component]:
    levels = group_field(
        "levels",
        t("Levels"),
        selector_editor("levels", value=SkillFormState.values["levels"]),
        hint=t("How well somebody can do it. A level that you remove is taken from everybody who has it."),
        error=SkillFormState.problems["levels"],
        optional=True,
    )
    return [*named_fields(SkillFormState), levels]
