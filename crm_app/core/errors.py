"""What can go wrong, as small named classes: a stable code, a status, a message for people."""

from dataclasses import dataclass
from typing import ClassVar

from crm_app.core.texts import t


class AppError(Exception):
    """The root of everything that a person can be told. Subclasses set `code`, `status` and `text`."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    text: ClassVar[str] = "That did not work."

    def __init__(self, message: str | None = None) -> None:
        self.message = message or t(type(self).text)
        super().__init__(self.message)


class NotFound(AppError):
    """No such record, or none that the caller may know of: both answer the same."""

    code = "not_found"
    status = 404
    text = "This could not be found. It may have been deleted."


class Forbidden(AppError):
    """The caller lacks the permission."""

    code = "forbidden"
    status = 403
    text = "You do not have permission to do that."


class ValidationFailed(AppError):
    """Input that breaks rules, with the messages by field."""

    code = "validation_failed"
    status = 422
    text = "Please correct the marked fields."

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__()
        self.fields = fields


class Conflict(AppError):
    """Somebody changed the same thing meanwhile."""

    code = "conflict"
    status = 409
    text = "Somebody else has changed this meanwhile."


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


class Unavailable(AppError):
    """Something that the app needs (database, storage) is away for now."""

    code = "unavailable"
    status = 503
    text = "The service is not available at the moment. Please try again shortly."
