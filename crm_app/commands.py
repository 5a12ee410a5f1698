"""What `python -m crm_app` can do. Each command starts the database where none is given, and stops it."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from crm_app.core.embedded import postgres
from crm_app.core.logs import configure_logs
from crm_app.core.migrations import migrate
from crm_app.settings import settings


def say(text: str) -> None:
    """One line for the person at the console."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def prepared_database() -> Iterator[None]:
    """A running, migrated database, named by DATABASE_URL for all that follows."""
    with postgres(settings().database_url, settings().data_path) as url:
        os.environ["DATABASE_URL"] = url
        settings.cache_clear()
        migrate(url)
        yield


def serve() -> None:
    """Builds the pages when they changed, then serves on PORT until Ctrl-C or SIGTERM."""
    configure_logs(settings().log_format)
    signal.signal(signal.SIGTERM, _leave)
    from crm_app import build

    build.build_if_changed(say)
    with prepared_database():
        _serve()


def demo() -> None:
    """The same as `serve` over a data directory of its own, with a company in it; prints how to sign in."""
    from crm_app import demo

    demo.use_demo_defaults()
    configure_logs(settings().log_format)
    signal.signal(signal.SIGTERM, _leave)
    from crm_app import build

    build.build_if_changed(say)
    with prepared_database():
        ours = asyncio.run(demo.filled(say))
        _serve(demo.greeting(ours))


def scale() -> None:
    """Several processes behind nginx on PORT, with a Redis of their own unless REDIS_URL names one."""
    configure_logs(settings().log_format)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave_once)
    from crm_app import build
    from crm_app.scale import scaled

    build.build_if_changed(say)
    with prepared_database():
        scaled(settings(), say)


def work() -> None:
    """Does jobs and serves nobody, until Ctrl-C or SIGTERM; for a machine of its own, or with WORKER=off."""
    configure_logs(settings().log_format)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    from crm_app.jobs.alone import work_alone

    with prepared_database():
        asyncio.run(work_alone(settings().database_url or "", say))


def migrate_only() -> None:
    """Migrates and ends."""
    with prepared_database():
        say("The database is up to date.")


def build_only() -> None:
    """Builds the pages when they changed and ends."""
    from crm_app import build

    build.build_if_changed(say)


def _serve(greeting: str = "") -> None:
    from crm_app import server

    server.run(settings().port, lambda address: say("\n".join(filter(None, (address, greeting)))))


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)  # unwinds the blocks above, so that the database is stopped too


def _leave_once(number: int, frame: FrameType | None) -> None:
    """As `_leave`; further signals do not disturb what ends the programs."""
    for every in (signal.SIGTERM, signal.SIGINT):
        signal.signal(every, signal.SIG_IGN)
    _leave(number, frame)


COMMANDS: dict[str, Callable[[], None]] = {
    "build": build_only,
    "demo": demo,
    "migrate": migrate_only,
    "scale": scale,
    "serve": serve,
    "work": work,
}
