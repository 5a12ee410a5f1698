"""What a type of record says about itself to be commented on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crm_app.core.errors import AppError, NotFound
from crm_app.core.record_names import RecordNames


@dataclass(frozen=True, slots=True)
class Commentable(RecordNames):
    """One type of record; its comments are told as `crm.contact_comment_added`.

    `model` is its table, with `status` as `core.soft_trash` wants it. `page` is the live topic of one record.
    `trashed` is raised where a record in the trash takes nothing new.
    """

    page: Callable[[UUID], str]
    model: type[Any]
    trashed: type[AppError]


_known: dict[str, Commentable] = {}


def known(commentable: Commentable) -> Commentable:
    """The type, which can be found by its resource type from now on. ValueError for one that is taken."""
    if commentable.resource_type in _known:
        raise ValueError(f"two types of record called {commentable.resource_type}")
    _known[commentable.resource_type] = commentable
    return commentable


def commentable_of(resource_type: str) -> Commentable:
    """The type with this name; `NotFound` for one that takes no comments."""
    if resource_type not in _known:
        raise NotFound()
    return _known[resource_type]
