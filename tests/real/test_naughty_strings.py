"""What the browser tests do with their own odd strings, with all those that others have collected."""

import json
from pathlib import Path

import pytest

from tests.e2e.test_naughty_strings import (
    contacts,
    named,
    page,
    ran,
    server,
    some,
    test_a_contact_is_called_as_typed_or_refused_with_a_message,
    test_a_download_is_saved_under_the_name_that_is_shown,
    test_a_file_is_called_as_typed_apart_from_what_would_harm,
    test_a_folder_is_called_as_typed_or_refused_with_a_message,
    test_a_search_in_the_address_finds_the_name,
    test_a_search_that_finds_nothing_is_repeated_as_it_was_typed,
    test_every_address_with_a_search_answers,
    test_every_name_is_found_by_searching_for_it,
    test_the_files_tab_shows_every_name_as_it_is_stored,
    test_the_list_shows_every_name_as_it_is_stored,
    test_the_page_of_a_contact_shows_its_name_everywhere_as_it_is,
    uploads,
    visitor,
)

__all__ = [
    "contacts",
    "named",
    "page",
    "ran",
    "server",
    "some",
    "test_a_contact_is_called_as_typed_or_refused_with_a_message",
    "test_a_download_is_saved_under_the_name_that_is_shown",
    "test_a_file_is_called_as_typed_apart_from_what_would_harm",
    "test_a_folder_is_called_as_typed_or_refused_with_a_message",
    "test_a_search_in_the_address_finds_the_name",
    "test_a_search_that_finds_nothing_is_repeated_as_it_was_typed",
    "test_every_address_with_a_search_answers",
    "test_every_name_is_found_by_searching_for_it",
    "test_the_files_tab_shows_every_name_as_it_is_stored",
    "test_the_list_shows_every_name_as_it_is_stored",
    "test_the_page_of_a_contact_shows_its_name_everywhere_as_it_is",
    "uploads",
    "visitor",
]


@pytest.fixture(scope="module")
def strings(real_data: Path) -> list[str]:
    found: list[str] = json.loads((real_data / "text" / "naughty-strings.json").read_text())
    assert len(found) > 400
    return found
