"""Times: relative, with the exact one on hover, true while the page is open. And days, which have none."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.scripts import Day, RelativeTime


def ago(at: str | rx.Var[str], *, class_name: str = "") -> rx.Component:
    """`at` is an ISO time with its zone, as `moment.isoformat()` gives it."""
    return RelativeTime.create(at=at, just_now=t("just now"), class_name=class_name)


def day(on: str | rx.Var[str], *, class_name: str = "") -> rx.Component:
    """`on` is a day as `date.isoformat()` gives it; nothing is shown for ""."""
    return Day.create(on=on, class_name=class_name)
