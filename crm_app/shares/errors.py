"""What can go wrong with a link. Whoever guesses learns nothing: all that do not work answer alike."""

from crm_app.core.errors import AppError


class ShareGone(AppError):
    """Never made, forged, run out, taken back, or what it leads to is in the trash or deleted."""

    code = "share_gone"
    status = 404
    text = "This link does not work any more. Ask the person who sent it for a new one."


class WrongPassword(AppError):
    """Not the password of this link."""

    code = "wrong_password"
    status = 403
    text = "This is not the password of this link."
