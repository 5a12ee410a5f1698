"""What can go wrong with interactions and with what is still being written."""

from collections.abc import Sequence

from crm_app.core.errors import AppError, Conflict, Forbidden
from crm_app.core.texts import t, tn


class NotAnchoredHere(Forbidden):
    """An interaction is changed and deleted on the page of its anchor alone, also where others show it."""

    code = "not_anchored_here"
    text = "This belongs to another record. Open it there."


class AttachmentUnavailable(AppError):
    """Files that were to be attached lie in the trash, are gone, or were never this person's to attach.

    `names` are what the draft calls them; a file that the person may not know of has none.
    """

    code = "attachment_unavailable"
    status = 409

    def __init__(self, names: Sequence[str]) -> None:
        one = "A file is no longer available: {names}. Remove it or add it again; nothing was saved."
        many = (
            "{count} files are no longer available: {names}. Remove or add them again; nothing was saved yet."
        )
        shown = ", ".join(names) or t("its name is not known")
        super().__init__(tn(one, many, len(names) or 1, names=shown))
        self.names = list(names)


class TooManyFiles(AppError):
    """An interaction takes ten files at a time."""

    code = "too_many_files"
    status = 409
    text = "Too many files: up to 10 per interaction."


class NotAccepted(AppError):
    """A type of file that interactions do not take."""

    code = "not_accepted"
    status = 415
    text = "This file type is not accepted."


class DraftSaved(Conflict):
    """What comes late for a draft that was saved or thrown away, perhaps in another tab."""

    code = "draft_saved"
    text = "This has been saved or thrown away already."
