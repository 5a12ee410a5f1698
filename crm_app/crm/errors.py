"""What can go wrong with contacts, companies and what hangs on them."""

from dataclasses import dataclass

from crm_app.core.errors import AppError, Conflict
from crm_app.core.texts import t


class AlreadyTrashed(AppError):
    """Somebody was faster: the record lies in the trash already."""

    code = "already_trashed"
    status = 409
    text = "This is already in the trash."


class NotTrashed(AppError):
    """Only what lies in the trash can be restored or deleted for good."""

    code = "not_trashed"
    status = 409
    text = "This is not in the trash."


class RecordTrashed(AppError):
    """A record in the trash takes no new media and no new picture."""

    code = "record_trashed"
    status = 409
    text = "This record is in the trash. Restore it first."


class NotRecordImage(AppError):
    """A record's picture must be one of the images in its own Images folder."""

    code = "not_record_image"
    status = 409
    text = "Only one of this record's own images can be its picture."


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people changed: what is stored now, and what this one wanted."""

    field: str
    theirs: str
    yours: str


class EditConflict(Conflict):
    """Fields that somebody else has changed since the form was opened, and this form changes too."""

    code = "edit_conflict"

    def __init__(self, differences: list[Difference]) -> None:
        super().__init__(t("Somebody else has changed this meanwhile. Compare and decide."))
        self.differences = differences
