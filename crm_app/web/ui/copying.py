"""A text to copy, in a field with a button."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.bundled import asset
from crm_app.web.ui.packages import WithIcons

_COPYING = asset(__file__, "copying.jsx")


class CopyField(WithIcons):
    """The field and its button."""

    library = _COPYING.importable_path
    tag = "CopyField"

    text: rx.Var[str]
    label: rx.Var[str]
    copy_label: rx.Var[str]
    copied_label: rx.Var[str]


def copy_field(text: rx.Var[str], *, label: str) -> rx.Component:
    """`text` to copy; one that begins with a slash is shown as an address of this app."""
    return CopyField.create(text=text, label=label, copy_label=t("Copy"), copied_label=t("Copied"))
