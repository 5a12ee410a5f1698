"""Times: relative, with the exact one on hover. They run on in the browser while the page is open."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.scripts import RelativeTime


def ago(at: str | rx.Var[str], *, class_name: str = "") -> rx.Component:
    """`at` is an ISO time with its zone, as `moment.isoformat()` gives it."""
    return RelativeTime.create(at=at, just_now=t("just now"), class_name=class_name)
