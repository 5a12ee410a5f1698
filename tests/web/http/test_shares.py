"""GET /s/<token>: a stranger with a link reads what it leads to, and nothing else."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from sqlmodel import col, select

from crm_app import accounts, crm, shares, storage
from crm_app.core.audit import Activity
from crm_app.core.clock import now
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.shares import Target
from crm_app.storage import record_media
from crm_app.storage.runtime import Runtime
from tests import samples
from tests.factories import make_folder, run, run_as
from tests.storage_help import store
from tests.web.http.conftest import Browser

PASSWORD = "open sesame"


async def link_to(who: accounts.User, target: Target, password: str = "") -> str:
    made = await run_as(who, shares.share, target, expires_at=now() + timedelta(days=1), password=password)
    return made.path


@pytest.fixture
async def stranger(as_nobody: Browser) -> AsyncIterator[Browser]:
    """A browser without a session."""
    yield as_nobody


class Tree:
    """A shared folder with one inside, a file in each, and a file beside it."""

    def __init__(self, **uuids: UUID) -> None:
        self.__dict__.update(uuids)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@pytest.fixture
async def tree(running: Runtime, mira: accounts.User) -> Tree:
    folder = await make_folder("Offers <2026>")
    inner = await make_folder("Inner", parent=folder)
    other = await make_folder("Other")
    files = {
        "outer_file": await store(mira, b"outer", folder, "a & b.txt"),
        "inner_file": await store(mira, b"inner", inner, "in.txt"),
        "beside": await store(mira, b"beside", other, "beside.txt"),
    }
    uuids = {name: stored.file.uuid for name, stored in files.items()}
    return Tree(folder=folder, inner=inner, other=other, **uuids)


async def uses_of(path: str) -> list[dict[str, Any]]:
    query = select(Activity.details).where(col(Activity.action) == "media.share_used")
    async with system_scope() as scope:
        return list(await scope.session.exec(query.order_by(col(Activity.inserted_at))))


async def test_a_file_is_shown_and_downloaded(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("file", tree.outer_file))
    page = await stranger.get(path)
    assert page.status_code == 200
    assert "a &amp; b.txt" in page.text
    answer = await stranger.get(f"{path}/files/{tree.outer_file}?dl=1")
    assert (answer.content, answer.headers["content-disposition"].split(";")[0]) == (b"outer", "attachment")
    assert await uses_of(path) == [{"kind": "opened"}, {"kind": "downloaded"}]


async def test_uses_are_counted_for_who_made_the_link(
    tree: Tree, mira: accounts.User, stranger: Browser
) -> None:
    target: Target = ("file", tree.outer_file)
    path = await link_to(mira, target)
    await stranger.get(path)
    await stranger.get(f"{path}/files/{tree.outer_file}", headers={"range": "bytes=0-1"})
    await stranger.get(f"{path}/files/{tree.outer_file}", headers={"range": "bytes=2-"})
    await stranger.head(f"{path}/files/{tree.outer_file}")
    (made,) = await run_as(mira, shares.list_shares, target)
    assert made.uses == 2
    assert made.last_used_at


async def test_a_folder_shows_what_is_in_it_now(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("folder", tree.folder))
    page = (await stranger.get(path)).text
    assert "Offers &lt;2026&gt;" in page
    assert "a &amp; b.txt" in page
    assert "Inner" in page
    assert "beside.txt" not in page
    await run_as(mira, storage.move_file_to_folder, tree.beside, tree.folder)
    assert "beside.txt" in (await stranger.get(path)).text


async def test_one_goes_down_and_up_again(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("folder", tree.folder))
    page = (await stranger.get(f"{path}?in={tree.inner}")).text
    assert "in.txt" in page
    assert f'href="{path}?in={tree.folder}"' in page
    assert (await stranger.get(f"{path}/files/{tree.inner_file}")).content == b"inner"


async def test_what_lies_outside_is_not_there(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("folder", tree.inner))
    for inside in (
        f"?in={tree.folder}",
        f"?in={tree.other}",
        f"?in={uuid7()}",
        "?in=x",
        f"/files/{tree.outer_file}",
        f"/files/{tree.beside}",
        f"/files/{uuid7()}",
        "/files/x",
        f"/pictures/{tree.beside}",
    ):
        assert (await stranger.get(path + inside)).status_code == 404, inside


async def test_a_link_to_a_file_opens_no_other(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("file", tree.outer_file))
    assert (await stranger.get(f"{path}/files/{tree.inner_file}")).status_code == 404
    assert (await stranger.get(f"{path}?in={tree.folder}")).status_code == 200  # the file, still


async def test_everything_inside_comes_as_one_zip(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("folder", tree.folder))
    answer = await stranger.get(f"{path}/zip?in={tree.folder}")
    with ZipFile(BytesIO(answer.content)) as packed:
        inside = {name for name in packed.namelist() if not name.endswith("/")}
        assert inside == {"Offers _2026_/a & b.txt", "Offers _2026_/Inner/in.txt"}
    assert "no-store" in answer.headers["cache-control"]
    assert await uses_of(path) == [{"kind": "downloaded"}]
    assert (await stranger.get(f"{path}/zip?in={tree.other}")).status_code == 404


async def test_the_folder_of_a_contact_is_called_as_the_contact(
    running: Runtime, mira: accounts.User, stranger: Browser
) -> None:
    async with system_scope() as scope:
        anna = await crm.create_contact(scope, {"name": "Anna <Berg>"})
        root = await record_media.ensure_folder(scope, crm.attachments.CONTACT, anna.uuid, "files")
        images = await record_media.ensure_folder(scope, crm.attachments.CONTACT, anna.uuid, "images")
    path = await link_to(mira, ("folder", root))
    for page in (path, f"{path}?in={images}"):
        text = (await stranger.get(page)).text
        assert "Anna &lt;Berg&gt;" in text
        assert str(anna.uuid) not in text


@pytest.mark.parametrize("inside", ["", "/zip"])
async def test_only_asking_whether_it_is_there_is_no_use(
    tree: Tree, mira: accounts.User, stranger: Browser, inside: str
) -> None:
    path = await link_to(mira, ("folder", tree.folder))
    assert (await stranger.head(path + inside)).status_code == 200
    assert await uses_of(path) == []


async def test_a_linked_file_is_inside_too(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("folder", tree.folder))
    await run_as(mira, storage.create_folder_link, tree.inner, tree.beside)
    assert (await stranger.get(f"{path}/files/{tree.beside}")).content == b"beside"


async def test_what_is_trashed_inside_is_gone(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("folder", tree.folder))
    await run_as(mira, storage.trash_folder, tree.inner)
    assert "Inner" not in (await stranger.get(path)).text
    assert (await stranger.get(f"{path}?in={tree.inner}")).status_code == 404
    assert (await stranger.get(f"{path}/files/{tree.inner_file}")).status_code == 404


async def test_nothing_is_kept_found_or_run(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("folder", tree.folder))
    for address in (path, f"{path}/files/{tree.outer_file}", "/s/nothing"):
        headers = (await stranger.get(address)).headers
        assert "no-store" in headers["cache-control"]
        assert "default-src 'none'" in headers["content-security-policy"]
    headers = (await stranger.get(path)).headers
    assert (headers["x-robots-tag"], headers["referrer-policy"]) == ("noindex, nofollow", "same-origin")
    assert "script" not in (await stranger.get(path)).text


async def test_what_a_browser_could_run_is_downloaded(
    running: Runtime, mira: accounts.User, stranger: Browser
) -> None:
    stored = await store(mira, b"<html><script>1</script>", await make_folder("Pages"), "a.html")
    path = await link_to(mira, ("file", stored.file.uuid))
    answer = await stranger.get(f"{path}/files/{stored.file.uuid}")
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_a_picture_is_shown_small(running: Runtime, mira: accounts.User, stranger: Browser) -> None:
    stored = await store(mira, samples.picture(), await make_folder("Pictures"), "a.jpg")
    await running.variants.idle()
    path = await link_to(mira, ("file", stored.file.uuid))
    assert f"{path}/pictures/" in (await stranger.get(path)).text
    assert (await stranger.get(f"{path}/pictures/{stored.file.uuid}")).status_code == 200


@pytest.mark.parametrize("token", ["x", "01a1fd0a-e592-70cd-9ffe-d9e338828a7f.AAAA", "%00", "..%2f.."])
async def test_a_made_up_link_tells_nothing(stranger: Browser, token: str) -> None:
    answer = await stranger.get(f"/s/{token}")
    assert answer.status_code == 404


async def test_all_that_no_longer_works_reads_the_same(
    tree: Tree, mira: accounts.User, stranger: Browser
) -> None:
    target: Target = ("file", tree.outer_file)
    path = await link_to(mira, target)
    (made,) = await run_as(mira, shares.list_shares, target)
    await run_as(mira, shares.revoke, made.uuid)
    gone, forged = await stranger.get(path), await stranger.get("/s/x")
    assert (gone.status_code, gone.text) == (forged.status_code, forged.text)


async def test_a_password_is_asked_for_and_remembered(
    tree: Tree, mira: accounts.User, stranger: Browser
) -> None:
    path = await link_to(mira, ("folder", tree.folder), PASSWORD)
    asked = await stranger.get(path)
    assert (asked.status_code, "Offers" in asked.text) == (401, False)
    assert (await stranger.get(f"{path}/files/{tree.outer_file}")).status_code == 401
    wrong = await stranger.post(path, data={"password": "open barley"})
    assert (wrong.status_code, "not the password" in wrong.text) == (403, True)
    right = await stranger.post(path, data={"password": PASSWORD})
    assert (right.status_code, right.headers["location"]) == (303, path)
    assert "httponly" in right.headers["set-cookie"].lower()
    assert (await stranger.get(path)).status_code == 200
    assert (await stranger.get(f"{path}/files/{tree.outer_file}")).content == b"outer"


async def test_the_password_of_one_link_opens_no_other(
    tree: Tree, mira: accounts.User, browser_of: Callable, stranger: Browser
) -> None:
    one = await link_to(mira, ("folder", tree.folder), PASSWORD)
    two = await link_to(mira, ("folder", tree.other), PASSWORD)
    answer = await stranger.post(one, data={"password": PASSWORD})
    key = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    name = f"crm_share_{two.removeprefix('/s/').partition('.')[0]}"
    assert (await stranger.get(two, headers={"cookie": f"{name}={key}"})).status_code == 401


async def test_guessing_is_limited_even_for_the_right_one(
    tree: Tree, mira: accounts.User, stranger: Browser
) -> None:
    path = await link_to(mira, ("file", tree.outer_file), PASSWORD)
    other = await link_to(mira, ("file", tree.outer_file), PASSWORD)
    answers = [(await stranger.post(path, data={"password": f"guess {n}"})).status_code for n in range(11)]
    assert answers == [403] * 10 + [429]
    assert (await stranger.post(path, data={"password": PASSWORD})).status_code == 429
    assert (await stranger.post(other, data={"password": PASSWORD})).status_code == 303


async def test_a_foreign_page_cannot_send_the_form(
    tree: Tree, mira: accounts.User, stranger: Browser
) -> None:
    path = await link_to(mira, ("file", tree.outer_file), PASSWORD)
    answer = await stranger.post(
        path, data={"password": PASSWORD}, headers={"origin": "https://elsewhere.test"}
    )
    assert answer.status_code == 403


async def test_a_form_for_a_link_without_a_password_leads_to_its_page(
    tree: Tree, mira: accounts.User, stranger: Browser
) -> None:
    path = await link_to(mira, ("file", tree.outer_file))
    assert (await stranger.post(path, data={"password": "any"})).status_code == 303
    assert (await stranger.post("/s/x", data={"password": "any"})).status_code == 404


async def test_who_made_the_link_may_be_gone(tree: Tree, mira: accounts.User, stranger: Browser) -> None:
    path = await link_to(mira, ("file", tree.outer_file))
    await run(accounts.deactivate_user, mira.uuid)
    assert (await stranger.get(path)).status_code == 200
