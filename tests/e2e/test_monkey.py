"""Two people do what comes to mind in one list and one form; then both see what the database holds.

Forty seconds of it. `make monkey` plays for ten minutes, which is too long for every run of the tests.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from tests.chromium import FLAGS, find_chromium
from tests.monkey.play import play
from tests.serving import Server

SEED, SECONDS = 4, 40


@pytest.fixture
def another_chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
    yield browser
    browser.close()


def test_two_people_at_one_list_and_one_form_both_end_up_with_the_truth(
    chromium: Browser, another_chromium: Browser, server: Server
):
    outcome = play(chromium, another_chromium, server, seed=SEED, seconds=SECONDS)
    assert outcome.wrong == []
    assert outcome.done.total() > outcome.missed.total()
