"""Storing is tried again when somebody was in the way, and given up when nobody could have been."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.scope import Scope
from crm_app.storage import blobs
from crm_app.storage.keeping import ATTEMPTS
from crm_app.storage.runtime import Runtime
from tests.storage_help import LIMIT, a_folder, an_upload, assert_nothing, assert_whole, pieces


class Trouble:
    """Places files after failing some times."""

    def __init__(self, error: Exception, times: int, place: object) -> None:
        self.error, self.times, self.place = error, times, place
        self.tried = 0

    async def __call__(self, scope: Scope, stored: storage.StoredFile) -> object:
        self.tried += 1
        if self.tried <= self.times:
            raise self.error
        return await self.place(scope, stored)


async def upload_with(trouble: Exception, times: int, user: User) -> Trouble:
    wanted = an_upload(user, await a_folder())
    place = Trouble(trouble, times, wanted.place)
    upload = storage.Upload(wanted.name, None, LIMIT, wanted.accept, wanted.open_scope, place)
    try:
        await storage.take_in(pieces(b"hello"), upload)
    finally:
        print(place.tried)
    return place


def database_error(error: psycopg.Error) -> DBAPIError:
    return DBAPIError("UPDATE", {}, error)


@pytest.mark.parametrize("error", [blobs.TakenAway(), database_error(psycopg.errors.DeadlockDetected())])
async def test_what_passes_is_tried_again(
    running: Runtime, mira: User, data_dir: Path, error: Exception
) -> None:
    assert (await upload_with(error, 2, mira)).tried == 3
    await assert_whole(data_dir)


async def test_what_does_not_pass_is_given_up(
    running: Runtime, mira: User, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(storage.StoreUnavailable):
        await upload_with(blobs.TakenAway(), 99, mira)
    assert capsys.readouterr().out.split()[-1] == str(ATTEMPTS)
    await assert_nothing(data_dir)


async def test_other_failures_of_the_database_are_not_tried_again(
    running: Runtime, mira: User, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DBAPIError):
        await upload_with(database_error(psycopg.errors.UniqueViolation()), 99, mira)
    assert capsys.readouterr().out.split()[-1] == "1"
    await assert_nothing(data_dir)
