"""Fills the staff directory of the demo through the services that people use.

Each person comes with everything of theirs in one transaction, so an interrupted filling goes on behind the
last one. Who was deleted meanwhile stays so once the mark at the end is written.
"""

import asyncio
from functools import partial
from uuid import UUID

from crm_app import accounts, staff, storage
from crm_app.core.scope import Scope
from crm_app.demo.employees import DEPARTMENTS, TEAMS, Employee, employees, key_of, skills
from crm_app.demo.files import portrait_file
from crm_app.demo.uploading import take_in


async def fill_office(owner_uuid: UUID, owner_email: str) -> None:
    """Departments, teams, skills and everybody in them, as the owner enters them."""
    async with accounts.scope_for(owner_uuid) as scope:
        await _organise(scope)
    for employee in employees():
        await _employ(employee, owner_uuid, employee.email or owner_email)


async def _organise(scope: Scope) -> None:
    for name, text in DEPARTMENTS.items():
        about = {"name": name, "description": text}
        await staff.create_department(scope, about, uuid=key_of("department", name))
    for name, department in TEAMS.items():
        belongs = {"name": name, "department_uuid": str(key_of("department", department))}
        await staff.create_team(scope, belongs, uuid=key_of("team", name))
    for name, levels in skills().items():
        await staff.create_skill(scope, {"name": name, "levels": levels}, uuid=key_of("skill", name))


async def _employ(employee: Employee, owner_uuid: UUID, email: str) -> None:
    async with accounts.scope_for(owner_uuid) as scope:
        if await staff.get_person(scope, employee.uuid):
            return
        if employee.is_permanent and await accounts.user_by_email(scope, email) is None:
            await accounts.create_user(scope, email, employee.name, "viewer")
        await staff.create_person_with_user(scope, email, employee.form(), uuid=employee.uuid)
        await _place(scope, employee)
    if employee.look:
        await _photograph(employee, owner_uuid)
    if employee.status == "trashed":
        async with accounts.scope_for(owner_uuid) as scope:
            await staff.trash_person(scope, employee.uuid)


async def _place(scope: Scope, employee: Employee) -> None:
    await staff.create_employment(scope, employee.uuid, employee.employment())
    for team in employee.team_uuids():
        await staff.add_team_person(scope, team, employee.uuid)
    for skill, levels in employee.levels().items():
        await staff.assign_skill(scope, employee.uuid, skill, levels)


async def _photograph(employee: Employee, owner_uuid: UUID) -> None:
    name, content = await asyncio.to_thread(portrait_file, employee.name, employee.look)
    await take_in(name, content, owner_uuid, partial(_hang_up, employee))


async def _hang_up(employee: Employee, scope: Scope, stored: storage.StoredFile) -> None:
    await staff.media.place_upload(scope, employee.uuid, "images", stored)
    await staff.media.set_avatar(scope, employee.uuid, stored.file.uuid)
