"""Staff: people one to one with users, in teams of departments, with skills and employments."""

from crm_app.accounts import email_regex, is_valid_email
from crm_app.core.errors import AlreadyTrashed, Difference, EditConflict, NotTrashed
from crm_app.staff import topics
from crm_app.staff.display import display_name
from crm_app.staff.errors import (
    InvalidLevels,
    NotPersonImage,
    PersonTrashed,
    ReferencedByExternal,
    SkillNotFound,
    TooManyLevels,
    TrashedPersonExists,
)
from crm_app.staff.models import (
    Department,
    Employment,
    Person,
    PersonSkill,
    Skill,
    Team,
    TeamMembership,
)
from crm_app.staff.people import (
    count_people,
    count_trashed,
    get_person,
    get_person_by_user_uuid,
    list_people,
    require_person,
)
from crm_app.staff.people_listing import (
    PeopleCursor,
    PeopleFilter,
    PeoplePage,
    PersonRow,
    count_matching,
    matching_uuids,
    people_page,
    person_row,
)
from crm_app.staff.people_queries import Sort, Status

__all__ = [
    "AlreadyTrashed",
    "Department",
    "Difference",
    "EditConflict",
    "Employment",
    "InvalidLevels",
    "NotPersonImage",
    "NotTrashed",
    "PeopleCursor",
    "PeopleFilter",
    "PeoplePage",
    "Person",
    "PersonRow",
    "PersonSkill",
    "PersonTrashed",
    "ReferencedByExternal",
    "Skill",
    "SkillNotFound",
    "Sort",
    "Status",
    "Team",
    "TeamMembership",
    "TooManyLevels",
    "TrashedPersonExists",
    "count_matching",
    "count_people",
    "count_trashed",
    "display_name",
    "email_regex",
    "get_person",
    "get_person_by_user_uuid",
    "is_valid_email",
    "list_people",
    "matching_uuids",
    "people_page",
    "person_row",
    "require_person",
    "topics",
]
