"""`/staff/chart`: the organisation as a picture that one walks through, and as an outline."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session, page
from crm_app.web.chart.components import org_chart
from crm_app.web.pages.staff.chart_state import Chart
from crm_app.web.pages.staff.sections import staff_sections
from crm_app.web.ui.buttons import link_button
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting


@page("/staff/chart", "staff.view", t("Org chart"), on_load=Chart.load)
def chart_page() -> rx.Component:
    """The chart, or what stands for it while there is nothing to draw."""
    return shell(
        rx.cond(Chart.problem, failed(Chart.problem, Chart.load), _chart()),
        trail=[(t("Staff"), "/staff"), (t("Org chart"), None)],
        ready=Chart.loaded | (Chart.problem != ""),
        toolbar=staff_sections("chart"),
        skeleton=_waiting(),
    )


def _chart() -> rx.Component:
    nobody = (Chart.picture["departments"].length() == 0) & (Chart.picture["people"] == 0)
    chart = org_chart(
        picture=Chart.picture,
        answer=Chart.answer,
        version=Chart.version,
        found=Chart.found,
        target=Chart.target,
        on_read=Chart.read,
        on_find=Chart.find,
        on_locate=Chart.locate,
    )
    return rx.cond(nobody, _nobody(), chart)


def _nobody() -> rx.Component:
    return empty(
        "network",
        t("No departments and nobody on staff yet"),
        t("The chart shows departments, their teams and the people on them. It grows as you add them."),
        rx.cond(
            Session.permissions.contains("staff.edit"),
            link_button(t("Add a department"), "/staff/departments/new", icon="plus", kind="primary"),
        ),
    )


def _waiting() -> rx.Component:
    def column(*widths: str) -> rx.Component:
        return rx.el.div(*[bone(width, "52px") for width in widths], class_name="org-waiting-column")

    return waiting(
        column("196px"), column(*["256px"] * 5), column(*["256px"] * 7), class_name="org org-waiting"
    )
