"""What stands in the final shape of a page while its content is on the way."""

import reflex as rx

from crm_app.core.texts import t


def bone(width: str = "100%", height: str = "12px", *, round: bool = False) -> rx.Component:
    """One grey bar, or a disc."""
    size = rx.Var.create({"width": width, "height": height})  # in the element: no rule is made for each
    shape = {"data-round": ""} if round else {}
    return rx.el.span(class_name="bone", custom_attrs={"style": size, **shape})


def waiting(*bones: rx.Component, class_name: str = "") -> rx.Component:
    """A group of bones; screen readers hear "Loading" once."""
    return rx.el.div(
        rx.el.span(t("Loading…"), class_name="unseen"),
        *bones,
        class_name=f"waiting {class_name}".strip(),
        role="status",
    )


def waiting_card(lines: int = 4) -> rx.Component:
    """A card whose lines are on the way."""
    widths = ("60%", "80%", "45%", "70%")
    rows = [rx.el.div(bone(widths[line % 4]), style={"padding": "6px 0"}) for line in range(lines)]
    return rx.el.section(rx.el.div(*rows, class_name="card-body"), class_name="card")
