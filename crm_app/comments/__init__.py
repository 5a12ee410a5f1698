"""What people say beside a record, and whom they mention.

Each context names its types of record that take comments (`Commentable`); reading needs the record's view
permission, writing its edit permission.
"""

from crm_app.comments import topics
from crm_app.comments.commentable import Commentable, commentable_of, known
from crm_app.comments.errors import NotYourComment
from crm_app.comments.mentions import Mention, mentionable_users
from crm_app.comments.models import LONGEST, Comment
from crm_app.comments.reading import (
    CommentPage,
    CommentRow,
    Cursor,
    comments_page,
    count_comments,
    these_comments,
)
from crm_app.comments.writing import add_comment, delete_comment, edit_comment, purge, purge_all

__all__ = [
    "LONGEST",
    "Comment",
    "CommentPage",
    "CommentRow",
    "Commentable",
    "Cursor",
    "Mention",
    "NotYourComment",
    "add_comment",
    "commentable_of",
    "comments_page",
    "count_comments",
    "delete_comment",
    "edit_comment",
    "known",
    "mentionable_users",
    "purge",
    "purge_all",
    "these_comments",
    "topics",
]
