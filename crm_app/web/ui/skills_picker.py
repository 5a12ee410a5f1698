"""The choice of a person's skills and their levels: staged in the browser, one field of the form."""

from collections.abc import Mapping
from typing import Any, TypedDict

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.bundled import asset
from crm_app.web.ui.packages import WithIcons

asset(__file__, "levels.js")
asset(__file__, "staged_field.js")
asset(__file__, "staged_skills.js")
_PICKER = asset(__file__, "skills_picker.jsx")


class SkillChoice(TypedDict):
    """A skill to choose; `levels` are its selectors as they are stored."""

    uuid: str
    name: str
    levels: list[dict[str, Any]]


class SkillsPicker(WithIcons):
    """Chosen skills with their levels, and a search for more."""

    library = _PICKER.importable_path
    tag = "SkillsPicker"

    name: rx.Var[str]
    value: rx.Var[str]
    skills: rx.Var[list[SkillChoice]]
    manage: rx.Var[str]
    texts: rx.Var[dict[str, str]]


def skills_picker(
    name: str, *, value: str | rx.Var[str], skills: rx.Var[list[SkillChoice]], manage: str
) -> rx.Component:
    """Put it into a `kept_form`. `value` is `staff.staged_text`; `manage` is where skills are made."""
    return SkillsPicker.create(name=name, value=value, skills=skills, manage=manage, texts=_texts())


def _texts() -> Mapping[str, str]:
    return {
        "search": t("Search skills to add"),
        "found": t("Skills to add"),
        "nothing": t("No skill is called like this."),
        "none": t("There are no skills yet."),
        "all": t("This person has every skill there is."),
        "manage": t("Add or edit skills"),
        "remove": t("Remove {name}"),
        "added": t("{name} is added."),
        "removed": t("{name} is removed."),
        "levels": t("Levels of {skill}"),
        "selector": t("{skill}: {selector}"),
    }
