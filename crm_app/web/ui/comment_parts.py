"""Where comments are written, and one comment: what is typed lives in the browser until it is saved."""

from typing import TypedDict

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.bundled import asset
from crm_app.web.ui.packages import WithDialogs

# What the module imports has to lie beside it.
for _name in ("comment_drafts.js", "linked_text.js", "linked_text.jsx", "mentioning.js", "uuid7.js"):
    asset(__file__, _name)
_COMMENTS = asset(__file__, "comments.jsx")


class Face(TypedDict):
    """How somebody looks in small."""

    uuid: str
    name: str
    image: str
    letters: str
    tint: str


class Answer(TypedDict):
    """What became of a comment that was sent; `problem` is "" when saved; each has another `number`."""

    uuid: str
    problem: str
    number: int


class Named(TypedDict):
    """Somebody who is mentioned."""

    uuid: str
    name: str


class CommentItem(TypedDict):
    """One comment: `uuid` is its own, `author` the user's. `edited_at` is "" for one that never changed."""

    uuid: str
    author: str
    name: str
    image: str
    letters: str
    tint: str
    body: str
    mentions: list[Named]
    at: str
    edited_at: str


class CommentComposer(WithDialogs):
    """The field for a new comment on `record`; `rows` are the comments that are there."""

    library = _COMMENTS.importable_path
    tag = "CommentComposer"

    record: rx.Var[str]
    rows: rx.Var[list[CommentItem]]
    me: rx.Var[Face]
    answer: rx.Var[Answer]
    people: rx.Var[list[Face]]
    people_for: rx.Var[str]
    longest: rx.Var[int]
    texts: rx.Var[dict[str, str]]
    on_send: rx.EventHandler[rx.event.passthrough_event_spec(str, str, list[str])]
    on_search: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class CommentEntry(WithDialogs):
    """One comment, its time as the child. Its author can change it, whoever `can_delete` delete it."""

    library = _COMMENTS.importable_path
    tag = "CommentEntry"

    comment: rx.Var[CommentItem]
    mine: rx.Var[bool]
    can_edit: rx.Var[bool]
    can_delete: rx.Var[bool]
    me: rx.Var[str]
    answer: rx.Var[Answer]
    people: rx.Var[list[Face]]
    people_for: rx.Var[str]
    longest: rx.Var[int]
    texts: rx.Var[dict[str, str]]
    on_change: rx.EventHandler[rx.event.passthrough_event_spec(str, str, list[str])]
    on_delete: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_search: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def comment_texts() -> dict[str, str]:
    """What both parts say."""
    return {
        "write": t("Write a comment"),
        "hint": t("Write a comment…"),
        "mention": t("@ mentions somebody"),
        "change": t("Change your comment"),
        "send": t("Comment"),
        "save": t("Save"),
        "saving": t("Saving…"),
        "cancel": t("Cancel"),
        "by": t("Comment by {name}"),
        "actions": t("Actions for the comment by {name}"),
        "edit": t("Edit"),
        "delete": t("Delete…"),
        "edited": t("edited"),
        "editedTitle": t("The words were changed after they were written."),
        "people": t("People to mention"),
        "offered": t("{count} people to mention. Choose with the arrow keys and Enter."),
    }
