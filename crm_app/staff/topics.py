"""The live topics of this context. What is told to whom is decided in `telling`."""

from uuid import UUID

PEOPLE = "people"
"""Whatever lists of people show: names, status, teams, departments, skills, employment, pictures."""
EVERY_PERSON = "person:*"
"""Something that the page of any person may show: a bulk action, a renamed department, team or skill."""
DEPARTMENTS = "departments"
TEAMS = "teams"
SKILLS = "skills"


def person(uuid: UUID) -> str:
    """All that changes about one person, their media included."""
    return f"person:{uuid}"


def department(uuid: UUID) -> str:
    """One department and the teams in it."""
    return f"department:{uuid}"


def team(uuid: UUID) -> str:
    """One team and who is on it."""
    return f"team:{uuid}"


def skill(uuid: UUID) -> str:
    """One skill and who has it."""
    return f"skill:{uuid}"
