"""A text to copy, in a field with a button."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t

_COPYING = rx.asset("copying.jsx", shared=True)

# The icons that it imports come with the package that rx.icon uses.
_ICONS = str(rx.icon("x").library)


class CopyField(rx.Component):
    """The field and its button."""

    library = _COPYING.importable_path
    tag = "CopyField"

    text: rx.Var[str]
    label: rx.Var[str]
    copy_label: rx.Var[str]
    copied_label: rx.Var[str]

    def add_imports(self) -> dict[str, Any]:
        return {_ICONS: []}


def copy_field(text: rx.Var[str], *, label: str) -> rx.Component:
    """`text` to copy; one that begins with a slash is shown as an address of this app."""
    return CopyField.create(text=text, label=label, copy_label=t("Copy"), copied_label=t("Copied"))
