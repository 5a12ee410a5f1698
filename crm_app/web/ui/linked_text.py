"""Text that people typed: line breaks kept, addresses as links, people who are mentioned standing out."""

from typing import Any

import reflex as rx

from crm_app.web.bundled import asset

asset(__file__, "linked_text.js")
LINKED_TEXT = asset(__file__, "linked_text.jsx")


class LinkedText(rx.Component):
    """The text. It is never taken for HTML."""

    library = LINKED_TEXT.importable_path
    tag = "LinkedText"

    text: rx.Var[str]
    mentions: rx.Var[list[dict[str, str]]]
    me: rx.Var[str]


def linked_text(text: rx.Var[str], **props: Any) -> rx.Component:
    """`text` as somebody typed it. `mentions` are mappings of uuid and name, `me` the uuid of who looks."""
    return LinkedText.create(text=text, **props)
