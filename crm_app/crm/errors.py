"""What can go wrong with contacts, companies and what hangs on them."""

from crm_app.core.errors import AppError


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


class AlreadyMember(AppError):
    """A contact has one place in a company, not two."""

    code = "already_member"
    status = 409
    text = "This contact belongs to this company already."
