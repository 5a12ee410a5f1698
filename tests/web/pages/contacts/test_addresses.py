"""What the addresses of the contact screens say."""

import pytest

from crm_app import crm
from crm_app.web.pages.contacts.addresses import contact_in, list_address, tab_in

UUID = "01a1fd0a-e592-70cd-9ffe-d9e338828a7f"


def test_the_bare_list_shows_everything_that_is_not_in_the_trash():
    address = list_address({})
    assert (address.search, address.status, address.in_trash) == ("", "live", False)


@pytest.mark.parametrize("status", ["active", "inactive"])
def test_a_status_filters(status: str):
    assert list_address({"status": status}).status == status


@pytest.mark.parametrize("status", ["", "live", "trashed", "ACTIVE", "'; DROP TABLE contacts", "\0"])
def test_a_status_that_makes_no_sense_counts_as_not_said(status: str):
    assert list_address({"status": status}).status == "live"


def test_the_trash_wins_over_a_status():
    assert list_address({"status": "active", "trash": "1"}).in_trash


@pytest.mark.parametrize("trash", ["0", "", "true", "2"])
def test_only_1_opens_the_trash(trash: str):
    assert not list_address({"trash": trash}).in_trash


def test_a_search_is_trimmed_cut_and_free_of_nul():
    assert list_address({"q": " a\0da "}).search == "ada"
    assert len(list_address({"q": "a" * 5000}).search) == 200


def test_the_contact_stands_in_the_path():
    assert str(contact_in(f"/contacts/{UUID}")) == UUID
    assert str(contact_in(f"/contacts/{UUID}/edit/")) == UUID


@pytest.mark.parametrize(
    "path", ["", "/", "/contacts", "/contacts/new", "/contacts/%00", f"/contacts/{UUID}x"]
)
def test_anything_else_is_no_contact(path: str):
    assert contact_in(path) is None


@pytest.mark.parametrize("tab", ["overview", "files", "images", "events"])
def test_a_tab_is_named_by_the_query(tab: str):
    assert tab_in({"tab": tab}) == tab


@pytest.mark.parametrize("tab", ["", "orders", "Files", "../files"])
def test_an_unknown_tab_is_the_overview(tab: str):
    assert tab_in({"tab": tab}) == "overview"


@pytest.mark.parametrize("sort", crm.SORTS)
def test_every_order_can_be_asked_for(sort: crm.Sort):
    assert list_address({"sort": sort}).sort == sort


@pytest.mark.parametrize("sort", ["", "-", "email", "name; DROP TABLE contacts", "--name"])
def test_an_order_that_does_not_exist_is_by_name(sort: str):
    assert list_address({"sort": sort}).sort == "name"
