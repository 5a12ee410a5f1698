"""What the address of the people list asks for."""

import pytest

from crm_app import staff
from crm_app.core.ids import parse_uuid
from crm_app.web.pages.staff.addresses import LONGEST_SEARCH, SORTS, STATUSES, people_address

SOMEBODY = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"
EVERYBODY = staff.PeopleFilter()


def test_the_bare_address_is_everybody_by_name():
    address = people_address({})
    assert (address.wanted, address.sort) == (EVERYBODY, "name")
    assert not address.narrowed
    assert not address.in_trash


@pytest.mark.parametrize("status", ["active", "inactive", "trashed"])
def test_a_status_is_taken(status: str):
    assert people_address({"status": status}).wanted.status == status


@pytest.mark.parametrize("status", ["", "TRASHED", "archived", "live ", "trashed\0"])
def test_a_status_that_there_is_not_counts_as_unfiltered(status: str):
    assert people_address({"status": status}).wanted == EVERYBODY


def test_the_statuses_are_those_that_the_list_understands():
    assert STATUSES == ("live", "active", "inactive", "trashed")


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_taken(sort: str):
    assert people_address({"sort": sort}).sort == sort


@pytest.mark.parametrize("sort", ["", "email", "--name", "NAME", "name,title"])
def test_an_order_that_there_is_not_counts_as_by_name(sort: str):
    assert people_address({"sort": sort}).sort == "name"


def test_department_and_team_are_uuids():
    wanted = people_address({"department": SOMEBODY, "team": SOMEBODY}).wanted
    assert wanted.department == wanted.team == parse_uuid(SOMEBODY)


@pytest.mark.parametrize("uuid", ["", "nonsense", "1", SOMEBODY[:-1], "\0", "' OR 1=1"])
def test_what_is_no_uuid_counts_as_not_said(uuid: str):
    assert people_address({"department": uuid, "team": uuid}).wanted == EVERYBODY


def test_a_search_is_trimmed_cut_and_freed_of_what_no_database_takes():
    assert people_address({"q": "  Ada\0 "}).wanted.search == "Ada"
    assert len(people_address({"q": "x" * 1000}).wanted.search) == LONGEST_SEARCH


@pytest.mark.parametrize(
    ("query", "narrowed"),
    [
        ({"q": "ada"}, True),
        ({"status": "active"}, True),
        ({"department": SOMEBODY}, True),
        ({"team": SOMEBODY}, True),
        ({"sort": "-name"}, False),
        ({"status": "trashed"}, False),
        ({"status": "trashed", "q": "ada"}, True),
    ],
)
def test_the_trash_alone_narrows_nothing(query: dict[str, str], narrowed: bool):
    assert people_address(query).narrowed is narrowed


def test_the_name_tells_whom_it_lists_and_not_in_which_order():
    assert people_address({"sort": "-name"}).name == people_address({}).name
    others = [{"q": "ada"}, {"status": "active"}, {"department": SOMEBODY}, {"team": SOMEBODY}]
    names = {people_address(query).name for query in [{}, *others]}
    assert len(names) == 5
