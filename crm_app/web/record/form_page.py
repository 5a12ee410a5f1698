"""The form of a contact or a company, new or not, around its fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.kept_form_view import form_of, on_page
from crm_app.web.record.form_state import RecordFormState
from crm_app.web.ui.kept_forms import changed_note, gone_note, waiting_form
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


def _form(screen: FormScreen, draft: str | rx.Var[str], save_label: str) -> rx.Component:
    return on_page(
        form_of(
            screen.state,
            *screen.fields(),
            draft=draft,
            label=screen.label,
            conflict=screen.conflict,
            save=save_label,
        )
    )
