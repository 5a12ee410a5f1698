"""The parts of the staff area, as tabs over each of its first pages.

A page hands `staff_sections("teams")` to its shell as the start of the `toolbar`: it stands there from the
start and scrolls away, while the `.toolbar` below it stays.
"""

from typing import Literal

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.tabs import tab, tabs

Section = Literal["people", "overview", "chart", "departments", "teams", "skills"]

_SECTIONS: dict[Section, tuple[str, str]] = {
    "people": (t("People"), "/staff"),
    "overview": (t("Overview"), "/staff/overview"),
    "chart": (t("Org chart"), "/staff/chart"),
    "departments": (t("Departments"), "/staff/departments"),
    "teams": (t("Teams"), "/staff/teams"),
    "skills": (t("Skills"), "/staff/skills"),
}


def staff_sections(current: Section) -> rx.Component:
    """The links to all parts of the staff area; `current` is the one that is open."""
    return tabs(
        *[
            tab(label, href, current=rx.Var.create(section == current))
            for section, (label, href) in _SECTIONS.items()
        ],
        label=t("Staff sections"),
    )
