"""What can go wrong with people on staff."""

from crm_app.core.errors import AppError
from crm_app.staff.models import Person


class PersonTrashed(AppError):
    """Somebody in the trash gets no new team, skill, employment, file or picture."""

    code = "person_trashed"
    status = 409
    text = "This person is in the trash. Restore them first."


class TrashedPersonExists(AppError):
    """The user has a profile in the trash already: it is to be restored instead of made again."""

    code = "trashed_person_exists"
    status = 409
    text = "This person is in the trash already. Restore them instead of adding them again."

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person


class ReferencedByExternal(AppError):
    """Something outside of staff refers to the person and forbids to delete them."""

    code = "referenced_by_external"
    status = 409
    text = "Something else still refers to this person, so they cannot be deleted."


class SkillNotFound(AppError):
    """The skill was deleted meanwhile."""

    code = "skill_not_found"
    status = 404
    text = "This skill does not exist any more."


class InvalidLevels(AppError):
    """A level that the skill does not have (any more)."""

    code = "invalid_levels"
    status = 409
    text = "This skill does not have such a level any more."


class TooManyLevels(AppError):
    """Two levels where the skill takes one."""

    code = "too_many_levels"
    status = 409
    text = "Only one of these levels can be chosen."


class NotPersonImage(AppError):
    """A person's picture must be one of the images in their own Images folder."""

    code = "not_person_image"
    status = 409
    text = "Only one of this person's own images can be their picture."
