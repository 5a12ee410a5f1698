"""A company as a row of the list."""

import pytest

from crm_app.web.pages.companies.addresses import TABS, tab_in
from crm_app.web.pages.companies.list_rows import website_href


@pytest.mark.parametrize(
    ("website", "href"),
    [
        ("", ""),
        ("example.com", "https://example.com"),
        ("http://example.com/a", "http://example.com/a"),
        ("HTTPS://example.com", "HTTPS://example.com"),
    ],
)
def test_a_website_leads_to_the_web(website: str, href: str):
    assert website_href(website) == href


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_is_named_by_the_query(tab: str):
    assert tab_in({"tab": tab}) == tab


@pytest.mark.parametrize("tab", ["", "Members", "../files"])
def test_an_unknown_tab_is_the_overview(tab: str):
    assert tab_in({"tab": tab}) == "overview"
