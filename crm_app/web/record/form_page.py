"""The form of a contact or a company, new or not, around its fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session
from crm_app.web.record.form_state import RecordFormState
from crm_app.web.ui.kept_forms import changed_note, conflicts_view, form_actions, gone_note, waiting_form
from crm_app.web.ui.scripts import kept_form
from crm_app.web.ui.shell import shell
from crm_app.web.ui.watchers import editing_note


@dataclass(frozen=True, slots=True)
class FormScreen:
    """What one of these forms shows and says. `draft` names the memory of the new one, `widths` are those of
    the labels while it is on the way.
    """

    state: type[RecordFormState]
    home: str
    records: str
    label: str
    new: str
    create: str
    all: str
    draft: str
    fields: Callable[[], Sequence[rx.Component]]
    widths: Sequence[str]
    changed: str
    gone: str
    conflict: str


def new_record(screen: FormScreen) -> rx.Component:
    """The empty form."""
    return shell(
        _form(screen, screen.draft, screen.create),
        trail=[(screen.records, screen.home), (screen.new, None)],
        path=screen.state.path,
        skeleton=waiting_form(screen.widths),
    )


def edit_record(screen: FormScreen) -> rx.Component:
    """The form of one record."""
    state = screen.state
    return shell(
        changed_note(state.changed_elsewhere, screen.changed),
        gone_note(state.gone, screen.gone, screen.all, screen.home),
        editing_note(),
        _form(screen, state.path, t("Save")),
        trail=[(screen.records, screen.home), (state.title, state.back), (t("Edit"), None)],
        path=state.path,
        skeleton=waiting_form(screen.widths),
    )


def of_field(state: type[RecordFormState], name: str) -> dict[str, rx.Var[str]]:
    """What stands in a field at first, and what is wrong with it."""
    return {"value": state.values[name], "error": state.problems[name]}


def _form(screen: FormScreen, draft: str | rx.Var[str], save_label: str) -> rx.Component:
    state = screen.state
    form = kept_form(
        conflicts_view(state.conflicts, screen.conflict),
        *screen.fields(),
        form_actions(save_label, conflicts=state.conflicts, back=state.back),
        draft=Session.email + " " + draft,
        label=screen.label,
        values=state.values,
        answered=state.answered,
        saved=state.saved,
        conflicts=state.conflicts,
        on_save=state.save,
        on_leave_field=state.check,
    )
    return rx.el.div(form, class_name="page-inset form-page")
