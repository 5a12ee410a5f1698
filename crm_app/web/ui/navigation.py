"""Where one can go, and the person who is signed in: the sidebar, on phones the bar at the bottom."""

from dataclasses import dataclass

import reflex as rx
from reflex.style import set_color_mode

from crm_app.core.texts import t
from crm_app.web.access import Session
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import link
from crm_app.web.ui.menus import menu, menu_item, menu_line


@dataclass(frozen=True)
class Place:
    """One entry of the navigation; shown to those who have `permission`."""

    label: str
    href: str
    icon: str
    permission: str


NAVIGATION = [
    Place("Contacts", "/contacts", "contact-round", "crm.view"),
    Place("Companies", "/companies", "building-2", "crm.view"),
    Place("Staff", "/staff", "users", "staff.view"),
    Place("Media", "/media", "library-big", "media.view"),
    Place("Activity", "/activity", "history", "activity.view"),
]
SETTINGS = "/settings"


def sidebar() -> rx.Component:
    """The navigation with the person below it."""
    return rx.el.nav(
        link(brand_mark(), rx.el.span("CRM"), href="/contacts", class_name="brand"),
        rx.el.ul(*[_item(place) for place in NAVIGATION]),
        rx.el.div(_settings(), _person(), class_name="below"),
        class_name="sidebar",
        aria_label=t("Main"),
    )


def brand_mark() -> rx.Component:
    """The app's sign."""
    return rx.el.img(src="/favicon.svg", alt="", width=20, height=20)


def _item(place: Place) -> rx.Component:
    path = rx.State.router.url.path
    here = (path == place.href) | path.startswith(place.href + "/")
    shown = Session.permissions.contains(place.permission) | ~Session.ready
    entry = link(
        icon(place.icon, size=18),
        rx.el.span(t(place.label), class_name="cut"),
        href=place.href,
        class_name="nav-item",
        aria_current=rx.cond(here, "page", None),
    )
    return rx.cond(shown, rx.el.li(entry))


def _settings() -> rx.Component:
    here = rx.State.router.url.path.startswith(SETTINGS)
    return link(
        icon("settings", size=18),
        rx.el.span(t("Settings")),
        href=SETTINGS,
        class_name="nav-item wide-only",
        aria_current=rx.cond(here, "page", None),
    )


def _person() -> rx.Component:
    trigger = rx.el.button(
        avatar(letters=Session.initials, colour=Session.tint, size=24),
        rx.el.span(Session.name, class_name="cut"),
        type="button",
        class_name="nav-item",
        aria_label=t("Your account"),
    )
    return menu(
        trigger,
        rx.el.div(
            rx.el.div(Session.name, class_name="cut"),
            rx.el.div(Session.email, class_name="cut quiet small"),
            class_name="menu-person",
        ),
        menu_line(),
        *_appearance(),
        menu_line(),
        menu_item(t("Settings"), icon="settings", on_select=rx.redirect(SETTINGS)),
        menu_item(t("Sign out"), icon="log-out", on_select=Session.sign_out),
        align="start",
    )


def _appearance() -> list[rx.Component]:
    return [
        menu_item(t("Light"), icon="sun", on_select=set_color_mode("light")),
        menu_item(t("Dark"), icon="moon", on_select=set_color_mode("dark")),
        menu_item(t("As the system"), icon="monitor", on_select=set_color_mode("system")),
    ]
