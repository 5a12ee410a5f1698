"""Who is told what: each change of staff writes its audit row and tells the open pages that show it.

Kinds are the names of the events (`person_created`, `team_person_added`, ...), actions the same behind
`staff.`. The uuids of an event are those of the things that its topic is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from crm_app.core.scope import Scope
from crm_app.staff import topics

Change = Literal["created", "updated", "deleted"]
Link = Literal["added", "removed"]
EMPLOYMENT_CHANGED = "person_employment_changed"
MANY = UUID(int=0)
"""Stands where an audit row needs one resource and the action was about many."""

FEW = 50
"""As many topics of people as one notification easily holds."""


def tell_person(scope: Scope, uuid: UUID, what: str, *, kind: str = "", **details: Any) -> None:
    """Something happened to a person: `staff.person_<what>`, told as `person_<what>` or as `kind`.

    Of changes to the profile itself, `user_uuid` (text) says whose it is.
    """
    scope.record(f"staff.person_{what}", ("staff_person", uuid), **details)
    _publish_person(scope, uuid, kind or f"person_{what}")


def tell_people(
    scope: Scope, what: Literal["updated", "trashed", "restored", "deleted"], count: int, **details: Any
) -> None:
    """A bulk action on `count` people; none leaves no trace. Every person's page looks again."""
    if count:
        scope.record(f"staff.people_bulk_{what}", ("staff_person", MANY), count=count, **details)
        scope.publish(topics.PEOPLE, f"person_{what}")
        scope.publish(topics.EVERY_PERSON, f"person_{what}")


def tell_employment(
    scope: Scope,
    person_uuid: UUID,
    what: Literal["added", "updated", "ended", "removed"],
    *,
    employment_uuid: UUID,
    employment_type: str | None,
) -> None:
    """A span of somebody's employment changed, and with it perhaps what lists show of them."""
    details = {"employment_uuid": str(employment_uuid), "employment_type": employment_type}
    tell_person(scope, person_uuid, f"employment_{what}", kind=EMPLOYMENT_CHANGED, **details)


def tell_department(
    scope: Scope,
    uuid: UUID,
    what: Change,
    *,
    name: str,
    renamed: bool = False,
    teams: Iterable[UUID] = (),
) -> None:
    """A department changed; `teams` are those that went with a deleted one."""
    kind = f"department_{what}"
    scope.record(f"staff.{kind}", ("department", uuid), name=name)
    for topic in (topics.DEPARTMENTS, topics.department(uuid)):
        scope.publish(topic, kind, uuid)
    scope.publish(topics.EVERY_PERSON, kind)
    if renamed or what == "deleted":
        scope.publish(topics.PEOPLE, kind)
    for team_uuid in teams:
        scope.publish(topics.TEAMS, "team_deleted", team_uuid)
        scope.publish(topics.team(team_uuid), "team_deleted", team_uuid)


def tell_team(
    scope: Scope,
    uuid: UUID,
    what: Change,
    *,
    name: str,
    department_uuid: UUID,
    former_department_uuid: UUID | None = None,
    renamed: bool = False,
) -> None:
    """A team changed; after a move the department that it left is told too."""
    kind, moved = f"team_{what}", former_department_uuid not in (None, department_uuid)
    scope.record(f"staff.{kind}", ("team", uuid), name=name, department_uuid=str(department_uuid))
    for topic in (topics.TEAMS, topics.team(uuid)):
        scope.publish(topic, kind, uuid)
    for department in {department_uuid, former_department_uuid or department_uuid}:
        scope.publish(topics.department(department), kind, uuid)
    if renamed or moved or what == "deleted":
        scope.publish(topics.PEOPLE, kind)
        scope.publish(topics.EVERY_PERSON, kind)


def tell_membership(scope: Scope, team_uuid: UUID, person_uuid: UUID, what: Link, **details: Any) -> None:
    """Somebody came to a team or left it."""
    kind = f"team_person_{what}"
    scope.record(f"staff.{kind}", ("team", team_uuid), person_uuid=str(person_uuid), **details)
    for topic in (topics.TEAMS, topics.team(team_uuid)):
        scope.publish(topic, kind, team_uuid)
    _publish_person(scope, person_uuid, kind)


def tell_joined(scope: Scope, team_uuid: UUID, memberships: Mapping[UUID, UUID]) -> None:
    """Many came to a team at once: `memberships` by person. Each has an entry of the audit trail."""
    kind = "team_person_added"
    for person_uuid, uuid in memberships.items():
        details = {"person_uuid": str(person_uuid), "team_membership_uuid": str(uuid)}
        scope.record(f"staff.{kind}", ("team", team_uuid), **details)
    if memberships:
        for topic in (topics.TEAMS, topics.team(team_uuid)):
            scope.publish(topic, kind, team_uuid)
        for topic in (topics.PEOPLE, topics.EVERY_PERSON):
            scope.publish(topic, kind)


def tell_skill(scope: Scope, uuid: UUID, what: Change, *, name: str) -> None:
    """A skill changed; the pages of people show its name and levels."""
    kind = f"skill_{what}"
    scope.record(f"staff.{kind}", ("skill", uuid), name=name)
    for topic in (topics.SKILLS, topics.skill(uuid)):
        scope.publish(topic, kind, uuid)
    scope.publish(topics.EVERY_PERSON, kind)


def tell_person_skill(
    scope: Scope,
    skill_uuid: UUID,
    person_uuid: UUID,
    what: Literal["added", "updated", "removed"],
    **details: Any,
) -> None:
    """Somebody got a skill, lost it, or has other levels of it now."""
    kind = f"person_skill_{what}"
    scope.record(f"staff.{kind}", ("skill", skill_uuid), person_uuid=str(person_uuid), **details)
    for topic in (topics.SKILLS, topics.skill(skill_uuid)):
        scope.publish(topic, kind, skill_uuid)
    _publish_person(scope, person_uuid, kind)


def tell_pruned_skill(scope: Scope, skill_uuid: UUID, people: Sequence[UUID]) -> None:
    """These people lost levels, or the order of theirs changed, with the levels of the skill.

    The skill tells every person's page and has its entry in the audit; their own are told apart while they
    are few.
    """
    kind = "person_skill_updated"
    if people:
        scope.publish(topics.SKILLS, kind, skill_uuid)
        scope.publish(topics.skill(skill_uuid), kind, skill_uuid)
        scope.publish(topics.PEOPLE, kind, *people)
    for uuid in people if len(people) <= FEW else ():
        scope.publish(topics.person(uuid), kind, uuid)


def _publish_person(scope: Scope, uuid: UUID, kind: str) -> None:
    scope.publish(topics.PEOPLE, kind, uuid)
    scope.publish(topics.person(uuid), kind, uuid)
