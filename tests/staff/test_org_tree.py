"""The org tree: everybody in their place, in order, in two statements."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import event

from crm_app import accounts, staff
from crm_app.core.database import database as the_database
from crm_app.core.scope import system_scope
from tests.factories import run
from tests.staff.organisation import a_department, a_person, a_team, answer, trash
from tests.staff_filling import fill_staff

pytestmark = pytest.mark.usefixtures("database")


async def drawn() -> dict[str, object]:
    """The tree as names: teams and `dept_only` by department, and who is nowhere."""
    tree = await run(staff.org_tree)
    shown: dict[str, object] = {
        department.name: {
            **{team.name: [person.name for person in team.people] for team in department.teams},
            "-": [person.name for person in department.dept_only_people],
        }
        for department in tree.departments
    }
    return shown | {"-": [person.name for person in tree.unassigned_people]}


@contextmanager
def before_second_statement(act: Callable[[], object]) -> Iterator[None]:
    """Does something, on a connection of its own, between the two statements of the tree."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)
        if len(seen) == 2:
            act()

    engine = the_database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)
    assert len(seen) >= 2


def at_once(statement: str) -> None:
    with psycopg.connect(the_database.url, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


async def test_an_empty_organisation_is_an_empty_tree():
    assert await run(staff.org_tree) == staff.OrgTree([], [])


async def test_people_are_not_lost_where_there_are_no_departments():
    await a_person("Ada")
    assert await drawn() == {"-": ["Ada"]}


async def test_everybody_stands_in_their_place():
    sales, research = await a_department("Sales"), await a_department("Research")
    east, west = await a_team("East", sales), await a_team("West", sales)
    labs = await a_team("Labs", research)
    both = await a_person("Both", team=east, primary_department_uuid=sales.uuid)
    await run(staff.add_team_person, west.uuid, both.uuid)
    await a_person("Lent", team=labs, primary_department_uuid=sales.uuid)
    await a_person("Free", team=east)
    await a_person("Direct", primary_department_uuid=sales.uuid)
    await a_person("Nowhere")
    assert await drawn() == {
        "Research": {"Labs": ["Lent"], "-": []},
        "Sales": {"East": ["Both", "Free"], "West": ["Both"], "-": ["Direct"]},
        "-": ["Nowhere"],
    }


async def test_inactive_people_are_shown_and_trashed_ones_are_not():
    team = await a_team("Team", await a_department("Sales"))
    await a_person("Idle", team=team, status="inactive")
    await trash(
        await a_person("Gone", team=team),
        await a_person("Left", primary_department_uuid=team.department_uuid),
        await a_person("Lost"),
    )
    assert await drawn() == {"Sales": {"Team": ["Idle"], "-": []}, "-": []}


async def test_departments_and_teams_are_in_the_order_of_their_names():
    for name in ("zeta", "Émile", "alpha"):
        department = await a_department(name)
    for name in ("Two", "one", "Ünder"):
        await a_team(name, department)
    tree = await run(staff.org_tree)
    assert [department.name for department in tree.departments] == ["alpha", "Émile", "zeta"]
    assert [team.name for team in tree.departments[0].teams] == ["one", "Two", "Ünder"]


async def test_a_team_is_sorted_by_address():
    team = await a_team("Team", await a_department("Sales"))
    for name, email in (("Zoe", "b@x.example"), ("Adam", "c@x.example"), ("Bob", "a@x.example")):
        await a_person(name, team=team, email=email)
    assert (await drawn())["Sales"] == {"Team": ["Bob", "Zoe", "Adam"], "-": []}


async def test_people_without_a_team_are_active_first_and_then_the_newest():
    sales = await a_department("Sales")
    for place in ({"primary_department_uuid": sales.uuid}, {}):
        for name, status in (("Old", "active"), ("Idle", "inactive"), ("New", "active")):
            await a_person(name, status=status, **place)
    assert await drawn() == {"Sales": {"-": ["New", "Old", "Idle"]}, "-": ["New", "Old", "Idle"]}


async def test_the_tree_says_what_a_chip_shows():
    team = await a_team("Team", await a_department("Sales", description="We sell"))
    ada = await a_person(
        "User name",
        team=team,
        name="Ada",
        email="ada@x.example",
        job_title="Chef",
        details={"avatar_uuid": "picture"},
    )
    (department,) = (await run(staff.org_tree)).departments
    assert (department.name, department.description) == ("Sales", "We sell")
    (person,) = department.teams[0].people
    assert person == staff.OrgPerson(ada.uuid, "Ada", "ada@x.example", "Chef", "active", "picture")


@pytest.mark.parametrize("people", [1, 1_000])
async def test_the_tree_is_two_statements_however_many_people_there_are(
    postgres_url: str, statements: list[str], people: int
):
    fill_staff(postgres_url, people)
    statements.clear()
    tree = await run(staff.org_tree)
    assert len(statements) == 2
    on_teams = [team.people for department in tree.departments for team in department.teams]
    direct = [department.dept_only_people for department in tree.departments]
    assert sum(map(len, [*on_teams, *direct, tree.unassigned_people])) == people


async def test_what_the_same_transaction_has_changed_is_in_the_tree_already():
    async with system_scope() as scope:
        department = await staff.create_department(scope, {"name": "Sales"})
        department.description = "We sell"
        (shown,) = (await staff.org_tree(scope)).departments
    assert shown.description == "We sell"


async def test_a_team_that_goes_between_the_statements_takes_its_people_along_until_the_next_look():
    team = await a_team("Team", await a_department("Sales"))
    await a_person("Ada", team=team)
    with before_second_statement(lambda: at_once("DELETE FROM staff_teams")):
        assert await drawn() == {"Sales": {"-": []}, "-": []}
    assert await drawn() == {"Sales": {"-": []}, "-": ["Ada"]}


async def test_a_department_that_goes_between_the_statements_leaves_its_people_without_one():
    sales = await a_department("Sales")
    await a_person("Ada", primary_department_uuid=sales.uuid)
    with before_second_statement(lambda: at_once("DELETE FROM staff_departments")):
        assert await drawn() == {"-": ["Ada"]}


async def test_the_tree_can_be_read_while_it_is_changed():
    teams = [await a_team(f"Team {number}") for number in range(4)]
    people = [await a_person(f"Person {number}", team=teams[number % 4]) for number in range(8)]
    await asyncio.gather(
        *(run(staff.org_tree) for _ in range(6)),
        *(run(staff.delete_team, team.uuid) for team in teams[:2]),
        *(run(staff.remove_team_person, teams[2].uuid, people[number].uuid) for number in (2, 6)),
    )
    names = (await drawn())["-"]
    assert sorted(names) == [f"Person {number}" for number in (0, 1, 2, 4, 5, 6)]  # type: ignore[call-overload]


async def test_looking_takes_the_permission_and_no_more(victor: accounts.User):
    assert await answer(victor, {"staff.view"}, staff.org_tree) == "ok"
    assert await answer(victor, {"staff.edit", "staff.delete", "crm.view"}, staff.org_tree) == "forbidden"
