"""The Overview tab of a person: how to reach them, who they are, their teams and skills."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session
from crm_app.web.pages.staff.person_details import SkillItem, TeamItem
from crm_app.web.pages.staff.person_state import PersonState
from crm_app.web.pages.staff.person_teams_state import PersonTeamsState
from crm_app.web.pages.staff.team_picker import team_picker
from crm_app.web.ui.badges import badge
from crm_app.web.ui.buttons import icon_button, link_button
from crm_app.web.ui.cards import card, fact, facts
from crm_app.web.ui.empty import empty
from crm_app.web.ui.links import link, mail_link, phone_link
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.times import ago, day

person, details = PersonState.person, PersonState.details
may_change = Session.permissions.contains("staff.edit") & (person["status"] != "trashed")


def overview_tab() -> rx.Component:
    """Two columns; below each other on phones."""
    return rx.el.div(
        rx.el.div(_contact(), _about(), _private(), _emergency(), class_name="stack"),
        rx.el.div(_teams(), _skills(), _notes(), class_name="stack"),
        class_name="overview",
    )


def _contact() -> rx.Component:
    return card(
        facts(
            fact(t("E-mail"), mail_link(person["email"])),
            _if(details["personal_email"], t("Personal e-mail"), mail_link(details["personal_email"])),
            _if(details["work_phone"], t("Work phone"), phone_link(details["work_phone"])),
            _if(details["personal_phone"], t("Personal phone"), phone_link(details["personal_phone"])),
            fact(t("Added"), ago(details["added_at"])),
            fact(t("Last change"), ago(details["updated_at"])),
        ),
        title=t("Contact"),
        icon="contact-round",
    )


def _about() -> rx.Component:
    text = rx.el.p(details["bio"], class_name="prose")
    return rx.cond(details["bio"], card(text, title=t("About"), icon="user-round"))


def _private() -> rx.Component:
    soon = badge(details["birthday"], "info")
    born = rx.el.span(
        day(details["born"]),
        rx.cond(details["age"], rx.el.span(" · ", details["age"], class_name="quiet")),
        rx.cond(details["birthday"], soon),
        class_name="fact-line",
    )
    shown = card(facts(fact(t("Born"), born)), title=t("Personal"), icon="cake")
    return rx.cond(details["born"], shown)


def _emergency() -> rx.Component:
    name, relationship = details["emergency_name"], details["emergency_relationship"]
    phone = details["emergency_phone"]
    shown = card(
        facts(
            _if(name, t("Name"), name),
            _if(relationship, t("Relationship"), relationship),
            _if(phone, t("Phone"), phone_link(phone)),
        ),
        title=t("Emergency contact"),
        icon="heart-pulse",
    )
    return rx.cond((name != "") | (relationship != "") | (phone != ""), shown)


def _teams() -> rx.Component:
    listed = rx.el.ul(rx.foreach(PersonState.teams, _team), class_name="lines")
    none = empty("users-round", t("Not on any team yet"), compact=True)
    return card(
        rx.cond(PersonState.teams.length() > 0, listed, none),
        title=t("Teams"),
        icon="users-round",
        count=PersonState.teams.length(),
        action=rx.cond(may_change, team_picker()),
        inset=False,
    )


def _team(team: rx.Var[TeamItem]) -> rx.Component:
    leave = icon_button(
        "x",
        phrase(t("Take off {team}"), team=team["name"]),
        small=True,
        on_click=PersonTeamsState.remove(team["uuid"]),
    )
    return rx.el.li(
        link(team["name"], href=team["href"], class_name="link cut"),
        rx.el.span(team["department"], class_name="quiet cut"),
        rx.cond(may_change, leave),
        class_name="line",
        key=team["uuid"],
    )


def _skills() -> rx.Component:
    edit = PersonState.href + "/edit#skills"
    listed = rx.el.ul(rx.foreach(PersonState.skills, _skill), class_name="skill-badges")
    way_out = rx.cond(may_change, link_button(t("Add skills"), edit, icon="plus", small=True))
    none = empty("graduation-cap", t("No skills yet"), "", way_out, compact=True)
    manage = link_button(t("Manage"), edit, icon="pencil", small=True)
    return card(
        rx.cond(PersonState.skills.length() > 0, listed, none),
        title=t("Skills"),
        icon="graduation-cap",
        count=PersonState.skills.length(),
        action=rx.cond(may_change & (PersonState.skills.length() > 0), manage),
        inset=False,
    )


def _skill(skill: rx.Var[SkillItem]) -> rx.Component:
    levels = rx.el.span(skill["levels"], class_name="quiet")
    shown = link(
        rx.el.span(skill["name"]),
        rx.cond(skill["levels"], levels),
        href=skill["href"],
        class_name="skill-badge",
    )
    return rx.el.li(shown, key=skill["uuid"])


def _notes() -> rx.Component:
    text = rx.el.p(details["notes"], class_name="prose")
    return rx.cond(details["notes"], card(text, title=t("Admin notes"), icon="lock", data_tone="warning"))


def _if(shown: rx.Var[str], label: str, value: rx.Component | rx.Var[str]) -> rx.Component:
    return rx.cond(shown, fact(label, value))
