"""Links that change the page without loading it anew."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink


def link(
    *children: rx.Component | rx.Var[str] | str,
    href: str | rx.Var[str],
    class_name: str = "link",
    **props: Any,
) -> rx.Component:
    """A link within the app."""
    return ReactRouterLink.create(*children, to=href, class_name=class_name, **props)


def mail_link(address: rx.Var[str], *, class_name: str = "link") -> rx.Component:
    """An e-mail address that opens the mail program."""
    return rx.el.a(address, href="mailto:" + address, class_name=class_name)


def phone_link(number: rx.Var[str], *, class_name: str = "link") -> rx.Component:
    """A phone number that can be called."""
    return rx.el.a(number, href="tel:" + number, class_name=class_name)


def web_link(text: rx.Var[str], href: rx.Var[str], *, class_name: str = "link") -> rx.Component:
    """A website, in a tab of its own."""
    return rx.el.a(text, href=href, target="_blank", rel="noopener noreferrer", class_name=class_name)
