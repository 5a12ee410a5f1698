"""Small marks: states with a coloured dot (and always a word), and counts."""

from typing import Literal

import reflex as rx

from crm_app.core.texts import t

Tone = Literal["neutral", "success", "warning", "danger", "info"]


def badge(label: str | rx.Var[str], tone: Tone | rx.Var[str] = "neutral") -> rx.Component:
    """A word with a dot in the colour of its meaning."""
    return rx.el.span(label, class_name="badge", data_tone=tone)


def tag(label: str | rx.Var[str]) -> rx.Component:
    """A word on a quiet ground, without meaning of its own."""
    return rx.el.span(label, class_name="badge", data_plain="")


def count(number: int | rx.Var[int]) -> rx.Component:
    """A number beside a title or a tab."""
    return rx.el.span(number, class_name="count")


def status_badge(status: rx.Var[str]) -> rx.Component:
    """The state of a contact or company."""
    return rx.match(
        status,
        ("active", badge(t("Active"), "success")),
        ("inactive", badge(t("Inactive"))),
        ("trashed", badge(t("In the trash"), "danger")),
        rx.fragment(),
    )
