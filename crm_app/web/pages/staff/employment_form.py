"""The form of one span of employment, above the history."""

from typing import Any

import reflex as rx

from crm_app import staff
from crm_app.core.texts import t
from crm_app.web.access import Session
from crm_app.web.pages.staff.employment_form_state import LABELS, EmploymentFormState
from crm_app.web.ui.cards import card
from crm_app.web.ui.fields import select_field, select_of, text_area, text_field
from crm_app.web.ui.kept_forms import changed_note, conflicts_view, form_actions, gone_note
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.scripts import kept_form

state = EmploymentFormState
KINDS = [
    ("", t("Not said")),
    *((kind, staff.employment_type_label(kind) or kind) for kind in staff.EMPLOYMENT_TYPES),
]
CARRIED = "Carried over from {role}, from today on. Change whatever is different now."
CHANGED = "Somebody has just changed this employment. Saving keeps their changes where you made none."
CONFLICT = "Somebody has saved this employment meanwhile. Choose what stays, then save again."


def employment_form() -> rx.Component:
    """It is drawn anew for each span, so that nothing of one stands in the form of another."""
    new = state.form == "new"
    return card(
        changed_note(state.changed_elsewhere, t(CHANGED)),
        gone_note(state.gone, t("This employment was removed."), t("Close"), state.back),
        rx.cond(state.carried_over, rx.el.p(_carried(), class_name="quiet form-note")),
        _form(),
        title=rx.cond(new, t("Add employment"), t("Edit employment")),
        icon="briefcase",
        key=state.form,
    )


def _carried() -> rx.Var[str]:
    role = rx.cond(state.carried, state.carried, t("the latest employment"))
    return phrase(CARRIED, role=role)


def _form() -> rx.Component:
    return kept_form(
        conflicts_view(state.conflicts, t(CONFLICT)),
        *_fields(),
        form_actions(
            rx.cond(state.form == "new", t("Add employment"), t("Save")),
            conflicts=state.conflicts,
            back=state.back,
        ),
        draft=Session.email + " " + state.path,
        label=t("Employment"),
        values=state.values,
        answered=state.answered,
        saved=state.saved,
        conflicts=state.conflicts,
        on_save=state.save,
        on_leave_field=state.check,
    )


def _fields() -> list[rx.Component]:
    return [
        text_field(
            "job_title", LABELS["job_title"], auto_complete="off", auto_focus=True, **_of("job_title")
        ),
        select_field("employment_type", LABELS["employment_type"], KINDS, **_of("employment_type")),
        rx.el.div(
            text_field(
                "employment_start_date",
                LABELS["employment_start_date"],
                type="date",
                **_of("employment_start_date"),
            ),
            text_field(
                "employment_end_date",
                LABELS["employment_end_date"],
                type="date",
                hint=t("Empty while it goes on."),
                **_of("employment_end_date"),
            ),
            class_name="field-pair",
        ),
        select_of(
            "primary_department_uuid",
            LABELS["primary_department_uuid"],
            state.departments,
            prompt=t("None"),
            **_of("primary_department_uuid"),
        ),
        select_of(
            "primary_team_uuid",
            LABELS["primary_team_uuid"],
            state.teams,
            prompt=t("None"),
            hint=t("For the record only: it puts nobody on the team."),
            **_of("primary_team_uuid"),
        ),
        text_field("work_location", LABELS["work_location"], auto_complete="off", **_of("work_location")),
        text_area("notes", LABELS["notes"], **_of("notes")),
    ]


def _of(name: str) -> dict[str, Any]:
    return {"value": state.values[name], "error": state.problems[name]}
