"""Form fields: the label above, hint and error below, both tied to the input for screen readers.

Inputs are uncontrolled: what a person types stays in the browser until the form is saved, so no update from
the server can disturb it.
"""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.icons import icon
from crm_app.web.ui.scripts import Choice

Text = str | rx.Var[str]


def text_field(
    name: str,
    label: Text,
    *,
    value: Text = "",
    error: Text = "",
    hint: Text = "",
    required: bool = False,
    optional: bool = False,
    type: str = "text",
    **props: Any,
) -> rx.Component:
    """One line of text. `value` is what stands in it at first; `error` is shown when it is not empty."""
    control = rx.el.input(
        type=type, class_name="input", default_value=value, **_wiring(name, error, hint, required), **props
    )
    return _field(name, label, control, error=error, hint=hint, optional=optional)


def text_area(
    name: str,
    label: Text,
    *,
    value: Text = "",
    error: Text = "",
    hint: Text = "",
    required: bool = False,
    optional: bool = False,
    **props: Any,
) -> rx.Component:
    """Several lines of text; it grows with what is typed."""
    control = rx.el.textarea(
        class_name="input", default_value=value, **_wiring(name, error, hint, required), **props
    )
    return _field(name, label, control, error=error, hint=hint, optional=optional)


def select_field(
    name: str,
    label: Text,
    options: Sequence[tuple[str, str]],
    *,
    value: Text = "",
    error: Text = "",
    hint: Text = "",
    **props: Any,
) -> rx.Component:
    """One of a few; `options` are pairs of value and label. The system's own select, best on phones."""
    control = rx.el.select(
        *[rx.el.option(text, value=key) for key, text in options],
        class_name="input",
        default_value=value,
        **_wiring(name, error, hint, required=False),
        **props,
    )
    return _field(name, label, control, error=error, hint=hint, optional=False)


def select_of(
    name: str,
    label: Text,
    options: rx.Var[list[Choice]],
    *,
    prompt: str,
    value: Text = "",
    error: Text = "",
    hint: Text = "",
    required: bool = False,
    optional: bool = False,
    **props: Any,
) -> rx.Component:
    """One of what the state offers; `prompt` stands there while none is chosen."""
    control = rx.el.select(
        rx.el.option(prompt, value=""),
        rx.foreach(options, lambda each: rx.el.option(each["label"], value=each["value"])),
        class_name="input",
        default_value=value,
        **_wiring(name, error, hint, required),
        **props,
    )
    return _field(name, label, control, error=error, hint=hint, optional=optional)


def group_field(
    name: str,
    label: Text,
    control: rx.Component,
    *,
    error: Text = "",
    hint: Text = "",
    optional: bool = False,
) -> rx.Component:
    """A `control` of several parts that keeps its value in the form by itself, under one label."""
    extra = [rx.el.span(t("optional"), class_name="optional")] if optional else []
    return rx.el.div(
        rx.el.span(label, *extra, id=f"{name}-label", class_name="field-label"),
        *_hint(name, hint),
        control,
        rx.el.div(_problem(name, error), id=f"{name}-problem", role="alert"),
        class_name="field",
        role="group",
        aria_labelledby=f"{name}-label",
        aria_describedby=_described(name, hint),
        tab_index=-1,
        custom_attrs={} if _blank(error) else {"data-wrong": rx.cond(error, "", rx.Var("undefined"))},
    )


def suggestions(identifier: str, values: rx.Var[list[str]]) -> rx.Component:
    """The list behind a `text_field(..., list=identifier)`."""
    return rx.el.datalist(rx.foreach(values, lambda value: rx.el.option(value=value)), id=identifier)


def hidden_field(name: str, value: Text = "") -> rx.Component:
    """A value that travels with the form."""
    return rx.el.input(type="hidden", name=name, default_value=value)


def _field(
    name: str, label: Text, control: rx.Component, *, error: Text, hint: Text, optional: bool
) -> rx.Component:
    extra = [rx.el.span(t("optional"), class_name="optional")] if optional else []
    return rx.el.div(
        rx.el.label(label, *extra, html_for=f"field-{name}"),
        control,
        *_hint(name, hint),
        rx.el.div(_problem(name, error), id=f"{name}-problem", role="alert"),
        class_name="field",
    )


def _problem(name: str, error: Text) -> rx.Component:
    if _blank(error):
        return rx.fragment()
    return rx.cond(error, rx.el.p(icon("circle-alert", size=14), error, class_name="problem"))


def _hint(name: str, hint: Text) -> list[rx.Component]:
    return [] if _blank(hint) else [rx.el.p(hint, id=f"{name}-hint", class_name="hint")]


def _described(name: str, hint: Text) -> str:
    return f"{name}-problem" if _blank(hint) else f"{name}-hint {name}-problem"


def _wiring(name: str, error: Text, hint: Text, required: bool) -> dict[str, Any]:
    described = _described(name, hint)
    wiring: dict[str, Any] = {"id": f"field-{name}", "name": name, "aria_describedby": described}
    if required:
        wiring |= {"required": True, "aria_required": True}
    if not _blank(error):
        wiring["aria_invalid"] = rx.cond(error, "true", "false")
    return wiring


def _blank(text: Text) -> bool:
    return isinstance(text, str) and not text
