"""The environment, read once, typed and validated. The README's table names every variable."""

import secrets
from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One field per environment variable; an empty variable counts as unset."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    database_url: str | None = None
    storage_url: str | None = None
    data_dir: Path = Path("data")
    host: str = "0.0.0.0"  # noqa: S104 - a server is there to be reached
    port: int = Field(3000, ge=1, le=65535)
    base_url: str | None = None
    secret_key: str | None = None
    owner_email: str | None = None
    owner_password: str | None = None
    smtp_url: str | None = None
    max_upload_mb: int = Field(500, ge=1)
    trash_retention_days: int = Field(30, ge=1)
    worker: str = Field("on", pattern="^(on|off)$")
    redis_url: str | None = Field(None, pattern="^(redis|rediss|unix)://")
    processes: int = Field(2, ge=1, le=64)
    drain_seconds: int = Field(20, ge=0)
    trust_proxy: bool = False
    log_format: str = Field("auto", pattern="^(auto|json|text)$")

    @property
    def data_path(self) -> Path:
        """DATA_DIR as an absolute path."""
        return self.data_dir.expanduser().resolve()

    @property
    def max_upload_bytes(self) -> int:
        """MAX_UPLOAD_MB in bytes; a megabyte is decimal, as shown to people."""
        return self.max_upload_mb * 1_000_000

    def secret(self) -> str:
        """SECRET_KEY, or the one kept under DATA_DIR, made when there is none yet."""
        return self.secret_key or _kept_secret(self.data_path / "secret_key")


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass  # an earlier start, or another process at this moment, has made it
    return path.read_text()


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Tests call `settings.cache_clear()` after changing the environment."""
    return Settings()  # pyright: ignore[reportCallIssue] - the environment fills it
