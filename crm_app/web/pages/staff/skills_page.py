"""`/staff/skills`: what people can do, and how many can."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.staff.org_list_page import OrgColumn, number_column, org_list
from crm_app.web.pages.staff.org_rows import OrgItem
from crm_app.web.pages.staff.skills_state import SkillList
from crm_app.web.ui.tables import cell


@page("/staff/skills", "staff.view", t("Skills"), on_load=SkillList.load)
def skills_page() -> rx.Component:
    """The list."""
    levels = OrgColumn(t("Levels"), "", "32%", _levels)
    return org_list(SkillList, [levels, number_column(t("People"), "people")])


def _levels(item: rx.Var[OrgItem]) -> rx.Component:
    return cell(item["levels"], card="hidden", class_name="cut quiet")
