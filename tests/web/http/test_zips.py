"""GET /media.zip."""

import io
import zipfile
from collections.abc import Callable

from crm_app import accounts
from crm_app.core.ids import uuid7
from tests.factories import make_folder
from tests.storage_help import store
from tests.web.http.conftest import Browser


async def test_a_folder_comes_as_a_zip(as_mira: Browser, mira: accounts.User) -> None:
    folder = await make_folder("Büro")
    file = (await store(mira, b"words", folder, "plan.txt")).file.uuid
    answer = await as_mira.get("/media.zip", params={"folder": str(folder)})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-disposition"].endswith("filename*=UTF-8''B%C3%BCro.zip")
    assert zipfile.ZipFile(io.BytesIO(answer.content)).read("Büro/plan.txt") == b"words"
    keys = f"file:{file},folder:{folder}"
    both = await as_mira.get("/media.zip", params={"keys": keys})
    assert zipfile.ZipFile(io.BytesIO(both.content)).namelist() == ["Büro/", "Büro/plan.txt", "plan.txt"]
    assert (await as_mira.head("/media.zip", params={"keys": keys})).content == b""


async def test_who_may_not_look_gets_no_zip(
    as_mira: Browser, as_nobody: Browser, browser_of: Callable, victor: accounts.User
) -> None:
    folder = await make_folder("Office")
    assert (await as_nobody.get("/media.zip", params={"folder": str(folder)})).status_code == 401
    assert (await (await browser_of(victor)).get("/media.zip", params={"folder": str(folder)})).is_success
    for params in ({"folder": str(uuid7())}, {"folder": "x"}, {"keys": "a,b"}, {}):
        assert (await as_mira.get("/media.zip", params=params)).status_code == 404
