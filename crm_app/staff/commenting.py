"""People on staff as records that take comments."""

from crm_app import comments
from crm_app.comments import Commentable
from crm_app.staff import topics
from crm_app.staff.errors import PersonTrashed
from crm_app.staff.models import Person

PERSON = comments.known(
    Commentable(area="staff", name="person", page=topics.person, model=Person, trashed=PersonTrashed)
)
