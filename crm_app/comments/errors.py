"""What can go wrong with comments beside what can go wrong with every record."""

from crm_app.core.errors import AppError


class NotYourComment(AppError):
    """Only who wrote a comment changes its words."""

    code = "not_your_comment"
    status = 403
    text = "Only the person who wrote this comment can change it."
