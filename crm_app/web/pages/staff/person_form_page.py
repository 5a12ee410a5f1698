"""`/staff/people/new` and `/staff/people/<uuid>/edit`: one form for both."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session, page
from crm_app.web.pages.staff.person_form_state import LABELS, STATUSES, PersonFormState
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button
from crm_app.web.ui.fields import group_field, select_field, select_of, text_area, text_field
from crm_app.web.ui.icons import icon
from crm_app.web.ui.kept_forms import changed_note, conflicts_view, form_actions, gone_note, waiting_form
from crm_app.web.ui.scripts import kept_form
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skills_picker import skills_picker
from crm_app.web.ui.watchers import editing_note

state = PersonFormState
WIDTHS = ("48px", "72px", "52px", "40px", "80px")
CHANGED = "Somebody else has just changed this person. Saving keeps their changes where you made none."
CONFLICT = "Somebody else has saved this person meanwhile. Choose what should stay, then save again."
TRASHED = "Somebody has moved this person to the trash. What you typed is still here."
LOCKED = "They have an account of their own, so only they can change its address."


@page("/staff/people/new", "staff.edit", t("New person"), on_load=PersonFormState.open_new)
def new_person_page() -> rx.Component:
    """The empty form."""
    return shell(
        _form("person-new", t("Create person"), new=True),
        trail=[(t("Staff"), "/staff"), (t("New person"), None)],
        path=state.path,
        skeleton=waiting_form(WIDTHS),
    )


@page("/staff/people/[person_uuid]/edit", "staff.edit", t("Edit person"), on_load=PersonFormState.open_edit)
def edit_person_page() -> rx.Component:
    """The form of one person."""
    return shell(
        changed_note(state.changed_elsewhere & ~state.trashed, t(CHANGED)),
        rx.cond(state.trashed, _trashed_note()),
        gone_note(state.gone, t("This person was deleted."), t("All people"), "/staff"),
        editing_note(),
        _form(state.path, t("Save"), new=False),
        trail=[(t("Staff"), "/staff"), (state.title, state.back), (t("Edit"), None)],
        path=state.path,
        skeleton=waiting_form(WIDTHS),
    )


def _trashed_note() -> rx.Component:
    restore = button(t("Restore"), icon="undo-2", small=True, on_click=state.restore)
    may_restore = Session.permissions.contains("staff.delete")
    return banner(t(TRASHED), kind="danger", icon="trash-2", action=rx.cond(may_restore, restore))


def _form(draft: str | rx.Var[str], save_label: str, *, new: bool) -> rx.Component:
    form = kept_form(
        conflicts_view(state.conflicts, t(CONFLICT)),
        *_account(new),
        _section(t("Contact"), *_contact()),
        _section(t("Personal"), *_personal()),
        _section(t("Emergency contact"), *_emergency()),
        _section(t("Skills"), _skills(), labelled=False),
        form_actions(save_label, conflicts=state.conflicts, back=state.back),
        draft=Session.email + " " + draft,
        label=t("Person"),
        values=state.values,
        answered=state.answered,
        saved=state.saved,
        conflicts=state.conflicts,
        on_save=state.save,
        on_leave_field=state.check,
    )
    return rx.el.div(form, class_name="page-inset form-page")


def _section(title: str, *fields: rx.Component, labelled: bool = True) -> rx.Component:
    legend = [rx.el.legend(title)] if labelled else []
    return rx.el.fieldset(*legend, *fields, class_name="form-section")


def _account(new: bool) -> list[rx.Component]:
    """Whose profile it is, what they are called, and whether they are here."""
    return [
        rx.cond(state.placeholder, _email(new), _locked_email()),
        text_field("name", LABELS["name"], auto_complete="off", auto_focus=not new, **_of("name")),
        select_field("status", LABELS["status"], list(STATUSES.items()), **_of("status")),
        rx.cond(state.teams.length() > 0, _team(new)),
        text_area("bio", LABELS["bio"], **_of("bio")),
    ]


def _email(new: bool) -> rx.Component:
    field = text_field(
        "email",
        LABELS["email"],
        type="email",
        required=True,
        hint=state.hint,
        auto_complete="off",
        auto_focus=new,
        spell_check=False,
        list="users",
        on_change=state.note_email.debounce(200),
        **_of("email"),
    )
    options = rx.foreach(state.users, lambda user: rx.el.option(value=user["email"], label=user["name"]))
    return rx.fragment(field, rx.el.datalist(options, id="users"))


def _locked_email() -> rx.Component:
    return rx.el.div(
        rx.el.span(LABELS["email"], class_name="field-label"),
        rx.el.div(icon("lock", size=14), rx.el.span(state.email, class_name="cut"), class_name="locked"),
        rx.el.p(t(LOCKED), class_name="hint"),
        class_name="field",
    )


def _team(new: bool) -> rx.Component:
    label = LABELS["team_uuid"] if new else t("Add to a team")
    return select_of("team_uuid", label, state.teams, prompt=t("None"), **_of("team_uuid"))


def _contact() -> list[rx.Component]:
    off = {"auto_complete": "off"}
    return [
        text_field("work_phone", LABELS["work_phone"], type="tel", **off, **_of("work_phone")),
        text_field("personal_phone", LABELS["personal_phone"], type="tel", **off, **_of("personal_phone")),
        text_field("personal_email", LABELS["personal_email"], type="email", **off, **_of("personal_email")),
    ]


def _personal() -> list[rx.Component]:
    return [text_field("date_of_birth", LABELS["date_of_birth"], type="date", **_of("date_of_birth"))]


def _emergency() -> list[rx.Component]:
    return [
        text_field(name, LABELS[name], type=kind, auto_complete="off", **_of(name))
        for name, kind in (
            ("emergency_contact_name", "text"),
            ("emergency_contact_relationship", "text"),
            ("emergency_contact_phone", "tel"),
        )
    ]


def _skills() -> rx.Component:
    picker = skills_picker(
        "skills", value=state.values["skills"], skills=state.skills, manage="/staff/skills"
    )
    return group_field("skills", LABELS["skills"], picker, error=state.problems["skills"])


def _of(name: str) -> dict[str, Any]:
    return {"value": state.values[name], "error": state.problems[name]}
