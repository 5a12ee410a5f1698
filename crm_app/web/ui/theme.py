"""The look of the whole app: what goes into `rx.App(**theme.APP)`, and the lines rxconfig.py needs for it.

    rx.plugins.RadixThemesPlugin(theme=rx.theme(accent_color="iris", gray_color="slate", radius="medium"))
    frontend_packages=["@fontsource-variable/inter@5.2.8"]
    default_color_mode="system"

Colours, sizes and times are CSS variables in assets/styles/base.css; components set classes and nothing
else, so that no style is computed in the browser.
"""

from typing import Any

import reflex as rx
from reflex_components_core.base.error_boundary import error_boundary

from crm_app.core.texts import t
from crm_app.web.ui.empty import empty

STYLESHEETS = [
    "styles/base.css",
    "styles/shell.css",
    "styles/controls.css",
    "styles/content.css",
    "styles/lists.css",
    "styles/accounts.css",
    "styles/contacts.css",
    "styles/media.css",
    "styles/picker.css",
    "styles/organisation.css",
    "styles/person.css",
    "styles/chart.css",
    "styles/presence.css",
    "styles/comments.css",
    "styles/interactions.css",
    "styles/activity.css",
    "styles/library.css",
]


def _head() -> list[rx.Component]:
    return [
        rx.el.script(src="/socket.js"),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.meta(name="color-scheme", content="light dark"),
        rx.el.meta(name="theme-color", content="#ffffff", media="(prefers-color-scheme: light)"),
        rx.el.meta(name="theme-color", content="#131416", media="(prefers-color-scheme: dark)"),
        rx.el.meta(name="robots", content="noindex"),
    ]


def _boundary(_: bool) -> rx.Component | None:
    """What stands there when the page itself has broken: a way on instead of a stack of calls."""
    way_out = rx.el.a(t("Load the page again"), href="", class_name="button", data_kind="primary")
    text = t("What you saved is safe. The page has to start again.")
    return error_boundary(fallback_render=empty("cloud-alert", t("Something went wrong"), text, way_out))


# The default overlay and toaster speak of servers and need eval; the shell says it in its own words.
APP: dict[str, Any] = {
    "html_lang": "en",
    "stylesheets": STYLESHEETS,
    "head_components": _head(),
    "toaster": None,
    "app_wraps": {(55, "ErrorBoundary"): _boundary},
}
