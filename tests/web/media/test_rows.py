"""What the browser is told about a file."""

import pytest

from crm_app import accounts, storage
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.web.media.rows import FileRow, file_rows, preview_of
from tests.factories import file_now, make_file


async def row_of(owner: accounts.User, name: str, **columns: object) -> FileRow:
    uuid = await make_file(owner, name, **columns)
    async with system_scope() as scope:
        file = await file_now(uuid)
        assert file
        (row,) = await file_rows(scope, [file])
    return row


def a_file(mime_type: str, file_type: str, **meta: str) -> storage.File:
    return storage.File(mime_type=mime_type, file_type=file_type, meta=meta)


@pytest.mark.parametrize(
    ("mime_type", "file_type", "preview"),
    [
        ("image/jpeg", "image", "image"),
        ("image/heic", "image", "image"),
        ("application/pdf", "document", "pdf"),
        ("text/plain", "document", "text"),
        ("text/html", "document", "text"),
        ("image/svg+xml", "document", "text"),
        ("application/json", "document", "text"),
        ("video/mp4", "video", "film"),
        ("audio/mpeg", "audio", "film"),
        ("application/zip", "archive", "none"),
        ("application/octet-stream", "other", "none"),
    ],
)
def test_the_viewer_shows_each_type_in_its_way(mime_type: str, file_type: str, preview: str):
    assert preview_of(a_file(mime_type, file_type)) == preview


def test_a_picture_that_could_not_be_read_has_no_preview():
    assert preview_of(a_file("image/jpeg", "image", thumbnail_error="It is damaged.")) == "none"


async def test_a_row_names_who_uploaded_the_file_and_how_big_it_is(mira: accounts.User):
    row = await row_of(mira, "offer.pdf", mime_type="application/pdf", size=1_500_000)
    assert (row["name"], row["by"], row["size"]) == ("offer.pdf", "Mira from sales", "1.5 MB")
    assert row["at"].endswith("+00:00")


async def test_a_picture_has_addresses_for_every_use(mira: accounts.User):
    row = await row_of(mira, "me.jpg", mime_type="image/jpeg", file_type="image")
    base = f"/files/{row['uuid']}"
    assert row["thumb_url"].startswith(f"{base}/thumbnail?v=")
    assert row["large_url"].startswith(f"{base}/large?v=")
    assert row["full_url"].startswith(f"{base}/original?v=")
    assert row["download_url"].endswith("&dl=1")


async def test_a_picture_tells_its_shape_and_other_files_have_none(mira: accounts.User):
    columns = {"mime_type": "image/jpeg", "file_type": "image", "width": 640, "height": 480}
    picture = await row_of(mira, "me.jpg", **columns)
    other = await row_of(mira, "offer.pdf", mime_type="application/pdf")
    assert [(row["width"], row["height"]) for row in (picture, other)] == [(640, 480), (0, 0)]


async def test_a_picture_that_browsers_cannot_show_is_only_seen_as_what_was_made_of_it(mira: accounts.User):
    row = await row_of(mira, "me.heic", mime_type="image/heic", file_type="image")
    assert row["full_url"] == ""
    assert row["large_url"]
    assert row["opens"] is False


async def test_a_broken_picture_says_why_it_has_none(mira: accounts.User):
    columns = {"mime_type": "image/jpeg", "file_type": "image", "meta": {"thumbnail_error": "It is damaged."}}
    row = await row_of(mira, "me.jpg", **columns)
    assert (row["note"], row["thumb_url"], row["large_url"]) == ("It is damaged.", "", "")


async def test_a_file_whose_pictures_are_being_made_is_pending(mira: accounts.User):
    columns = {"mime_type": "image/jpeg", "file_type": "image", "status": "processing"}
    row = await row_of(mira, "me.jpg", **columns)
    assert row["pending"] is True
    assert row["thumb_url"] == ""


@pytest.mark.parametrize(
    ("mime_type", "file_type", "opens"),
    [
        ("application/pdf", "document", True),
        ("text/plain", "document", True),
        ("text/html", "document", False),
        ("image/svg+xml", "document", False),
        ("video/mp4", "video", True),
        ("application/zip", "archive", False),
    ],
)
async def test_only_what_the_server_shows_in_place_is_offered_to_open(
    mira: accounts.User, mime_type: str, file_type: str, opens: bool
):
    row = await row_of(mira, "file", mime_type=mime_type, file_type=file_type)
    assert row["opens"] is opens


async def test_the_contacts_picture_is_marked(mira: accounts.User):
    uuid = await make_file(mira, "me.jpg", mime_type="image/jpeg", file_type="image")
    async with system_scope() as scope:
        file = await file_now(uuid)
        assert file
        (marked,) = await file_rows(scope, [file], uuid)
        (other,) = await file_rows(scope, [file], uuid7())
    assert marked["is_avatar"] is True
    assert other["is_avatar"] is False


async def test_many_rows_look_up_the_names_together(
    mira: accounts.User, owner: accounts.User, statements: list[str]
):
    files = [await file_now(await make_file(user, f"{n}.txt")) for n, user in enumerate([mira, owner, mira])]
    statements.clear()
    async with system_scope() as scope:
        rows = await file_rows(scope, [file for file in files if file])
    assert [row["by"] for row in rows] == ["Mira from sales", "Olga Owner", "Mira from sales"]
    assert len([each for each in statements if "FROM users" in each]) == 1


async def test_no_files_ask_for_nothing(database: str, statements: list[str]):
    async with system_scope() as scope:
        assert await file_rows(scope, []) == []
    assert not [each for each in statements if "FROM users" in each]
