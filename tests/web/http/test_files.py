"""GET /files: the bytes, to those who may read them, in a form that no browser runs."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from crm_app import accounts, storage
from crm_app.accounts import User
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from crm_app.storage.models import File, FileInstance, Folder
from crm_app.storage.runtime import Runtime
from crm_app.storage.thumbnails import VARIANTS
from crm_app.web.http.files import FOLDER_PERMISSIONS
from tests import samples
from tests.storage_help import instances
from tests.web.http.conftest import Browser, send

BODY = samples.noise(1000)


async def uploaded(
    browser: Browser,
    record: UUID,
    content: bytes,
    name: str = "a.bin",
    kind: str = "files",
    resource: str = "contact",
) -> str:
    """The address of the original, without its version."""
    answer = await send(browser, content, record, name, kind=kind, resource=resource)
    assert answer.status_code == 201, answer.text
    await storage.runtime().variants.idle()
    return answer.json()["file"]["url"].partition("?")[0]


@pytest.fixture
async def address(as_mira: Browser, anna: UUID) -> str:
    """Where a file of 1,000 bytes is."""
    return await uploaded(as_mira, anna, BODY)


async def test_the_bytes_come_back_as_they_were(as_mira: Browser, address: str) -> None:
    answer = await as_mira.get(address)
    assert answer.status_code == 200
    assert answer.content == BODY
    assert answer.headers["content-length"] == "1000"
    assert answer.headers["accept-ranges"] == "bytes"


async def test_head_tells_without_sending(as_mira: Browser, address: str) -> None:
    answer = await as_mira.head(address)
    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, "1000", b"")


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [("bytes=0-0", 0, 1), ("bytes=10-19", 10, 20), ("bytes=990-", 990, 1000), ("bytes=-5", 995, 1000)],
)
async def test_a_part_is_sent_when_a_part_is_asked_for(
    as_mira: Browser, address: str, wanted: str, start: int, end: int
) -> None:
    answer = await as_mira.get(address, headers={"Range": wanted})
    assert answer.status_code == 206
    assert answer.content == BODY[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/1000"
    assert answer.headers["content-length"] == str(end - start)


async def test_a_part_behind_the_end_is_refused(as_mira: Browser, address: str) -> None:
    answer = await as_mira.get(address, headers={"Range": "bytes=1000-"})
    assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */1000")


async def test_several_parts_are_answered_with_the_whole(as_mira: Browser, address: str) -> None:
    answer = await as_mira.get(address, headers={"Range": "bytes=0-1,5-6"})
    assert (answer.status_code, answer.content) == (200, BODY)


async def test_a_part_of_other_bytes_is_answered_with_the_whole(as_mira: Browser, address: str) -> None:
    etag = (await as_mira.head(address)).headers["etag"]
    same = await as_mira.get(address, headers={"Range": "bytes=0-1", "If-Range": etag})
    other = await as_mira.get(address, headers={"Range": "bytes=0-1", "If-Range": '"other"'})
    assert (same.status_code, other.status_code) == (206, 200)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
async def test_what_the_browser_has_is_not_sent_again(as_mira: Browser, address: str, form: str) -> None:
    etag = (await as_mira.head(address)).headers["etag"]
    answer = await as_mira.get(address, headers={"If-None-Match": form.format(etag)})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == etag


async def test_the_tag_is_the_checksum_of_the_bytes(as_mira: Browser, address: str) -> None:
    import hashlib

    assert (await as_mira.head(address)).headers["etag"] == f'"{hashlib.sha256(BODY).hexdigest()}"'


async def test_only_an_address_with_its_version_may_be_kept(as_mira: Browser, address: str) -> None:
    etag = (await as_mira.head(address)).headers["etag"].strip('"')

    async def caching(query: str) -> str:
        return (await as_mira.get(address + query)).headers["cache-control"]

    assert await caching(f"?v={etag[:16]}") == "private, max-age=31536000, immutable"
    assert await caching("?v=0123456789abcdef") == "private, no-cache"
    assert await caching("") == "private, no-cache"


SHOWN = [
    (samples.picture("PNG"), "a.png", "images", "image/png"),
    (samples.pdf(), "a.pdf", "files", "application/pdf"),
    (b"hello", "a.txt", "files", "text/plain; charset=utf-8"),
]
HOSTILE = [
    (b"<html><script>alert(1)</script>", "page.html", "text/html"),
    (b"<script>alert(1)</script>", "innocent.txt", "text/html"),
    (b"<svg onload=alert(1)>", "logo.svg", "image/svg+xml"),
    (b"<?xml version='1.0'?><a/>", "data.xml", "text/xml"),
    (b"alert(1)", "code.js", "text/javascript"),
    (samples.noise(50), "unknown", "application/octet-stream"),
]


@pytest.mark.parametrize(("content", "name", "kind", "mime"), SHOWN)
async def test_harmless_types_are_shown_in_place(
    as_mira: Browser, anna: UUID, content: bytes, name: str, kind: str, mime: str
) -> None:
    address = await uploaded(as_mira, anna, content, name, kind)
    shown, saved = await as_mira.get(address), await as_mira.get(address + "?dl=1")
    assert shown.headers["content-type"] == mime
    assert shown.headers["content-disposition"].startswith(f'inline; filename="{name}"')
    assert saved.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(("content", "name", "mime"), HOSTILE)
async def test_what_a_browser_would_run_is_saved_and_never_shown(
    as_mira: Browser, anna: UUID, content: bytes, name: str, mime: str
) -> None:
    answer = await as_mira.get(await uploaded(as_mira, anna, content, name))
    assert answer.headers["content-type"] == mime
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_every_answer_is_fenced_in(as_mira: Browser, address: str) -> None:
    headers = (await as_mira.get(address)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["vary"] == "Cookie"


async def test_a_pdf_may_be_framed_by_our_own_page_outside_of_a_sandbox(as_mira: Browser, anna: UUID) -> None:
    policy = (await as_mira.get(await uploaded(as_mira, anna, samples.pdf()))).headers[
        "content-security-policy"
    ]
    assert "sandbox" not in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


async def test_thumbnails_are_served_under_names_of_their_own(as_mira: Browser, anna: UUID) -> None:
    address = await uploaded(as_mira, anna, samples.photo_with_place(), "Strand.jpg", "images")
    for variant in ("thumbnail", "small", "medium", "large"):
        answer = await as_mira.get(address.replace("original", variant))
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/jpeg"
        assert f'inline; filename="Strand-{variant}.jpg"' in answer.headers["content-disposition"]
        assert b"Secret" not in answer.content
    assert b"Secret" in (await as_mira.get(address)).content


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
async def test_a_missing_variant_is_not_found_and_made_soon(
    as_mira: Browser, anna: UUID, running: Runtime, kind: str
) -> None:
    address = await uploaded(as_mira, anna, samples.picture(kind), "a", "images")
    async with system_scope() as scope:
        await scope.session.exec(delete(FileInstance).where(col(FileInstance.variant_name) == "small"))
    version = (await as_mira.head(address)).headers["etag"].strip('"')[:16]
    small = address.replace("original", "small") + f"?v={version}"
    answer = await as_mira.get(small)
    assert answer.status_code == 404
    assert answer.headers["cache-control"].endswith("no-store")
    await running.variants.idle()
    assert (await as_mira.get(small)).status_code == 200


async def test_while_pictures_are_being_made_the_place_of_a_photo_is_not_told(
    as_mira: Browser, anna: UUID, running: Runtime
) -> None:
    answer = await send(as_mira, samples.photo_with_place(), anna, "Strand.jpg", kind="images")
    original = answer.json()["file"]["url"]
    for variant in VARIANTS:
        answer = await as_mira.get(original.replace("original", variant))
        assert b"Secret" not in answer.content
        assert answer.status_code in (200, 404)
    await running.variants.idle()
    assert (await as_mira.get(original.replace("original", "thumbnail"))).status_code == 200


async def test_the_original_never_stands_in_for_pictures_that_cannot_be_made(
    as_mira: Browser, anna: UUID
) -> None:
    broken = samples.photo_with_place()[:2000]
    address = await uploaded(as_mira, anna, broken, "a.jpg", "images")
    assert (await as_mira.get(address.replace("original", "thumbnail"))).status_code == 404
    assert (await as_mira.get(address)).content == broken


NOT_THERE = [
    "/files/nonsense/original",
    "/files/0123456789abcdef/original",
    "/files/%00/original",
    "/files/{other}/original",
    "/files/{uuid}/huge",
    "/files/{uuid}/..",
    "/files/{uuid}/thumbnail",
]


@pytest.mark.parametrize("path", NOT_THERE)
async def test_what_is_not_there_is_one_and_the_same_404(as_mira: Browser, address: str, path: str) -> None:
    uuid = address.split("/")[2]
    answer = await as_mira.get(path.format(uuid=uuid, other=uuid7()))
    assert answer.status_code == 404
    if answer.headers["content-type"] == "application/json":
        assert answer.json()["code"] == "not_found"
        assert answer.headers["cache-control"].endswith("no-store")


async def test_nobody_reads_nothing(as_nobody: Browser, address: str) -> None:
    answer = await as_nobody.get(address)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert answer.headers["cache-control"].endswith("no-store")


async def test_who_may_look_at_records_may_read(browser_of: Callable, victor: User, address: str) -> None:
    assert (await (await browser_of(victor)).get(address)).content == BODY


async def test_the_trash_is_for_those_who_may_see_it(
    as_mira: Browser, browser_of: Callable, victor: User, address: str
) -> None:
    async with system_scope() as scope:
        await storage.trash_file(scope, UUID(address.split("/")[2]))
    seen, hidden = await as_mira.get(address), await (await browser_of(victor)).get(address)
    assert (seen.status_code, seen.headers["cache-control"]) == (200, "private, no-store")
    missing = await as_mira.get(f"/files/{uuid7()}/original")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


async def test_technical_files_are_served_to_nobody(as_mira: Browser, address: str) -> None:
    uuid = UUID(address.split("/")[2])
    async with system_scope() as scope:
        await scope.session.exec(
            update(File).where(col(File.uuid) == uuid).values(system_managed=True, parent_file_uuid=uuid)
        )
    assert (await as_mira.get(address)).status_code == 404


async def test_bytes_that_are_lost_are_told(as_mira: Browser, address: str, running: Runtime) -> None:
    key = (await instances(UUID(address.split("/")[2])))["original"].blob_key
    await running.store.delete(key)
    answer = await as_mira.get(address)
    assert (answer.status_code, answer.json()["code"]) == (404, "bytes_missing")


async def readable(user: User, uuid: UUID, *permissions: str) -> bool:
    async with open_scope(user, frozenset(permissions)) as scope:
        return await storage.find_readable(scope, uuid, "original", FOLDER_PERMISSIONS) is not None


@pytest.mark.parametrize(
    ("permissions", "may"),
    [
        (("crm.view",), True),
        (("media.view",), True),
        (("staff.view", "crm.edit"), False),
        ((), False),
    ],
)
async def test_a_file_of_a_contact_is_read_by_who_may_see_contacts_or_the_library(
    mira: User, address: str, permissions: tuple[str, ...], may: bool
) -> None:
    assert await readable(mira, UUID(address.split("/")[2]), *permissions) is may


@pytest.mark.parametrize("kind", ["files", "images"])
@pytest.mark.parametrize(
    ("permissions", "may"),
    [(("staff.view",), True), (("media.view",), True), (("crm.view", "staff.edit"), False), ((), False)],
)
async def test_a_file_of_a_person_is_read_by_who_may_see_people_or_the_library(
    as_mira: Browser, mira: User, grace: UUID, kind: str, permissions: tuple[str, ...], may: bool
) -> None:
    content, name = (samples.picture(), "a.jpg") if kind == "images" else (BODY, "a.bin")
    address = await uploaded(as_mira, grace, content, name, kind, "person")
    assert await readable(mira, UUID(address.split("/")[2]), *permissions) is may


async def test_a_file_deep_in_the_folder_of_a_contact_is_read_by_who_may_see_contacts(
    as_mira: Browser, mira: User, anna: UUID
) -> None:
    address = await uploaded(as_mira, anna, samples.picture(), "a.jpg", "images")
    assert await readable(mira, UUID(address.split("/")[2]), "crm.view")


async def test_a_file_elsewhere_is_not_read_by_who_may_see_contacts_alone(mira: User, address: str) -> None:
    uuid = UUID(address.split("/")[2])
    async with system_scope() as scope:
        folder = Folder(name="Private of the owner")
        scope.session.add(folder)
        await scope.session.flush()
        await scope.session.exec(update(File).values(folder_uuid=folder.uuid))
    assert not await readable(mira, uuid, "crm.view")
    assert await readable(mira, uuid, "media.view")


async def test_a_file_in_the_trash_needs_more_than_looking(mira: User, address: str) -> None:
    uuid = UUID(address.split("/")[2])
    async with system_scope() as scope:
        await storage.trash_file(scope, uuid)
    assert not await readable(mira, uuid, "crm.view", "media.view")
    assert not await readable(mira, uuid, "media.delete")
    assert await readable(mira, uuid, "media.view", "media.delete")
    assert await readable(mira, uuid, "crm.view", "media.delete")


async def test_a_session_that_ended_reads_nothing(browser_of: Callable, mira: User, address: str) -> None:
    browser = await browser_of(mira)
    await accounts.sign_out(browser.cookies["crm_session"])
    assert (await browser.get(address)).status_code == 401
