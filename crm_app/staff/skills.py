"""Skills: what people can do, and the levels of it. Who has one is kept in `assignments`."""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import Select, func
from sqlalchemy import select as sa_select
from sqlmodel import col

from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.staff import named_rows, shown
from crm_app.staff.holding import hold_everybody
from crm_app.staff.models import Person, PersonSkill, Skill
from crm_app.staff.named_forms import as_dict, changes, checked, validate_skill
from crm_app.staff.reconciling import reconcile_assignments
from crm_app.staff.telling import tell_pruned_skill, tell_skill


class SkillRow(NamedTuple):
    """What a list shows of a skill. `people` is their number, without those in the trash."""

    uuid: UUID
    name: str
    description: str | None
    levels: list[dict[str, Any]]
    people: int


async def list_skills(scope: Scope) -> list[Skill]:
    """All skills in the order of their names. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.listed(scope, Skill)


async def skill_rows(scope: Scope) -> list[SkillRow]:
    """All skills in the order of their names, with how many people have them. Needs `staff.view`."""
    scope.require("staff.view")
    query = _rows().order_by(col(Skill.sort_name), col(Skill.uuid))
    return [SkillRow(*row) for row in await scope.session.execute(query)]


async def skill_row(scope: Scope, uuid: UUID | str) -> SkillRow | None:
    """One skill as the list shows it; None when there is none. Needs `staff.view`."""
    scope.require("staff.view")
    row = (await scope.session.execute(_rows().where(col(Skill.uuid) == uuid_of(uuid)))).first()
    return SkillRow(*row) if row else None


async def get_skill(scope: Scope, uuid: UUID | str) -> Skill | None:
    """The skill; None when there is none. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.find(scope, Skill, uuid)


async def require_skill(scope: Scope, uuid: UUID | str) -> Skill:
    """The skill, or `NotFound`. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.require(scope, Skill, uuid)


async def count_skills(scope: Scope) -> int:
    """How many skills there are. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.count(scope, Skill)


async def person_counts(scope: Scope) -> dict[UUID, int]:
    """How many people have each skill, without those in the trash; a skill of nobody is absent.

    Needs `staff.view`.
    """
    scope.require("staff.view")
    return {row.skill_uuid: row.people for row in await scope.session.execute(_counts())}


async def create_skill(
    scope: Scope, attributes: Mapping[str, object], *, uuid: UUID | str | None = None
) -> Skill:
    """A new skill; `ValidationFailed` by field, also for a name that is taken. Needs `staff.edit`.

    `uuid` is made by the browser: the same one again (a double click, a lost answer) is the same skill,
    corrected where the form was meanwhile. `Conflict` for a uuid that somebody else has used.
    """
    scope.require("staff.edit")
    form = checked(validate_skill(attributes))
    key, new = await named_rows.insert_row(scope, Skill, uuid, as_dict(form))
    if not new:
        return await update_skill(scope, key, as_dict(form))
    tell_skill(scope, key, "created", name=form.name)
    return await named_rows.require(scope, Skill, key)


async def update_skill(
    scope: Scope,
    uuid: UUID | str,
    attributes: Mapping[str, object],
    *,
    seen: Mapping[str, object] | None = None,
) -> Skill:
    """Writes the fields given; of `seen` (what the form showed first) only those that were changed.

    Levels that are gone leave the people who had them, in the same transaction: the skill is held first,
    as by everybody who gives somebody a level of it. Raises `EditConflict` where somebody else has changed
    a field meanwhile to something else, `ValidationFailed` by field, `NotFound`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    if "levels" in attributes:
        await hold_everybody(scope)
    skill = await named_rows.lock(scope, Skill, uuid)
    current, before, wanted = (validate_skill(given, skill) for given in ({}, seen or {}, attributes))
    changed = changes(attributes, before, current, wanted)
    return await _write(scope, skill, changed) if changed else skill


async def delete_skill(scope: Scope, uuid: UUID | str) -> None:
    """Deletes the skill and takes it from everybody. `NotFound` when somebody was faster.

    Needs `staff.delete`.
    """
    scope.require("staff.delete")
    await hold_everybody(scope)
    gone = await named_rows.delete_row(scope, Skill, uuid)
    tell_skill(scope, gone.uuid, "deleted", name=gone.name)


async def _write(scope: Scope, skill: Skill, changed: dict[str, Any]) -> Skill:
    written = await named_rows.write_row(scope, Skill, skill.uuid, changed)
    tell_skill(scope, written.uuid, "updated", name=written.name)
    if "levels" in changed:
        tell_pruned_skill(scope, written.uuid, await reconcile_assignments(scope, written))
    return written


def _rows() -> Select[Any]:
    counts = _counts().cte("counts")
    columns: list[Any] = [col(Skill.uuid), col(Skill.name), col(Skill.description), col(Skill.levels)]
    query = cast(Select[Any], sa_select(*columns, func.coalesce(counts.c.people, 0)))
    return query.outerjoin(counts, counts.c.skill_uuid == col(Skill.uuid))


def _counts() -> Select[Any]:
    has_it = col(Person.uuid) == col(PersonSkill.staff_person_uuid)
    query = sa_select(col(PersonSkill.skill_uuid), func.count().label("people")).join(Person, has_it)
    return cast(Select[Any], query.where(shown.LIVE).group_by(col(PersonSkill.skill_uuid)))
