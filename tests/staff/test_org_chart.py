"""The org chart: numbers that agree with the tree, people on demand, and a search that knows the way."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from crm_app import accounts, staff
from tests.factories import outcome, run
from tests.staff.organisation import a_department, a_person, a_team, answer, trash
from tests.staff_filling import fill_staff

pytestmark = pytest.mark.usefixtures("database")


async def found(search: str, **options: int) -> list[tuple[str, str]]:
    return [(hit.kind, hit.name) for hit in await run(staff.find_in_org, search, **options)]


async def test_an_empty_organisation_counts_nobody():
    assert await run(staff.org_counts) == staff.OrgCounts([], 0, 0)


async def test_everybody_is_counted_once_where_the_tree_shows_them():
    sales, empty = await a_department("Sales", description="We sell"), await a_department("Zero")
    east, west = await a_team("East", sales), await a_team("West", sales)
    both = await a_person("Both", team=east)
    await run(staff.add_team_person, west.uuid, both.uuid)
    await a_person("Direct", primary_department_uuid=sales.uuid)
    await a_person("Nowhere")
    await trash(await a_person("Gone", team=east), await a_person("Lost"))
    assert await run(staff.org_counts) == staff.OrgCounts(
        [
            staff.DepartmentCount(
                sales.uuid,
                "Sales",
                "We sell",
                people=2,
                dept_only=1,
                teams=[staff.TeamCount(east.uuid, "East", 1), staff.TeamCount(west.uuid, "West", 1)],
            ),
            staff.DepartmentCount(empty.uuid, "Zero", None, people=0, dept_only=0, teams=[]),
        ],
        unassigned=1,
        people=3,
    )


@pytest.mark.parametrize("people", [1, 1_000])
async def test_the_numbers_are_those_of_the_tree_in_three_statements(
    postgres_url: str, statements: list[str], people: int
):
    fill_staff(postgres_url, people)
    statements.clear()
    counts = await run(staff.org_counts)
    assert len(statements) == 3
    tree = await run(staff.org_tree)
    assert (counts.people, counts.unassigned) == (people, len(tree.unassigned_people))
    for counted, shown in zip(counts.departments, tree.departments, strict=True):
        assert [team.people for team in counted.teams] == [len(team.people) for team in shown.teams]
        assert counted.dept_only == len(shown.dept_only_people)
        everybody = [*shown.dept_only_people, *(person for team in shown.teams for person in team.people)]
        assert counted.people == len({person.uuid for person in everybody})


async def test_a_branch_gives_its_first_people_by_name_and_how_many_there_are():
    team = await a_team()
    for name in ("Zoe", "adam", "Émile"):
        await a_person(name, team=team)
    await trash(await a_person("Gone", team=team))
    few = await run(staff.org_children, "team", str(team.uuid), limit=2)
    assert ([person.name for person in few.people], few.total) == (["adam", "Émile"], 3)


async def test_branches_without_a_team_have_only_people_without_one():
    team = await a_team()
    department = team.department_uuid
    await a_person("Member", team=team, primary_department_uuid=department)
    direct = await a_person("Direct", primary_department_uuid=department)
    nowhere = await a_person("Nowhere")
    below = await run(staff.org_children, "department", department)
    assert ([person.uuid for person in below.people], below.total) == ([direct.uuid], 1)
    alone = await run(staff.org_children, "unassigned")
    assert ([person.uuid for person in alone.people], alone.total) == ([nowhere.uuid], 1)


@pytest.mark.parametrize("uuid", [uuid4(), str(uuid4()), "", "nonsense", None], ids=range(5))
@pytest.mark.parametrize("kind", ["team", "department"])
async def test_a_branch_that_does_not_exist_is_not_found(kind: Any, uuid: UUID | str | None):
    await a_person()
    assert await outcome(run(staff.org_children, kind, uuid)) == "not_found"


async def test_an_empty_branch_is_no_error():
    team = await a_team()
    empty = staff.OrgChildren([], 0)
    assert await run(staff.org_children, "team", team.uuid) == empty
    assert await run(staff.org_children, "department", team.department_uuid) == empty
    assert await run(staff.org_children, "unassigned") == empty


async def test_a_search_leads_to_departments_teams_and_people():
    sales = await a_department("Sales")
    east = await a_team("Sales East", sales)
    picture = {"avatar_uuid": str(uuid4())}
    ada = await a_person("Ada Sales", team=east, job_title="Chef", details=picture)
    hits = await run(staff.find_in_org, "sales")
    place = {"department_uuid": sales.uuid, "department": "Sales"}
    team = {"team_uuid": east.uuid, "team": "Sales East"}
    nothing = dict.fromkeys(("job_title", "team_uuid", "team", "person_uuid", "avatar_uuid"))
    assert [hit._asdict() for hit in hits] == [
        {"kind": "department", "name": "Sales", **nothing, **place},
        {"kind": "team", "name": "Sales East", **nothing, **place, **team},
        {
            "kind": "person",
            "name": "Ada Sales",
            **place,
            **team,
            "job_title": "Chef",
            "person_uuid": ada.uuid,
            **picture,
        },
    ]


async def test_people_are_found_by_name_title_team_and_department():
    team = await a_team("Kitchen", await a_department("Catering"))
    await a_person("José Álvarez", team=team, job_title="Sous-chef")
    for search in ("jose", "ALVAREZ", "sous", "kitchen", "catering", "chef kitchen jos", " jose  CATERING "):
        assert ("person", "José Álvarez") in await found(search), search
    for search in ("jose sales", "xyz", "chef kitchen bob"):
        assert await found(search) == [], search


async def test_people_without_a_team_are_found_in_their_department_or_nowhere():
    sales = await a_department("Sales")
    await a_person("Direct", primary_department_uuid=sales.uuid)
    await a_person("Nowhere")
    (direct,) = await run(staff.find_in_org, "direct sales")
    assert (direct.department_uuid, direct.team_uuid) == (sales.uuid, None)
    (nowhere,) = await run(staff.find_in_org, "nowhere")
    assert (nowhere.department_uuid, nowhere.team_uuid) == (None, None)


async def test_somebody_on_two_teams_is_found_in_both():
    department = await a_department()
    teams = [await a_team(name, department) for name in ("Two", "one")]
    ada = await a_person("Ada", team=teams[0])
    await run(staff.add_team_person, teams[1].uuid, ada.uuid)
    assert [hit.team for hit in await run(staff.find_in_org, "ada")] == ["one", "Two"]


async def test_whose_name_it_is_comes_before_who_only_works_there():
    team = await a_team("Bakery", await a_department("Food"))
    for name in ("Abel", "Zoe Baker"):
        await a_person(name, team=team)
    assert await found("baker") == [("team", "Bakery"), ("person", "Zoe Baker"), ("person", "Abel")]


async def test_nobody_in_the_trash_is_found():
    await trash(await a_person("Gone"))
    assert await found("gone") == []


@pytest.mark.parametrize("text", ["%", "_", "\\", "a_b"])
async def test_a_wildcard_in_the_search_stands_for_itself(text: str):
    await a_person("plain axb", job_title="axb")
    await a_person("Ada", job_title=f"with {text}")
    await a_department(f"All {text}")
    assert await found(text) == [("department", f"All {text}"), ("person", "Ada")]


@pytest.mark.parametrize("text", ["", "  ", "\0", "\ud800", "x" * 20_000, "a " * 5_000], ids=range(6))
async def test_no_search_text_breaks_the_search(text: str):
    await a_person("Bob")
    assert await found(text) in ([], [("person", "Bob")])


async def test_many_departments_leave_room_for_people():
    for number in range(12):
        await a_department(f"Sales {number:02}")
    await a_person("Ada", job_title="Sales")
    assert len(await found("sales")) == 6
    assert await found("sales", limit=2) == [("department", "Sales 00"), ("department", "Sales 01")]


async def test_the_chart_can_be_read_while_it_is_changed():
    team = await a_team()
    people = [await a_person(f"Person {number}") for number in range(6)]
    await asyncio.gather(
        *(run(staff.add_team_person, team.uuid, person.uuid) for person in people),
        *(run(staff.org_counts) for _ in range(4)),
        *(run(staff.org_children, "team", team.uuid) for _ in range(4)),
        *(run(staff.find_in_org, "person") for _ in range(4)),
    )
    assert (await run(staff.org_counts)).unassigned == 0


async def test_looking_takes_the_permission_and_no_more(victor: accounts.User):
    team = await a_team()
    for call in (
        (staff.org_counts,),
        (staff.org_children, "team", team.uuid),
        (staff.find_in_org, "ada"),
    ):
        assert await answer(victor, {"staff.view"}, *call) == "ok"
        assert await answer(victor, {"staff.edit", "staff.delete"}, *call) == "forbidden"
