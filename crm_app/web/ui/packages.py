"""Components whose modules import from packages that come with components of Reflex.

Such a package is installed and bundled only where a component on the page names it.
"""

from typing import Any

import reflex as rx

_ICONS = str(rx.icon("x").library)
_THEMES = str(rx.dialog.root().library)


class WithIcons(rx.Component):
    """Its modules import icons: the package of `rx.icon`."""

    def add_imports(self) -> dict[str, Any]:
        return {_ICONS: []}


class WithDialogs(rx.Component):
    """Its modules import icons, and dialogs or menus: the package of `rx.dialog` and `rx.dropdown_menu`."""

    def add_imports(self) -> dict[str, Any]:
        return {_ICONS: [], _THEMES: []}
