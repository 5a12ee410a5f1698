"""The editor of a skill's selectors: staged in the browser, one field of the form around it."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.bundled import asset
from crm_app.web.ui.packages import WithIcons

asset(__file__, "reorder.js")
asset(__file__, "selectors.js")
_EDITOR = asset(__file__, "selector_editor.jsx")


class SelectorEditor(WithIcons):
    """Selectors with their options; what they are goes with the form as JSON in the field `name`."""

    library = _EDITOR.importable_path
    tag = "SelectorEditor"

    name: rx.Var[str]
    value: rx.Var[str]
    texts: rx.Var[dict[str, str]]
    standard: rx.Var[dict[str, Any]]


def selector_editor(name: str, *, value: str | rx.Var[str]) -> rx.Component:
    """Put it into a `kept_form`. `value` is what is stored, as the JSON that `JSON.stringify` writes."""
    return SelectorEditor.create(name=name, value=value, texts=_texts(), standard=_standard())


def _standard() -> Mapping[str, Any]:
    levels = [t("Beginner"), t("Intermediate"), t("Advanced"), t("Expert")]
    return {"name": t("Proficiency"), "levels": levels}


def _texts() -> Mapping[str, str]:
    return {
        "addSelector": t("Add selector"),
        "addStandard": t("Add standard levels"),
        "addOption": t("Add level"),
        "selectorName": t("Name of the selector"),
        "selectorHint": t("Selector, for example Proficiency"),
        "optionName": t("Name of the level"),
        "optionHint": t("Level"),
        "unnamed": t("Unnamed"),
        "howMany": t("How many levels of {name} one can have"),
        "single": t("Single"),
        "multiple": t("Multiple"),
        "removeSelector": t("Remove selector {name}"),
        "removeOption": t("Remove level {name}"),
        "move": t("Move {name}"),
        "moveHint": t("Drag, or use the arrow keys"),
        "moved": t("{name} is now {place} of {total}."),
    }
