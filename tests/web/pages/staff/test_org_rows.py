"""How the rows of departments, teams and skills are searched and ordered, and what their addresses say."""

from uuid import UUID

import pytest

from crm_app import staff
from crm_app.core.ids import uuid7
from crm_app.web.pages.staff.org_addresses import OrgAddress, org_address, record_in
from crm_app.web.pages.staff.org_rows import OrgItem, arranged, department_item, skill_item, team_item
from crm_app.web.pages.staff.org_words import TEAMS

COLUMNS = ("name", "department", "people")


def a_team(name: str, department: str = "Design", people: int = 0, description: str = "") -> OrgItem:
    return team_item(staff.TeamRow(uuid7(), name, description, uuid7(), department, people))


def order(items: list[OrgItem], search: str = "", sort: str = "name") -> list[str]:
    return [item["name"] for item in arranged(items, OrgAddress(search, sort))]


def test_rows_come_by_name_as_people_look_names_up():
    assert order([a_team("Web"), a_team("Ökologie"), a_team("print"), a_team("Oslo")]) == [
        "Ökologie",
        "Oslo",
        "print",
        "Web",
    ]


def test_equal_numbers_stay_in_the_order_of_names_in_both_directions():
    items = [a_team("C", people=1), a_team("B", people=2), a_team("A", people=1)]
    assert order(items, sort="people") == ["A", "C", "B"]
    assert order(items, sort="-people") == ["B", "A", "C"]


def test_a_column_of_texts_sorts_by_what_they_mean():
    items = [a_team("A", "sales"), a_team("B", "Écriture"), a_team("C", "Design")]
    assert order(items, sort="department") == ["C", "B", "A"]
    assert order(items, sort="-department") == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("WEB", ["Web"]),
        ("okologie", ["Ökologie"]),
        ("night", ["Web"]),
        ("research", ["Ökologie"]),
        ("%", []),
        ("", ["Ökologie", "Web"]),
    ],
    ids=["capitals", "accents", "description", "department", "wildcard", "nothing"],
)
def test_a_search_looks_into_everything_that_the_row_shows(search: str, found: list[str]):
    items = [a_team("Web", description="Also at night"), a_team("Ökologie", "Research")]
    assert order(items, search) == found


def test_one_line_says_what_the_columns_show():
    assert a_team("Web", "Design", 1)["summary"] == "Design · 1 person"
    department = department_item(staff.DepartmentRow(uuid7(), "Design", None, 2, 0))
    assert (department["summary"], department["description"]) == ("2 teams · 0 people", "")


def test_levels_are_named_by_their_selectors_or_by_themselves():
    levels = [
        {"id": "a", "name": "Proficiency", "options": [{"id": "x", "name": "Low"}]},
        {"id": "b", "name": "", "options": [{"id": "y", "name": "Web"}, {"id": "z", "name": "Print"}]},
    ]
    assert (
        skill_item(staff.SkillRow(uuid7(), "Type", None, levels, 3))["levels"] == "Proficiency · Web, Print"
    )


def test_a_row_that_looks_the_same_keeps_its_version():
    uuid = UUID(int=1)
    first, same, other = (
        department_item(staff.DepartmentRow(uuid, "Design", None, 2, people)) for people in (1, 1, 2)
    )
    assert first["version"] == same["version"] != other["version"]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({}, OrgAddress("", "name")),
        ({"q": "  web\0 ", "sort": "-people"}, OrgAddress("web", "-people")),
        ({"sort": "department"}, OrgAddress("", "department")),
        ({"sort": "--people"}, OrgAddress("", "name")),
        ({"sort": "description"}, OrgAddress("", "name")),
        ({"sort": "-"}, OrgAddress("", "name")),
    ],
    ids=["bare", "both", "text", "twice down", "unknown", "nothing"],
)
def test_an_address_says_search_and_order_and_nonsense_counts_as_not_said(
    query: dict[str, str], address: OrgAddress
):
    assert org_address(query, COLUMNS) == address


def test_a_search_is_cut_where_it_gets_silly():
    assert len(org_address({"q": "x" * 5_000}, COLUMNS).search) == 200


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/staff/teams/01a1fd0a-e592-70cd-9ffe-d9e338828a7f", True),
        ("/staff/teams/01a1fd0a-e592-70cd-9ffe-d9e338828a7f/edit/", True),
        ("/staff/teams/nonsense", False),
        ("/staff/teams/", False),
        ("/staff/departments/01a1fd0a-e592-70cd-9ffe-d9e338828a7f", False),
    ],
    ids=["page", "form", "nonsense", "list", "another kind"],
)
def test_the_record_is_read_from_the_path(path: str, found: bool):
    assert (record_in(path, TEAMS) is not None) == found


def test_of_a_long_description_the_beginning_is_sent_and_more_of_it_is_searched():
    item = a_team("Web", description="x" * 900 + " lighthouse" + "x" * 99_000)
    (found,) = arranged([item], OrgAddress("lighthouse"))
    assert found["description"] == "x" * 299 + "…"
    assert len(str(found)) < 1_000
