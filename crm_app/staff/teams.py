"""Teams: each belongs to one department, and who is on it goes with it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import col

from crm_app.core.errors import ValidationFailed
from crm_app.core.ids import uuid_of
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.staff import named_rows
from crm_app.staff.holding import hold_everybody
from crm_app.staff.models import Department, Team
from crm_app.staff.named_forms import TeamForm, as_dict, changes, checked, validate_team
from crm_app.staff.telling import tell_team


async def list_teams(scope: Scope, department_uuid: UUID | str | None = None) -> list[Team]:
    """All teams, or those of one department, in the order of their names.

    `NotFound` for a department that does not exist. Needs `staff.view`.
    """
    scope.require("staff.view")
    if department_uuid is None:
        return await named_rows.listed(scope, Team)
    in_it = col(Team.department_uuid) == uuid_of(department_uuid)
    teams = await named_rows.listed(scope, Team, in_it)
    if not teams:
        await named_rows.require(scope, Department, department_uuid)
    return teams


async def get_team(scope: Scope, uuid: UUID | str) -> Team | None:
    """The team; None when there is none. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.find(scope, Team, uuid)


async def require_team(scope: Scope, uuid: UUID | str) -> Team:
    """The team, or `NotFound`. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.require(scope, Team, uuid)


async def count_teams(scope: Scope) -> int:
    """How many teams there are. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.count(scope, Team)


async def create_team(
    scope: Scope, attributes: Mapping[str, object], *, uuid: UUID | str | None = None
) -> Team:
    """A new team; `ValidationFailed` by field, also for a name that is taken in the department.

    `uuid` is made by the browser: the same one again (a double click, a lost answer) is the same team,
    corrected where the form was meanwhile. `Conflict` for a uuid that somebody else has used.
    Needs `staff.edit`.
    """
    scope.require("staff.edit")
    form = checked(validate_team(attributes))
    if not await named_rows.hold(scope, Department, form.department_uuid):
        raise _no_such_department()
    key, new = await named_rows.insert_row(scope, Team, uuid, _stored(as_dict(form)))
    if not new:
        return await update_team(scope, key, as_dict(form))
    team = await named_rows.require(scope, Team, key)
    tell_team(scope, key, "created", name=team.name, department_uuid=team.department_uuid)
    return team


async def update_team(
    scope: Scope,
    uuid: UUID | str,
    attributes: Mapping[str, object],
    *,
    seen: Mapping[str, object] | None = None,
) -> Team:
    """Writes the fields given; of `seen` (what the form showed first) only those that were changed.

    Raises `EditConflict` where somebody else has changed one of them meanwhile to something else,
    `ValidationFailed` by field, `NotFound`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    known = await named_rows.hold(scope, Department, validate_team(attributes).department_uuid)
    team = await named_rows.lock(scope, Team, uuid)
    current, before, wanted = (validate_team(given, team) for given in ({}, seen or {}, attributes))
    changed = changes(attributes, before, current, wanted)
    if "department_uuid" in changed and not known:
        raise _no_such_department()
    return await _write(scope, team, current, changed) if changed else team


async def delete_team(scope: Scope, uuid: UUID | str) -> None:
    """Deletes the team and who is on it; the people stay. `NotFound` when somebody was faster.

    Needs `staff.delete`.
    """
    scope.require("staff.delete")
    await hold_everybody(scope)
    gone = await named_rows.delete_row(scope, Team, uuid)
    tell_team(scope, gone.uuid, "deleted", name=gone.name, department_uuid=gone.department_uuid)


async def _write(scope: Scope, team: Team, current: TeamForm, changed: dict[str, Any]) -> Team:
    written = await named_rows.write_row(scope, Team, team.uuid, _stored(changed))
    tell_team(
        scope,
        written.uuid,
        "updated",
        name=written.name,
        department_uuid=written.department_uuid,
        former_department_uuid=UUID(current.department_uuid),
        renamed="name" in changed,
    )
    return written


def _stored(fields: dict[str, Any]) -> dict[str, Any]:
    given = fields.get("department_uuid")
    return fields | ({"department_uuid": UUID(given)} if given else {})


def _no_such_department() -> ValidationFailed:
    return ValidationFailed({"department_uuid": [t("This department does not exist any more.")]})
