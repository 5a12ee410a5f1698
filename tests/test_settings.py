"""The environment, read once and validated."""

import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from crm_app.settings import Settings, settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_without_any_variable_the_defaults_hold():
    assert (settings().port, settings().max_upload_mb, settings().trash_retention_days) == (3000, 500, 30)
    assert settings().data_path == Path("data").resolve()
    assert settings().max_upload_bytes == 500_000_000


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("DATABASE_URL", "")
    assert (settings().port, settings().database_url) == (3000, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "http"),
        ("MAX_UPLOAD_MB", "0"),
        ("TRASH_RETENTION_DAYS", "0"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        settings()


def test_they_are_read_once(monkeypatch: pytest.MonkeyPatch):
    before = settings()
    monkeypatch.setenv("PORT", "8080")
    assert settings() is before


def test_a_secret_is_made_once_and_kept_for_its_owner_only(data_dir: Path):
    secret = settings().secret()
    assert len(secret) >= 48
    assert Settings().secret() == secret
    assert stat.S_IMODE((data_dir / "secret_key").stat().st_mode) == 0o600


def test_a_given_secret_is_used(monkeypatch: pytest.MonkeyPatch, data_dir: Path):
    monkeypatch.setenv("SECRET_KEY", "given")
    assert settings().secret() == "given"
    assert not (data_dir / "secret_key").exists()
