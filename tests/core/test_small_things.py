"""Keys, texts, errors, logs."""

import json
from uuid import UUID

import pytest
import structlog

from crm_app.core.errors import AppError, NotFound, ValidationFailed
from crm_app.core.ids import parse_uuid, uuid7
from crm_app.core.logs import configure_logs
from crm_app.core.texts import t, tn


def test_keys_sort_by_the_time_of_their_making():
    keys = [uuid7() for _ in range(100)]
    assert keys == sorted(keys)
    assert all(isinstance(key, UUID) and key.version == 7 for key in keys)


def test_a_uuid_in_its_36_characters_is_read():
    key = uuid7()
    assert parse_uuid(str(key)) == key
    assert parse_uuid(str(key).upper()) == key


@pytest.mark.parametrize("value", ["", "x" * 36, "x" * 16, b"x" * 16, None, 7, ["a"], {"a": 1}, "0" * 32])
def test_nothing_else_is_taken_for_a_uuid(value: object):
    assert parse_uuid(value) is None


def test_texts_take_values_and_numbers():
    assert t("Hello") == "Hello"
    assert t("Hello {name}", name="Mira") == "Hello Mira"
    assert tn("{count} file", "{count} files", 1) == "1 file"
    assert tn("{count} file of {name}", "{count} files of {name}", 2, name="Ada") == "2 files of Ada"


def test_braces_in_a_text_without_values_stay():
    assert t("{}") == "{}"


def test_an_error_speaks_for_itself_or_says_what_it_is_told():
    assert NotFound().message == NotFound.text
    assert str(NotFound("No such contact.")) == "No such contact."


def test_errors_by_field_keep_their_messages():
    error = ValidationFailed({"name": ["A name is needed."]})
    assert (error.code, error.status, error.fields) == (
        "validation_failed",
        422,
        {"name": ["A name is needed."]},
    )


def test_every_error_has_a_code_of_its_own_and_a_text():
    import crm_app.crm  # noqa: F401 - brings all contexts' errors

    def family(kind: type[AppError]) -> list[type[AppError]]:
        return [kind, *(member for child in kind.__subclasses__() for member in family(child))]

    for kind in family(AppError):
        assert kind.code == kind.code.lower()
        assert 400 <= kind.status < 600
        assert kind.text


@pytest.fixture
def logs_restored():
    yield
    structlog.reset_defaults()


def test_in_production_an_event_is_one_line_of_json(capsys: pytest.CaptureFixture[str], logs_restored: None):
    configure_logs("json")
    structlog.get_logger().info("upload_refused", reason="too large\nby far")
    (line,) = capsys.readouterr().err.splitlines()
    event = json.loads(line)
    assert (event["event"], event["level"], event["reason"]) == (
        "upload_refused",
        "info",
        "too large\nby far",
    )


def test_at_a_terminal_an_event_is_readable(capsys: pytest.CaptureFixture[str], logs_restored: None):
    configure_logs("text")
    structlog.get_logger().warning("listener_lost")
    assert "listener_lost" in capsys.readouterr().err


def test_an_exception_is_told_in_the_same_line(capsys: pytest.CaptureFixture[str], logs_restored: None):
    configure_logs("auto")  # not a terminal here
    try:
        raise KeyError("x")
    except KeyError:
        structlog.get_logger().exception("broken")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["exception"][0]["exc_type"] == "KeyError"
