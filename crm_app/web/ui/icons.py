"""Icons: lucide, one stroke width, hidden from screen readers because a text always says the same."""

import reflex as rx


def icon(name: str, *, size: int = 16) -> rx.Component:
    """The icon `name` (a lucide name, known when the page is built)."""
    return rx.icon(name, size=size, class_name="icon", aria_hidden=True)


def icon_of(name: rx.Var[str], known: tuple[str, ...], *, fallback: str, size: int = 16) -> rx.Component:
    """The icon whose name comes with the data; only the `known` ones reach the browser."""
    return rx.match(name, *[(each, icon(each, size=size)) for each in known], icon(fallback, size=size))
