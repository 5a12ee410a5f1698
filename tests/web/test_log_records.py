"""What log lines must not hold."""

import logging
import time

import pytest

from crm_app.web.log_records import keep_secrets_out_of_logs, redacted


def test_the_connection_and_payload_of_an_event_are_left_out():
    connection = "router_data={'headers': {'cookie': 'crm_session=abc'}}, payload={'p': 'x'}"
    line = f"Error processing Event(name='a.b', {connection}) [1]:"
    assert redacted(line) == "Error processing Event(name='a.b', …"


@pytest.mark.parametrize(
    "line",
    [
        "Received event from session 7 with no associated token. Event data: {'payload': {'p': 'swordfish'}}",
        "Failed to deserialize event data: {'payload': {'p': 'swordfish'}}.",
        "Event data must be a dictionary, but received swordfish of type str",
    ],
)
def test_what_a_browser_sent_is_left_out_also_when_it_is_no_event(line: str):
    assert "swordfish" not in redacted(line)


def test_a_long_line_is_cut():
    assert redacted("x" * 1_000_000) == "x" * 10_000 + "…"


def test_what_a_browser_makes_up_to_be_searched_takes_no_time():
    """This took minutes when it was searched back and forth."""
    began = time.process_time()
    redacted("router_data={}" * 50_000)
    redacted("router_data={" * 50_000 + "}" * 50_000)
    redacted("crm_session=" * 50_000)
    assert time.process_time() - began < 1


def test_a_session_token_is_left_out_wherever_it_stands():
    assert redacted("cookie: a=b; crm_session=Ab-_9; c=d") == "cookie: a=b; crm_session=…; c=d"


def test_other_lines_stay_as_they_are():
    assert redacted("nothing to hide") == "nothing to hide"


@pytest.fixture
def usual_records():
    """The way of making records before and after."""
    before = logging.getLogRecordFactory()
    yield
    logging.setLogRecordFactory(before)


def test_every_logger_of_the_process_keeps_secrets(usual_records: None, caplog: pytest.LogCaptureFixture):
    keep_secrets_out_of_logs()
    factory = logging.getLogRecordFactory()
    keep_secrets_out_of_logs()
    assert logging.getLogRecordFactory() is factory
    logging.getLogger("somebody.else").warning("sent %s", "crm_session=secret-token")
    logging.getLogger("somebody.else").warning("plain %d", 7)
    assert caplog.messages == ["sent crm_session=…", "plain 7"]
