"""What others may remember of people on staff, for those who may look at them."""

from crm_app import accounts, staff
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from tests.staff.organisation import a_person, trash


async def test_name_title_and_kind_of_employment_of_those_who_are_there(database: str, statements: list[str]):
    grace, gone = await a_person("Grace", job_title="Admiral", employment_type="full_time"), await a_person()
    linus = await a_person("A user's name", name="Linus")
    await trash(gone)
    statements.clear()
    async with system_scope() as scope:
        facts = await staff.facts_of_people(scope, [grace.uuid, linus.uuid, gone.uuid, uuid7()])
    assert facts == {
        grace.uuid: {"name": "Grace", "job_title": "Admiral", "employment_type": "full_time"},
        linus.uuid: {"name": "Linus", "job_title": None, "employment_type": None},
    }
    assert len(statements) == 1


async def test_who_may_not_look_at_staff_learns_nothing(mira: accounts.User):
    grace = await a_person("Grace")
    async with open_scope(mira, frozenset({"crm.edit"})) as scope:
        assert await staff.facts_of_people(scope, [grace.uuid]) == {}
