"""Many people come to a team at once, in one statement."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, Uuid, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from crm_app.core.clock import now
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7, uuid_of
from crm_app.core.scope import Scope
from crm_app.core.soft_trash import TRASHED
from crm_app.staff import named_rows
from crm_app.staff.holding import hold_everybody
from crm_app.staff.models import Person, Team, TeamMembership
from crm_app.staff.telling import tell_joined


async def bulk_add_team_people(scope: Scope, team_uuid: UUID | str, uuids: Iterable[UUID | str]) -> int:
    """Puts everybody of these on the team who is not on it and not in the trash; how many that were.

    Uuids come from browsers: what is none, or nobody's, is passed over. `NotFound` for a team that does not
    exist. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    await hold_everybody(scope)
    if not await named_rows.hold(scope, Team, team_uuid):
        raise NotFound()
    team = uuid_of(team_uuid)
    assert team is not None, "it is held"
    people = sorted({uuid for uuid in map(uuid_of, uuids) if uuid is not None})
    joined = await _join(scope, team, people) if people else {}
    tell_joined(scope, team, joined)
    return len(joined)


async def _join(scope: Scope, team: UUID, people: list[UUID]) -> dict[UUID, UUID]:
    """The new memberships by person. None of them can go to the trash before this transaction ends."""
    pairs = func.unnest(
        bindparam("people", people, type_=ARRAY(Uuid)),
        bindparam("keys", [uuid7() for _ in people], type_=ARRAY(Uuid)),
    )
    given = pairs.table_valued("person", "key", name="given").render_derived()
    live = (
        select(given.c.key, literal(team, Uuid), given.c.person, literal(now(), DateTime(timezone=True)))
        .join_from(given, Person, col(Person.uuid) == given.c.person)
        .where(col(Person.status) != TRASHED)
        .with_for_update(read=True, of=Person)
    )
    columns = ["uuid", "team_uuid", "staff_person_uuid", "inserted_at"]
    joined = insert(TeamMembership).from_select(columns, live).on_conflict_do_nothing()
    answered = joined.returning(col(TeamMembership.staff_person_uuid), col(TeamMembership.uuid))
    return {row[0]: row[1] for row in await scope.session.execute(answered)}
