"""A `kept_form` as it is drawn from its state: the wires between both, which are the same for every form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from crm_app.web.access import Session
from crm_app.web.kept_forms import KeptFormState
from crm_app.web.ui.fields import select_field, select_of, text_area, text_field
from crm_app.web.ui.kept_forms import conflicts_view, form_actions
from crm_app.web.ui.scripts import Choice, kept_form

Text = str | rx.Var[str]


def form_of(
    state: type[KeptFormState], *fields: rx.Component, draft: Text, label: Text, conflict: str, save: Text
) -> rx.Component:
    """The fields between the conflicts, which `conflict` explains, and the button that says `save`.

    `draft` names the memory of what is typed, which each account has for itself.
    """
    return kept_form(
        conflicts_view(state.conflicts, conflict),
        *fields,
        form_actions(save, conflicts=state.conflicts, back=state.back),
        draft=Session.email + " " + draft,
        label=label,
        values=state.values,
        answered=state.answered,
        saved=state.saved,
        conflicts=state.conflicts,
        on_save=state.save,
        on_leave_field=state.check,
    )


def on_page(form: rx.Component) -> rx.Component:
    """A form that has a page to itself."""
    return rx.el.div(form, class_name="page-inset form-page")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one form, each with its label, what stands in it at first and what is wrong with it.

    More props go to the functions of `ui.fields` that draw them.
    """

    state: type[KeptFormState]

    def text(self, name: str, **props: Any) -> rx.Component:
        """One line."""
        return text_field(name, self.label(name), **self.wires(name), **props)

    def area(self, name: str, **props: Any) -> rx.Component:
        """Several lines."""
        return text_area(name, self.label(name), **self.wires(name), **props)

    def select(self, name: str, options: Sequence[tuple[str, str]], **props: Any) -> rx.Component:
        """One of a few that never change."""
        return select_field(name, self.label(name), options, **self.wires(name), **props)

    def select_of(
        self, name: str, options: rx.Var[list[Choice]], *, prompt: str, **props: Any
    ) -> rx.Component:
        """One of what the state offers."""
        return select_of(name, self.label(name), options, prompt=prompt, **self.wires(name), **props)

    def label(self, name: str) -> str:
        """What people call the field."""
        return self.state._labels[name]

    def wires(self, name: str) -> dict[str, Any]:
        """What a field needs of the state."""
        return {"value": self.state.values[name], "error": self.state.problems[name]}
