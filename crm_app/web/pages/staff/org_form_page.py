"""The forms of departments, teams and skills: one frame for a new record and for a change."""

from collections.abc import Sequence

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session
from crm_app.web.pages.staff.org_form_state import NAMED, OrgFormState
from crm_app.web.ui.fields import text_area, text_field
from crm_app.web.ui.kept_forms import changed_note, conflicts_view, form_actions, gone_note, waiting_form
from crm_app.web.ui.scripts import kept_form
from crm_app.web.ui.shell import shell
from crm_app.web.ui.watchers import editing_note

Fields = Sequence[rx.Component]
WIDTHS = ("48px", "72px")


def new_form(
    state: type[OrgFormState],
    fields: Fields,
    *,
    possible: rx.Var[bool] | None = None,
    instead: rx.Component | None = None,
) -> rx.Component:
    """The page of a new record; `instead` stands there while none is `possible`."""
    words = state._words
    form = _form(state, fields, draft=f"{words.section}-new", save_label=words.create)
    return shell(
        form if possible is None else rx.cond(possible, form, instead),
        trail=[(t("Staff"), "/staff"), (words.many, words.path), (words.new, None)],
        path=state.path,
        skeleton=waiting_form(WIDTHS),
    )


def edit_form(state: type[OrgFormState], fields: Fields) -> rx.Component:
    """The page that changes a record."""
    words = state._words
    return shell(
        changed_note(state.changed_elsewhere, words.changed_note),
        gone_note(state.gone, words.deleted_note, words.many, words.path),
        editing_note(),
        _form(state, fields, draft=state.path, save_label=t("Save")),
        trail=[
            (t("Staff"), "/staff"),
            (words.many, words.path),
            (state.title, state.back),
            (t("Edit"), None),
        ],
        path=state.path,
        skeleton=waiting_form(WIDTHS),
    )


def named_fields(state: type[OrgFormState]) -> tuple[rx.Component, rx.Component]:
    """Name and description, which each of them has."""
    return (
        text_field(
            "name",
            NAMED["name"],
            required=True,
            auto_complete="off",
            auto_focus=True,
            **value_and_problem(state, "name"),
        ),
        text_area(
            "description",
            NAMED["description"],
            optional=True,
            **value_and_problem(state, "description"),
        ),
    )


def value_and_problem(state: type[OrgFormState], name: str) -> dict[str, rx.Var[str]]:
    """What a field needs of the state."""
    return {"value": state.values[name], "error": state.problems[name]}


def _form(
    state: type[OrgFormState], fields: Fields, *, draft: str | rx.Var[str], save_label: str
) -> rx.Component:
    words = state._words
    form = kept_form(
        conflicts_view(state.conflicts, words.conflict_note),
        *fields,
        form_actions(save_label, conflicts=state.conflicts, back=state.back),
        draft=Session.email + " " + draft,
        label=words.one,
        values=state.values,
        answered=state.answered,
        saved=state.saved,
        conflicts=state.conflicts,
        on_save=state.save,
        on_leave_field=state.check,
    )
    return rx.el.div(form, class_name="page-inset form-page")
