"""What a type of record says about itself to be commented on; its names all follow one pattern."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crm_app.core.errors import AppError, NotFound


@dataclass(frozen=True, slots=True)
class Commentable:
    """One type of record. `crm` and `contact` make permissions `crm.view`, ..., comments on the resource
    `crm_contact`, and audit actions `crm.contact_comment_added`.

    `model` is its table, with `status` as `core.soft_trash` wants it. `page` is the live topic of one record.
    `trashed` is raised where a record in the trash takes nothing new.
    """

    area: str
    name: str
    page: Callable[[UUID], str]
    model: type[Any]
    trashed: type[AppError]

    @property
    def view(self) -> str:
        """The permission to read."""
        return f"{self.area}.view"

    @property
    def edit(self) -> str:
        """The permission to write."""
        return f"{self.area}.edit"

    @property
    def delete(self) -> str:
        """The permission to delete what others wrote."""
        return f"{self.area}.delete"

    @property
    def resource_type(self) -> str:
        """What comments and the audit trail call this type."""
        return f"{self.area}_{self.name}"

    def action(self, what: str) -> str:
        """The name of something that happened, in the audit trail."""
        return f"{self.area}.{self.name}_{what}"


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
