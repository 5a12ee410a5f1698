"""All pages of the app, each with the permission it needs. What is not registered here does not exist."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

import reflex as rx
from reflex_base.constants import Page404
from reflex_base.event import Event
from reflex_base.utils.format import format_event_handler, format_route

from crm_app.core.texts import t
from crm_app.web.coming_back import ComingBack
from crm_app.web.permits import PUBLIC, permission_of, permit
from crm_app.web.session import Session

View = Callable[[], rx.Component]


@dataclass(frozen=True, slots=True)
class Page:
    """One screen: its route as Reflex writes it, who may see it, what it shows and what it does at load."""

    route: str
    permission: str
    title: str
    on_load: tuple[Any, ...]
    view: View


PAGES: dict[str, Page] = {}


def page(
    route: str, permission: str, title: str, on_load: Any | Sequence[Any] = ()
) -> Callable[[View], View]:
    """Registers a function as the page at `route` ("/contacts/[uuid]").

    `on_load` is one `@handler` or several; the signed-in person is loaded before them. ValueError for a route
    that is taken.
    """
    load = tuple(on_load) if isinstance(on_load, Sequence) else (on_load,)

    def register(view: View) -> View:
        key = format_route(route)
        if key in PAGES:
            raise ValueError(f"two pages at {route}")
        PAGES[key] = Page(route, permission, title, load, permit(permission)(view))
        return view

    return register


def add_pages(app: rx.App, *, refused: View, unknown: View) -> None:
    """Hands every registered page to Reflex.

    `refused` stands in for a page that the person may not see, `unknown` for one that does not exist.
    """
    app.add_page(unknown, route=Page404.SLUG, title=t("Page not found"))
    for entry in PAGES.values():
        signed_in = entry.permission != PUBLIC
        app.add_page(
            _guarded(entry, refused) if signed_in else entry.view,
            route=entry.route,
            title=entry.title,
            on_load=[Session.load, *entry.on_load, ComingBack.finish] if signed_in else [*entry.on_load],
        )


def _guarded(entry: Page, refused: View) -> View:
    @wraps(entry.view)  # Reflex puts what a view consists of into a script named after the view's module
    def view() -> rx.Component:
        return rx.cond(Session.forbidden, refused(), entry.view())

    return view


def permission_of_page(key: str) -> str | None:
    """The permission of the page with this route key; None for one that is not registered."""
    return permission_of(PAGES[key].view) if key in PAGES else None


def loads_a_page(event: Event) -> bool:
    """Whether this is a part of some page's load."""
    return event.name in _names_of_loads()


@cache
def _names_of_loads() -> frozenset[str]:
    """All pages are registered before the first event comes."""
    handlers = [each for entry in PAGES.values() for each in entry.on_load]
    return frozenset(format_event_handler(each) for each in [Session.load, ComingBack.finish, *handlers])
