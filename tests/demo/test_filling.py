"""The demo fills an empty app once, through the services, and leaves everything else alone."""

from uuid import UUID

import pytest
from sqlmodel import SQLModel, func, select

from crm_app import accounts, crm, demo, staff, storage
from crm_app.core.audit import Activity
from crm_app.core.scope import system_scope
from crm_app.demo import filling, office
from crm_app.demo.conversations import told
from crm_app.demo.files import Draft
from crm_app.demo.library import shelves
from crm_app.settings import settings
from tests.demo.conftest import EMPLOYEES, FEW
from tests.factories import run


def quietly(text: str) -> None:
    """Nobody reads it."""


async def count(table: type[SQLModel]) -> int:
    async with system_scope() as scope:
        return (await scope.session.exec(select(func.count()).select_from(table))).one()


async def everything() -> dict[str, int]:
    tables = (
        crm.Contact,
        crm.Company,
        staff.Person,
        staff.Employment,
        staff.PersonSkill,
        staff.TeamMembership,
        storage.File,
        storage.FileInstance,
        storage.Blob,
        accounts.User,
        Activity,
    )
    return {table.__name__: await count(table) for table in tables}


async def test_a_second_filling_changes_nothing(small_company: None) -> None:
    before = await everything()
    assert await demo.fill(settings(), pytest.fail)
    assert await everything() == before


async def test_what_a_person_deletes_does_not_come_back(small_company: None) -> None:
    gone = FEW[0]
    await run(crm.trash_contact, gone.uuid)
    await run(crm.delete_contact, gone.uuid)
    await demo.fill(settings(), quietly)
    async with system_scope() as scope:
        assert await crm.get_contact(scope, gone.uuid) is None


async def test_a_filling_that_was_interrupted_goes_on_to_the_same_end(
    empty_app: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = filling._upload

    async def killed_in_the_middle(person: demo.Person, draft: Draft, user_uuid: UUID) -> None:
        await upload(person, draft, user_uuid)
        if person == FEW[1]:
            raise KeyboardInterrupt

    with monkeypatch.context() as once:
        once.setattr(filling, "_upload", killed_in_the_middle)
        with pytest.raises(KeyboardInterrupt):
            await demo.fill(settings(), quietly)
    assert await demo.fill(settings(), quietly)
    files = sum(len(person.files.split()) + bool(person.look) for person in FEW)
    portraits = sum(bool(employee.look) for employee in EMPLOYEES)
    there = {name for person in FEW for name in (person.name, f"@{person.company}")}
    attached = sum(len(each.files.split()) for each in told() if each.about in there)
    in_library = len(list(shelves()))
    all_files = files + attached + portraits + in_library
    assert (await count(crm.Contact), await count(storage.File)) == (len(FEW), all_files)
    assert (await count(staff.Person), await count(accounts.User)) == (len(EMPLOYEES), len(EMPLOYEES))


async def test_an_app_of_somebody_else_is_left_alone(empty_app: None) -> None:
    async with system_scope() as scope:
        await accounts.create_owner(scope, "real@example.com", "Somebody Real", "a real password")
    before = await everything()
    assert not await demo.fill(settings(), pytest.fail)
    assert await everything() == before


async def test_an_interrupted_filling_of_the_office_goes_on_behind_the_last_person(
    empty_app: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as once:
        once.setattr(office, "employees", lambda: EMPLOYEES[:2])
        assert await demo.fill(settings(), quietly)
    owner = await _owner()
    await office.fill_office(owner.uuid, settings().owner_email or "")
    await office.fill_office(owner.uuid, settings().owner_email or "")
    assert await run(staff.count_people) == len(EMPLOYEES)


async def _owner() -> accounts.User:
    async with system_scope() as scope:
        return next(user for user in await accounts.list_users(scope) if user.role == "owner")
