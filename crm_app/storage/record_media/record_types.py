"""What a type of record says about itself to have media."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from crm_app.core.errors import AppError
from crm_app.core.record_names import RecordNames
from crm_app.core.tables import ChangingRow
from crm_app.storage.record_names import keep_names

Kind = Literal["files", "images"]
"""The two folders of a record."""
Only = Literal["all", "images", "non_images"]

R = TypeVar("R", bound=ChangingRow)
R_co = TypeVar("R_co", bound=ChangingRow, covariant=True)


@dataclass(frozen=True, slots=True)
class RecordType(RecordNames, Generic[R_co]):
    """One type of record. `crm` and `contact` make folders `crm-contact-<uuid>`; its files are told as
    `crm.contact_file_added`.

    `model` has `status` and `details`, as `core.soft_trash` wants them. `page` is the live topic of one
    record, `lists` the one of lists that show pictures. `trashed` is raised where a record in the trash
    takes nothing new, `not_image` where something else than one of its images is to be its picture.
    """

    model: type[R_co]
    page: Callable[[UUID], str]
    lists: str
    trashed: type[AppError]
    not_image: type[AppError]

    @property
    def folder(self) -> str:
        """What the names of all its folders begin with."""
        return f"{self.area}-{self.name}"

    def resource(self, record_uuid: UUID) -> tuple[str, UUID]:
        """The record as the audit trail names it."""
        return (self.resource_type, record_uuid)


_known: dict[str, RecordType[Any]] = {}


def known(record_type: RecordType[R]) -> RecordType[R]:
    """The type, whose folders are recognised from now on. ValueError for a name that is taken."""
    if record_type.folder in _known:
        raise ValueError(f"two types of record with folders {record_type.folder}-<uuid>")
    _known[record_type.folder] = record_type
    keep_names(record_type.folder)
    return record_type


def type_of_folder(start: str) -> RecordType[Any] | None:
    """The type whose folders begin with `<start>-`."""
    return _known.get(start)


def known_types() -> list[RecordType[Any]]:
    """All types that there are."""
    return list(_known.values())
