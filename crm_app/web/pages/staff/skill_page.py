"""`/staff/skills/<uuid>`: a skill, who has it, and how well."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may, page
from crm_app.web.pages.staff.org_people_page import people_card, person_menu
from crm_app.web.pages.staff.org_record_page import org_record, person_cell
from crm_app.web.pages.staff.skill_state import SkilledPerson, SkillState
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.pickers import LevelGroup, LevelOption
from crm_app.web.ui.tables import cell, row, table


@page("/staff/skills/[skill_uuid]", "staff.view", t("Skill"), on_load=SkillState.load)
def skill_page() -> rx.Component:
    """The page."""
    people = table(
        rx.foreach(SkillState.people, _person),
        columns=[(t("Name"), "32%"), (t("Levels"), ""), ("", "56px")],
        label=t("People who have this skill"),
    )
    card = people_card(
        SkillState,
        people,
        everybody=t("Everybody on staff has this skill already."),
        nobody=t("Nobody has this skill yet"),
        groups=SkillState.groups,
    )
    return org_record(SkillState, card, meta=_levels_line())


def _levels_line() -> rx.Component:
    return rx.el.span(SkillState.levels_in_words, class_name="cut")


def _person(each: rx.Var[SkilledPerson]) -> rx.Component:
    person = each["person"]
    levels = rx.el.div(
        rx.foreach(SkillState.groups, lambda group: _group(each, group)), class_name="level-groups above"
    )
    return row(
        person_cell(person),
        cell(levels, card="line"),
        person_menu(SkillState, person, t("Take this skill away")),
        key=each["assignment"],
    )


def _group(each: rx.Var[SkilledPerson], group: rx.Var[LevelGroup]) -> rx.Component:
    called = phrase(
        "{group} of {name}",
        group=rx.cond(group["name"], group["name"], t("Levels")),
        name=each["person"]["name"],
    )
    return rx.el.div(
        rx.cond(group["name"], rx.el.span(group["name"], class_name="quiet small")),
        rx.foreach(group["options"], lambda option: _level(each, option)),
        class_name="level-group",
        role="group",
        aria_label=called,
    )


def _level(each: rx.Var[SkilledPerson], option: rx.Var[LevelOption]) -> rx.Component:
    chosen = each["levels"].contains(option["id"])
    return rx.el.button(
        option["name"],
        type="button",
        class_name="level",
        aria_pressed=rx.cond(chosen, "true", "false"),
        disabled=~may("staff.edit"),
        on_click=SkillState.set_level(each["assignment"], option["id"], ~chosen),
    )
