"""The form of one span of employment, above the history."""

import reflex as rx

from crm_app import staff
from crm_app.core.texts import t
from crm_app.web.kept_form_view import Fields, form_of
from crm_app.web.pages.staff.employment_form_state import EmploymentFormState
from crm_app.web.ui.cards import card
from crm_app.web.ui.kept_forms import changed_note, gone_note
from crm_app.web.ui.phrases import phrase

state = EmploymentFormState
fields = Fields(state)
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
    return form_of(
        state,
        *_fields(),
        draft=state.path,
        label=t("Employment"),
        conflict=t(CONFLICT),
        save=rx.cond(state.form == "new", t("Add employment"), t("Save")),
    )


def _fields() -> list[rx.Component]:
    return [
        fields.text("job_title", auto_complete="off", auto_focus=True),
        fields.select("employment_type", KINDS),
        rx.el.div(
            fields.text("employment_start_date", type="date"),
            fields.text("employment_end_date", type="date", hint=t("Empty while it goes on.")),
            class_name="field-pair",
        ),
        fields.select_of("primary_department_uuid", state.departments, prompt=t("None")),
        fields.select_of(
            "primary_team_uuid",
            state.teams,
            prompt=t("None"),
            hint=t("For the record only: it puts nobody on the team."),
        ),
        fields.text("work_location", auto_complete="off"),
        fields.area("notes"),
    ]
