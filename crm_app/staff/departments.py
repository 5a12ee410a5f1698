"""Departments: the parts of the organisation. Their teams go with them, their people stay."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.scope import Scope
from crm_app.staff import named_rows
from crm_app.staff.holding import hold_everybody
from crm_app.staff.models import Department, Team
from crm_app.staff.named_forms import as_dict, changes, checked, validate_department
from crm_app.staff.telling import tell_department


async def list_departments(scope: Scope) -> list[Department]:
    """All departments in the order of their names. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.listed(scope, Department)


async def get_department(scope: Scope, uuid: UUID | str) -> Department | None:
    """The department; None when there is none. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.find(scope, Department, uuid)


async def require_department(scope: Scope, uuid: UUID | str) -> Department:
    """The department, or `NotFound`. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.require(scope, Department, uuid)


async def count_departments(scope: Scope) -> int:
    """How many departments there are. Needs `staff.view`."""
    scope.require("staff.view")
    return await named_rows.count(scope, Department)


async def create_department(
    scope: Scope, attributes: Mapping[str, object], *, uuid: UUID | str | None = None
) -> Department:
    """A new department; `ValidationFailed` by field, also for a name that is taken. Needs `staff.edit`.

    `uuid` is made by the browser: the same one again (a double click, a lost answer) is the same
    department, corrected where the form was meanwhile. `Conflict` for a uuid that somebody else has used.
    """
    scope.require("staff.edit")
    form = checked(validate_department(attributes))
    key, new = await named_rows.insert_row(scope, Department, uuid, as_dict(form))
    if not new:
        return await update_department(scope, key, as_dict(form))
    tell_department(scope, key, "created", name=form.name)
    return await named_rows.require(scope, Department, key)


async def update_department(
    scope: Scope,
    uuid: UUID | str,
    attributes: Mapping[str, object],
    *,
    seen: Mapping[str, object] | None = None,
) -> Department:
    """Writes the fields given; of `seen` (what the form showed first) only those that were changed.

    Raises `EditConflict` where somebody else has changed one of them meanwhile to something else,
    `ValidationFailed` by field, `NotFound`. Needs `staff.edit`.
    """
    scope.require("staff.edit")
    department = await named_rows.lock(scope, Department, uuid)
    forms = (validate_department(given, department) for given in ({}, seen or {}, attributes))
    current, before, wanted = forms
    changed = changes(attributes, before, current, wanted)
    if not changed:
        return department
    written = await named_rows.write_row(scope, Department, department.uuid, changed)
    tell_department(scope, written.uuid, "updated", name=written.name, renamed="name" in changed)
    return written


async def delete_department(scope: Scope, uuid: UUID | str) -> None:
    """Deletes the department with its teams and who is on them; people lose it as their department.

    `NotFound` when somebody was faster. Needs `staff.delete`.
    """
    scope.require("staff.delete")
    await hold_everybody(scope)
    department = await named_rows.lock(scope, Department, uuid, alone=True)
    teams = await _hold_teams(scope, department.uuid)
    await named_rows.delete_row(scope, Department, department.uuid)
    tell_department(scope, department.uuid, "deleted", name=department.name, teams=teams)


async def _hold_teams(scope: Scope, uuid: UUID) -> list[UUID]:
    """The department's teams, which nobody moves out of it any more."""
    teams = select(Team.uuid).where(col(Team.department_uuid) == uuid).order_by(col(Team.uuid))
    return list(await scope.session.exec(teams.with_for_update()))
