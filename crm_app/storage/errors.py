"""What can go wrong with folders and files, beside what core already names."""

from crm_app.core.errors import AppError, ValidationFailed
from crm_app.core.texts import t


class FolderUnavailable(AppError):
    """The folder is trashed or gone, so nothing may be put there."""

    code = "folder_unavailable"
    status = 409
    text = "The folder is no longer available."


class FileTrashed(AppError):
    """The file lies in the trash; it has to be restored before it can be attached."""

    code = "file_trashed"
    status = 409
    text = "The file is in the trash."


class NotTrashed(AppError):
    """Only what lies in the trash can be restored or deleted for good from there."""

    code = "not_trashed"
    status = 409
    text = "This is not in the trash."


class OutOfScope(AppError):
    """The folder or file is not within the folder that this operation is confined to."""

    code = "out_of_scope"
    status = 403
    text = "This lies outside the folder you are working in."


class FolderCycle(AppError):
    """A folder cannot move below itself."""

    code = "cycle"
    status = 409
    text = "A folder cannot be moved into itself or into one of its own folders."


class AlreadyLinked(AppError):
    """The folder already holds the file, as its home or by a link."""

    code = "already_linked"
    status = 409
    text = "The folder already holds this file."


class NotHeld(AppError):
    """The folder does not hold the file, or not as a file of the demanded kind."""

    code = "not_held"
    status = 409
    text = "The file is not in this folder."


class BelongsToRecord(AppError):
    """The folders of a record are found by their names: changed, they would be taken away from the record."""

    code = "belongs_to_record"
    status = 409
    text = "This folder belongs to a record: its name and its place are the record's."


class OtherKind(AppError):
    """A picture stays a picture, and what is none becomes none: records keep them in different folders."""

    code = "other_kind"
    status = 409
    text = "A new version has to be of the same kind: a picture for a picture, a file for a file."


class NameTaken(ValidationFailed):
    """A live folder of that name is already there."""

    def __init__(self) -> None:
        super().__init__({"name": [t("There is already a folder with this name.")]})
