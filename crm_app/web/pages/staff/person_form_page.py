"""`/staff/people/new` and `/staff/people/<uuid>/edit`: one form for both."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session, page
from crm_app.web.kept_form_view import Fields, form_of, on_page
from crm_app.web.pages.staff.person_form_state import LABELS, STATUSES, PersonFormState
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button
from crm_app.web.ui.fields import group_field, select_of
from crm_app.web.ui.icons import icon
from crm_app.web.ui.kept_forms import changed_note, gone_note, waiting_form
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skills_picker import skills_picker
from crm_app.web.ui.watchers import editing_note

state = PersonFormState
fields = Fields(state)
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
    form = form_of(
        state,
        *_account(new),
        _section(t("Contact"), *_contact()),
        _section(t("Personal"), *_personal()),
        _section(t("Emergency contact"), *_emergency()),
        _section(t("Skills"), _skills(), labelled=False),
        draft=draft,
        label=t("Person"),
        conflict=t(CONFLICT),
        save=save_label,
    )
    return on_page(form)


def _section(title: str, *content: rx.Component, labelled: bool = True) -> rx.Component:
    legend = [rx.el.legend(title)] if labelled else []
    return rx.el.fieldset(*legend, *content, class_name="form-section")


def _account(new: bool) -> list[rx.Component]:
    """Whose profile it is, what they are called, and whether they are here."""
    return [
        rx.cond(state.placeholder, _email(new), _locked_email()),
        fields.text("name", auto_complete="off", auto_focus=not new),
        fields.select("status", list(STATUSES.items())),
        rx.cond(state.teams.length() > 0, _team(new)),
        fields.area("bio"),
    ]


def _email(new: bool) -> rx.Component:
    field = fields.text(
        "email",
        type="email",
        required=True,
        hint=state.hint,
        auto_complete="off",
        auto_focus=new,
        spell_check=False,
        list="users",
        on_change=state.note_email.debounce(200),
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
    return select_of("team_uuid", label, state.teams, prompt=t("None"), **fields.wires("team_uuid"))


def _contact() -> list[rx.Component]:
    off = {"auto_complete": "off"}
    return [
        fields.text("work_phone", type="tel", **off),
        fields.text("personal_phone", type="tel", **off),
        fields.text("personal_email", type="email", **off),
    ]


def _personal() -> list[rx.Component]:
    return [fields.text("date_of_birth", type="date")]


def _emergency() -> list[rx.Component]:
    return [
        fields.text(name, type=kind, auto_complete="off")
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
