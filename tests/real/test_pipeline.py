"""Real files through the whole way: stored as they are, shown upright, silent about places."""

import io
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from crm_app import storage
from crm_app.accounts import User
from crm_app.storage.models import File
from crm_app.storage.runtime import Runtime
from crm_app.storage.sniffing import HEAD_SIZE, sniff
from crm_app.storage.thumbnails import VARIANTS, render
from tests.storage_help import a_folder, assert_whole, instances, rows, store

pytestmark = pytest.mark.skipif("REAL_DATA" not in os.environ, reason="REAL_DATA names no folder")

DATA = Path(os.environ.get("REAL_DATA") or "no real data")


def real(pattern: str) -> list[Path]:
    return sorted(path for path in DATA.glob(pattern) if path.is_file())


def named(path: Path) -> str:
    return path.name


@pytest.fixture
async def running(data_dir: Path, database: str) -> AsyncIterator[Runtime]:
    """The running storage, empty."""
    await storage.start()
    yield storage.runtime()
    await storage.stop()


async def stored(running: Runtime, user: User, content: bytes, name: str) -> File:
    """The file as it is when its pictures are made."""
    await store(user, content, await a_folder(), name)
    await running.variants.idle()
    return next(file for file in await rows(File) if file.original_file_name == name)


async def content_of(running: Runtime, file: File, variant: str) -> bytes:
    row = (await instances(file.uuid))[variant]
    return b"".join([chunk async for chunk in running.store.stream(row.blob_key, 0, row.size)])


@pytest.mark.parametrize("path", real("**/*"), ids=named)
async def test_every_file_is_kept_bit_by_bit(
    path: Path, running: Runtime, mira: User, data_dir: Path
) -> None:
    content = path.read_bytes()
    file = await stored(running, mira, content, path.name)
    assert await content_of(running, file, "original") == content
    assert file.original_file_name == path.name
    assert file.status == "active"
    await assert_whole(data_dir)


TYPES = {
    ".jpg": "image/jpeg",
    ".heic": "image/heic",
    ".heif": "image/heic",
    ".tiff": "image/tiff",
    ".pdf": "application/pdf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".json": "application/json",
}


@pytest.mark.parametrize("path", real("**/*"), ids=named)
def test_every_type_is_read_from_the_bytes(path: Path) -> None:
    expected = TYPES.get(path.suffix.lower(), "text/plain")
    found = sniff(path.read_bytes()[:HEAD_SIZE], "lying.exe")
    assert found.mime_type == ("text/plain" if expected == "application/json" else expected)


PICTURES = [*real("photos/**/*"), *[path for path in real("documents/*.pdf") if path.name != "password.pdf"]]


@pytest.mark.parametrize("path", PICTURES, ids=named)
async def test_every_picture_has_thumbnails_that_keep_quiet(path: Path, running: Runtime, mira: User) -> None:
    file = await stored(running, mira, path.read_bytes(), path.name)
    assert file.meta == {}
    assert (await instances(file.uuid)).keys() == VARIANTS | {"original"}
    for variant in VARIANTS:
        shown = Image.open(io.BytesIO(await content_of(running, file, variant)))
        shown.load()
        assert not shown.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & shown.info.keys()


@pytest.mark.parametrize("path", real("photos/gps/*"), ids=named)
def test_the_originals_do_say_where_they_were_taken(path: Path) -> None:
    """Or the test above would prove nothing."""
    assert Image.open(path).getexif().get_ifd(0x8825)


def difference(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean) / 3


async def test_the_eight_orientations_look_the_same(running: Runtime, mira: User) -> None:
    files = []
    for path in real("photos/orientation/*"):
        files.append(await stored(running, mira, path.read_bytes(), path.name))
    assert [(file.width, file.height) for file in files] == [(1800, 1200)] * 8
    for variant in VARIANTS:
        shown = [Image.open(io.BytesIO(await content_of(running, file, variant))) for file in files]
        assert {picture.size for picture in shown} == {shown[0].size}
        assert all(difference(shown[0], picture) < 6 for picture in shown[1:])
        assert difference(shown[0], shown[0].transpose(Image.Transpose.FLIP_LEFT_RIGHT)) > 20


@pytest.mark.parametrize("turns", range(4))
def test_a_heic_is_turned_as_its_box_says(turns: int, tmp_path: Path) -> None:
    """The telephone's own file, with the quarter turns of its `irot` box changed."""
    content = (DATA / "photos/heic/IMG_5195.HEIC").read_bytes()
    place = content.index(b"irot") + 4
    path = tmp_path / "turned.heic"
    path.write_bytes(content[:place] + bytes([turns]) + content[place + 1 :])
    upright = render(DATA / "photos/heic/IMG_5195.HEIC", "image/heic")
    pictures = render(path, "image/heic")
    sizes = (upright.width, upright.height)
    assert (pictures.width, pictures.height) == (sizes if turns % 2 == 0 else sizes[::-1])
    back = {
        0: None,
        1: Image.Transpose.ROTATE_270,
        2: Image.Transpose.ROTATE_180,
        3: Image.Transpose.ROTATE_90,
    }
    shown = Image.open(io.BytesIO(pictures.variants[1].content))
    expected = Image.open(io.BytesIO(upright.variants[1].content))
    assert difference(expected, shown.transpose(back[turns]) if turns else shown) < 6


PHOTOS = [path for path in real("photos/**/*") if path.suffix != ".tiff"]  # its pixels come first


@pytest.mark.parametrize("path", PHOTOS, ids=named)
async def test_a_photo_that_breaks_off_is_kept_and_says_why(path: Path, running: Runtime, mira: User) -> None:
    content = path.read_bytes()
    file = await stored(running, mira, content[: len(content) // 2], path.name)
    assert file.status == "active"
    assert file.meta == {"thumbnail_error": "This picture is damaged and could not be read."}
    assert (await instances(file.uuid)).keys() == {"original"}


async def test_the_pdf_with_a_password_is_kept_and_says_why(running: Runtime, mira: User) -> None:
    file = await stored(running, mira, (DATA / "documents/password.pdf").read_bytes(), "password.pdf")
    assert file.meta == {"thumbnail_error": "This PDF is protected by a password."}
