"""Every real file through a browser onto one contact, and what is seen there."""

import hashlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from crm_app.storage.thumbnails import SIZES
from tests.real.uploading import Everything, everything_uploaded, painted, picture_of, row, tab
from tests.serving import Server

DAMAGED = "This picture is damaged and could not be read."
CUT = ("landscape_1.jpg", "DSCN0010.jpg", "IMG_5195.HEIC")
"""Uploaded once more as files that break off in the middle: the invalid ones of the folder have pixels that
are well, and only say nonsense about themselves."""


@pytest.fixture(scope="module")
def server(new_server: Server) -> Server:
    """One for the whole module: so are its files."""
    return new_server


@pytest.fixture(scope="module")
def everything(
    real_data: Path, chromium: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Everything]:
    paths = {path.name: path for path in sorted(real_data.rglob("*")) if path.is_file()}
    images = {name: path for name, path in paths.items() if "photos" in path.parts}
    files = {name: path for name, path in paths.items() if name not in images}
    cut = cut_in_the_middle(tmp_path_factory.mktemp("cut"), [images[name] for name in CUT])
    with everything_uploaded(chromium, server, files, images | cut) as uploaded:
        yield uploaded


def cut_in_the_middle(folder: Path, paths: list[Path]) -> dict[str, Path]:
    cut: dict[str, Path] = {}
    for path in paths:
        half = shutil.copy(path, folder / f"half of {path.name}")
        with half.open("r+b") as file:
            file.truncate(path.stat().st_size // 2)
        cut[half.name] = half
    return cut


def test_the_tabs_count_what_they_hold_also_for_the_colleague(everything: Everything):
    assert len(everything.all) >= 20
    for page in (everything.files_tab, everything.images_tab, everything.colleague):
        expect(tab(page, "Files")).to_have_text(f"Files{len(everything.files)}")
        expect(tab(page, "Images")).to_have_text(f"Images{len(everything.images)}")


def test_every_file_is_shown_under_its_own_name_where_it_belongs(everything: Everything):
    assert names(everything.files_tab, len(everything.files)) == everything.files.keys()
    assert names(everything.images_tab, len(everything.images)) == everything.images.keys()


def names(page: Page, count: int) -> set[str]:
    """The names in the list, once it has as many; a page whose line was cut shows it again after a moment."""
    shown = page.locator(".media-name, .media-tile-name")
    expect(shown).to_have_count(count)
    return set(shown.all_text_contents())


def test_every_original_comes_back_bit_by_bit(everything: Everything):
    for name, uuid in everything.uuids().items():
        answer = everything.olga.http.get(f"/files/{uuid}/original?dl=1")
        assert answer.status_code == 200
        assert sha256(answer.content) == sha256(everything.all[name].read_bytes()), name


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def orientations(everything: Everything) -> list[str]:
    found = sorted(name for name, path in everything.images.items() if "orientation" in path.parts)
    assert len(found) == 8
    return found


def test_the_eight_orientations_look_the_same_as_tiles(everything: Everything, orientations: list[str]):
    shown = [picture_of(everything.images_tab, name) for name in orientations]
    assert all(alike(shown[0], other) for other in shown[1:])


@pytest.mark.parametrize("variant", ["small", "medium", "large", "original"])
def test_the_eight_orientations_look_the_same_in_every_size(
    everything: Everything, orientations: list[str], variant: str
):
    uuids = everything.uuids()
    addresses = [f"/files/{uuids[name]}/{variant}" for name in orientations]
    shown = [painted(everything.images_tab, address) for address in addresses]
    assert len({(each["width"], each["height"]) for each in shown}) == 1
    assert shown[0]["width"] > shown[0]["height"]
    assert all(alike(shown[0], other) for other in shown[1:])


def test_a_turned_or_mirrored_picture_would_be_noticed(everything: Everything, orientations: list[str]):
    shown = picture_of(everything.images_tab, orientations[0])
    picture = Image.frombytes("RGBA", (32, 32), bytes(shown["points"]))
    for turn in Image.Transpose:
        assert not alike(shown, {"points": list(picture.transpose(turn).tobytes())})


def alike(one: dict, other: dict) -> bool:
    """The same picture, apart from what compressing it once more does to it: on average 4 of 255."""
    apart = [abs(a - b) for a, b in zip(one["points"], other["points"], strict=True)]
    return sum(apart) / len(apart) < 4


@pytest.mark.parametrize("kind", ["heic", "heif", "tiff"])
def test_pictures_that_browsers_cannot_show_have_a_thumbnail_that_loads(everything: Everything, kind: str):
    found = [name for name in everything.images if name.lower().endswith(kind) and "half" not in name]
    assert found
    for name in found:
        assert picture_of(everything.images_tab, name)["width"] > 0


def test_photos_whose_metadata_is_broken_are_shown_all_the_same(everything: Everything):
    found = [name for name, path in everything.images.items() if "invalid" in path.parts]
    assert len(found) == 3
    for name in found:
        assert picture_of(everything.images_tab, name)["width"] > 0


@pytest.mark.parametrize("name", [f"half of {name}" for name in CUT])
def test_a_broken_picture_is_kept_without_a_thumbnail_and_says_why(everything: Everything, name: str):
    tile = row(everything.images_tab, name)
    expect(tile.locator("img")).to_have_count(0)
    expect(tile.get_by_text(DAMAGED)).to_be_visible()


def test_the_viewer_says_why_a_broken_picture_is_not_shown(everything: Everything):
    page = everything.images_tab
    row(page, f"half of {CUT[0]}").locator("[data-open]").click()
    expect(page.get_by_role("dialog").get_by_text(DAMAGED)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_pdf_with_a_password_is_kept_and_says_so(everything: Everything):
    kept = row(everything.files_tab, "password.pdf")
    expect(kept.get_by_text("This PDF is protected by a password.")).to_be_visible()
    expect(kept.locator("img")).to_have_count(0)


@pytest.mark.parametrize("name", ["arabic.pdf", "four-pages.pdf", "google-doc.pdf"])
def test_a_pdf_shows_its_first_page(everything: Everything, name: str):
    page = picture_of(everything.files_tab, name)
    assert len(set(page["points"])) > 3, "an empty page"


@pytest.mark.parametrize("variant", [size.variant for size in SIZES])
def test_nothing_that_is_made_of_a_photo_says_where_or_with_what_it_was_taken(
    everything: Everything, variant: str
):
    made = 0
    for name, uuid in everything.uuids().items():
        answer = everything.olga.http.get(f"/files/{uuid}/{variant}")
        assert answer.status_code in (200, 404)
        if answer.status_code == 404 or answer.content == everything.all[name].read_bytes():
            assert name not in pictured(everything), name
            continue
        made += 1
        assert_silent(answer.content, name)
    assert made == len(pictured(everything))


def pictured(everything: Everything) -> set[str]:
    """The files that pictures are made of."""
    whole = {name for name in everything.images if not name.startswith("half")}
    return whole | {name for name in everything.files if name.endswith(".pdf") and name != "password.pdf"}


def assert_silent(content: bytes, name: str) -> None:
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        assert dict(picture.getexif()) == {}, name
        assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}, name
    for word in (b"Exif\0", b"ns.adobe.com", b"Photoshop", b"ICC_PROFILE"):
        assert word not in content, (name, word)


def test_the_originals_do_say_where_they_were_taken(everything: Everything):
    """Otherwise the test above would prove nothing."""
    uuids = everything.uuids()
    for name in (name for name, path in everything.images.items() if "gps" in path.parts):
        original = everything.olga.http.get(f"/files/{uuids[name]}/original").content
        assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)


def test_the_server_had_nothing_to_complain_about(everything: Everything, server: Server):
    assert everything.contact
    assert server.errors() == []
