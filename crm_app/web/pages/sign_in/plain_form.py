"""A form that the browser itself sends. Reflex's own one keeps every submit to itself."""

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML


class PlainForm(BaseHTML):
    """`<form method="post" action=...>`: works before any script does, and password managers know it."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


def plain_form(action: str, *content: rx.Component, class_name: str = "plain-form") -> rx.Component:
    """Posts its fields to `action`, one of the routes of web/http/auth.py."""
    return PlainForm.create(*content, action=action, method="post", class_name=class_name)
