"""How long a notice stays."""

from crm_app.web.notices import SECONDS, SECONDS_WITH_ACTION
from tests.browsing import NOTICE_SECONDS


def test_browser_tests_stretch_the_time_that_a_notice_really_has():
    assert [SECONDS, SECONDS_WITH_ACTION] == NOTICE_SECONDS
