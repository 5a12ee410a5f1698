"""Why an upload is not taken in. Each leaves nothing behind."""

from crm_app.core.errors import AppError, NotFound, Unavailable


class TooLarge(AppError):
    """More bytes than a file may have, declared or counted."""

    code = "too_large"
    status = 413
    text = "The file is too large."


class EmptyFile(AppError):
    """A file without a single byte is nearly always a mistake: a folder, or a broken export."""

    code = "empty_file"
    status = 400
    text = "This file is empty."


class Incomplete(AppError):
    """Another number of bytes came than was declared."""

    code = "incomplete"
    status = 400
    text = "The upload was cut off. Please try again."


class BelongsInImages(AppError):
    """A picture where only other files go."""

    code = "belongs_in_images"
    status = 415
    text = "This is a picture. It belongs in Images."


class BelongsInFiles(AppError):
    """Something else than a picture where only pictures go."""

    code = "belongs_in_files"
    status = 415
    text = "This is not a picture. It belongs in Files."


class DiskFull(AppError):
    """The store has no room for the bytes."""

    code = "disk_full"
    status = 507
    text = "The storage is full. Nothing was saved."


class StoreUnavailable(Unavailable):
    """The store does not answer, or refuses."""

    code = "storage_unavailable"
    text = "The file storage is not available at the moment. Please try again shortly."


class StoreNotOurs(StoreUnavailable):
    """A store is there, without this database's mark: not mounted, or another one."""

    code = "storage_not_ours"
    text = (
        "The file storage that is there does not belong to this database: "
        "it is not mounted, or it is another one. Nothing was changed."
    )


class DeletionsHeld(StoreUnavailable):
    """A backup is being made: what is to be deleted waits until it is done."""

    code = "deletions_held"
    text = "A backup is being made. What is deleted goes afterwards."


class BytesMissing(NotFound):
    """A row names bytes that the store does not have."""

    code = "bytes_missing"
    text = "The content of this file is missing from the storage."
