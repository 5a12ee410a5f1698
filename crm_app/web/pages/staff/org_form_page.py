"""The forms of departments, teams and skills: one frame for a new record and for a change."""

from collections.abc import Sequence

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.kept_form_view import Fields, form_of, on_page
from crm_app.web.pages.staff.org_form_state import OrgFormState
from crm_app.web.ui.kept_forms import changed_note, gone_note, waiting_form
from crm_app.web.ui.shell import shell
from crm_app.web.ui.watchers import editing_note

Content = Sequence[rx.Component]
WIDTHS = ("48px", "72px")


def new_form(
    state: type[OrgFormState],
    content: Content,
    *,
    possible: rx.Var[bool] | None = None,
    instead: rx.Component | None = None,
) -> rx.Component:
    """The page of a new record; `instead` stands there while none is `possible`."""
    words = state._words
    form = _form(state, content, draft=f"{words.section}-new", save_label=words.create)
    return shell(
        form if possible is None else rx.cond(possible, form, instead),
        trail=[(t("Staff"), "/staff"), (words.many, words.path), (words.new, None)],
        path=state.path,
        skeleton=waiting_form(WIDTHS),
    )


def edit_form(state: type[OrgFormState], content: Content) -> rx.Component:
    """The page that changes a record."""
    words = state._words
    return shell(
        changed_note(state.changed_elsewhere, words.changed_note),
        gone_note(state.gone, words.deleted_note, words.many, words.path),
        editing_note(),
        _form(state, content, draft=state.path, save_label=t("Save")),
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
    fields = Fields(state)
    name = fields.text("name", required=True, auto_complete="off", auto_focus=True)
    return name, fields.area("description", optional=True)


def _form(
    state: type[OrgFormState], content: Content, *, draft: str | rx.Var[str], save_label: str
) -> rx.Component:
    words = state._words
    label, conflict = words.one, words.conflict_note
    return on_page(form_of(state, *content, draft=draft, label=label, conflict=conflict, save=save_label))
