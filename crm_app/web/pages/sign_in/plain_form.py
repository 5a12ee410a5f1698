"""A form that the browser itself sends. Reflex's own one keeps every submit to itself."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML

from crm_app.core.texts import t
from crm_app.web.ui.fields import text_field


class PlainForm(BaseHTML):
    """`<form method="post" action=...>`: works before any script does, and password managers know it."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


def plain_form(action: str, *content: rx.Component, class_name: str = "plain-form") -> rx.Component:
    """Posts its fields to `action`, one of the routes of web/http/auth.py."""
    return PlainForm.create(*content, action=action, method="post", class_name=class_name)


def typed_field(name: str, label: str, value: rx.Var[str], **props: Any) -> rx.Component:
    """A text field with `value` in it. A tab still shows what its last visit knew until the page is loaded: a
    field that begins with one text does not take another, so another text makes another field."""
    return text_field(name, label, value=value, key=value, **props)


def own_name_field(value: rx.Var[str], error: str | rx.Var[str]) -> rx.Component:
    """What whoever fills in the form is called; it is where they begin."""
    return typed_field(
        "name",
        t("Your name"),
        value,
        error=error,
        required=True,
        auto_complete="name",
        auto_focus=True,
        max_length=255,
    )


def new_password_field(name: str, label: str, error: str | rx.Var[str]) -> rx.Component:
    """A password that is chosen here; the bounds are those of `accounts`."""
    return text_field(
        name,
        label,
        error=error,
        hint=t("At least 8 characters. A few words are easier to remember than symbols."),
        required=True,
        type="password",
        auto_complete="new-password",
        min_length=8,
        max_length=256,
    )
