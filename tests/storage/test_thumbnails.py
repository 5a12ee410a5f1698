"""Small pictures: upright, in the right colours, and silent about where they were taken."""

import io
import threading
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from crm_app.storage import thumbnails
from crm_app.storage.thumbnails import NoPicture, Picture, Pictures, render
from tests import samples

MIME = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "TIFF": "image/tiff",
    "HEIF": "image/heic",
}


def rendered(tmp_path: Path, content: bytes, mime: str = "image/jpeg") -> Pictures:
    path = tmp_path / "original"
    path.write_bytes(content)
    return render(path, mime)


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.content))


def variant(pictures: Pictures, name: str) -> Picture:
    return next(picture for picture in pictures.variants if picture.variant == name)


@pytest.mark.parametrize("kind", MIME)
def test_every_format_gives_all_sizes(tmp_path: Path, kind: str) -> None:
    pictures = rendered(tmp_path, samples.picture(kind, 2400, 1600), MIME[kind])
    assert (pictures.width, pictures.height) == (2400, 1600)
    sizes = {picture.variant: (picture.width, picture.height) for picture in pictures.variants}
    assert sizes == {
        "large": (1920, 1280),
        "medium": (800, 533),
        "small": (300, 200),
        "thumbnail": (320, 320),
    }
    for picture in pictures.variants:
        shown = opened(picture)
        assert shown.size == (picture.width, picture.height)
        assert shown.get_format_mimetype() == picture.mime_type
        assert samples.looks_upright(shown)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_all_orientations_look_the_same(tmp_path: Path, kind: str, orientation: int) -> None:
    pictures = rendered(tmp_path, samples.turned(orientation, kind), MIME[kind])
    assert (pictures.width, pictures.height) == (400, 300)
    for picture in pictures.variants:
        assert samples.looks_upright(opened(picture))
    assert opened(variant(pictures, "large")).size == (400, 300)


def test_a_heic_is_turned_by_its_own_box_and_not_again_by_its_exif(tmp_path: Path) -> None:
    """Telephones write both, and the loader has obeyed the box already. This one has the tag alone."""
    pictures = rendered(tmp_path, samples.turned(6, "HEIF"), "image/heic")
    as_stored = opened(variant(pictures, "medium"))
    assert samples.looks_upright(as_stored.transpose(Image.Transpose.ROTATE_270))


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    pictures = rendered(tmp_path, samples.picture("PNG", 40, 30), "image/png")
    assert {(p.variant, p.width, p.height) for p in pictures.variants} == {
        ("large", 40, 30),
        ("medium", 40, 30),
        ("small", 40, 30),
        ("thumbnail", 30, 30),
    }


def test_a_panorama_gives_a_sharp_square(tmp_path: Path) -> None:
    pictures = rendered(tmp_path, samples.picture("PNG", 4000, 400), "image/png")
    assert (variant(pictures, "small").width, variant(pictures, "small").height) == (300, 30)
    assert variant(pictures, "thumbnail").height == 192


def test_a_line_of_pixels_has_pictures(tmp_path: Path) -> None:
    pictures = rendered(tmp_path, samples.picture("PNG", 3000, 1), "image/png")
    assert variant(pictures, "small").height == 1


def test_nothing_of_the_camera_is_left(tmp_path: Path) -> None:
    content = samples.photo_with_place()
    assert b"SecretCamera" in content
    assert b"secret comment" in content
    for picture in rendered(tmp_path, content).variants:
        assert b"Secret" not in picture.content
        assert b"secret" not in picture.content
        assert not opened(picture).getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & opened(picture).info.keys()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_what_is_see_through_stays_so(tmp_path: Path, kind: str) -> None:
    image = samples.scene(mode="RGBA")
    image.putalpha(Image.new("L", image.size, 100))
    for picture in rendered(tmp_path, samples.encoded(image, kind), MIME[kind]).variants:
        assert picture.mime_type == "image/webp"
        assert abs(opened(picture).convert("RGBA").getpixel((5, 5))[3] - 100) < 5


def test_a_drawing_of_black_and_white_becomes_a_picture(tmp_path: Path) -> None:
    drawn = samples.encoded(samples.scene(mode="1"), "TIFF")
    assert opened(variant(rendered(tmp_path, drawn, "image/tiff"), "small")).size == (300, 225)


@pytest.mark.parametrize("mode", ["L", "P", "LA", "PA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F"])
def test_every_mode_becomes_a_picture(tmp_path: Path, mode: str) -> None:
    source = samples.scene(mode="RGBA" if mode == "PA" else "RGB")
    image = source.convert("P" if mode == "PA" else "L" if mode in ("I;16", "I", "F") else mode)
    if mode in ("I;16", "I"):
        image = image.convert("I").point(lambda value: value * 256)
        image = image.convert(mode)
    elif mode == "F":
        image = image.convert("F")
    pictures = rendered(tmp_path, samples.encoded(image, "TIFF"), "image/tiff")
    shown = opened(variant(pictures, "medium")).convert("L")
    expected = samples.scene().convert("L")
    assert abs(shown.getpixel((350, 250)) - expected.getpixel((350, 250))) < 16


def test_a_palette_with_a_hole_keeps_it(tmp_path: Path) -> None:
    image = samples.scene(mode="P")
    image.info["transparency"] = image.getpixel((5, 5))
    picture = variant(rendered(tmp_path, samples.encoded(image, "PNG"), "image/png"), "medium")
    assert opened(picture).convert("RGBA").getpixel((5, 5))[3] < 20


def test_an_animation_shows_its_first_frame(tmp_path: Path) -> None:
    frames = [samples.scene(), Image.new("RGB", (400, 300), "black")]
    content = samples.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert samples.looks_upright(opened(variant(rendered(tmp_path, content, "image/gif"), "medium")))


def lab_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def test_colours_are_meant_as_the_profile_says(tmp_path: Path) -> None:
    """A profile that swaps red and blue, made by hand from the one of sRGB."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.find(b"rXYZ", 128), profile.find(b"bXYZ", 128)
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    swapped = bytes(profile).replace(b"s\x00R\x00G\x00B", b"m\x00i\x00n\x00e").replace(b"sRGB", b"mine")
    content = samples.encoded(Image.new("RGB", (50, 50), (255, 0, 0)), "PNG", icc_profile=swapped)
    red_, _, blue_ = opened(variant(rendered(tmp_path, content, "image/png"), "medium")).getpixel((9, 9))
    assert blue_ > 200 > 60 > red_


@pytest.mark.parametrize("profile", [b"nonsense", lab_profile()])
def test_a_profile_that_does_not_fit_is_ignored(tmp_path: Path, profile: bytes) -> None:
    content = samples.picture("PNG", icc_profile=profile)
    assert samples.looks_upright(opened(variant(rendered(tmp_path, content, "image/png"), "medium")))


def test_a_profile_leaves_what_is_see_through_alone(tmp_path: Path) -> None:
    image = samples.scene(mode="RGBA")
    image.putalpha(Image.new("L", image.size, 100))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    pictures = rendered(tmp_path, samples.encoded(image, "PNG", icc_profile=profile), "image/png")
    assert abs(opened(variant(pictures, "medium")).convert("RGBA").getpixel((5, 5))[3] - 100) < 5


@pytest.mark.parametrize("kind", MIME)
def test_a_picture_that_breaks_off_says_so(tmp_path: Path, kind: str) -> None:
    whole = samples.encoded(Image.effect_noise((300, 300), 90).convert("RGB"), kind)
    with pytest.raises(NoPicture, match="damaged"):
        rendered(tmp_path, whole[: len(whole) // 2], MIME[kind])


def test_bytes_that_only_begin_like_a_picture_say_so(tmp_path: Path) -> None:
    with pytest.raises(NoPicture, match="damaged"):
        rendered(tmp_path, b"\xff\xd8\xff" + samples.noise(500))


def test_only_the_loader_of_the_type_is_open(tmp_path: Path) -> None:
    with pytest.raises(NoPicture):
        rendered(tmp_path, samples.picture("BMP"), "image/jpeg")
    with pytest.raises(NoPicture):
        rendered(tmp_path, samples.picture("PNG"), "image/bmp")


def test_too_many_pixels_are_refused_before_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "MOST_PIXELS", 400 * 300 - 1)
    with pytest.raises(NoPicture, match="too many pixels"):
        rendered(tmp_path, samples.picture())


def test_exactly_the_limit_of_pixels_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "MOST_PIXELS", 400 * 300)
    assert rendered(tmp_path, samples.picture()).width == 400


def test_the_pixels_of_all_frames_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = [Image.new("RGB", (100, 100), (shade * 20, 0, 0)) for shade in range(10)]
    content = samples.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    monkeypatch.setattr(thumbnails, "MOST_PIXELS", 99_999)
    with pytest.raises(NoPicture, match="too many pixels"):
        rendered(tmp_path, content, "image/gif")


def test_a_header_that_promises_the_moon_costs_nothing(tmp_path: Path) -> None:
    content = bytearray(samples.picture("PNG"))
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(NoPicture):
        rendered(tmp_path, bytes(content), "image/png")


def test_the_first_page_of_a_pdf_is_shown(tmp_path: Path) -> None:
    pictures = rendered(tmp_path, samples.pdf(3), "application/pdf")
    assert (variant(pictures, "large").width, variant(pictures, "large").height) == (1280, 1920)
    assert len(pictures.variants) == 4


def test_the_square_of_a_page_shows_its_beginning(tmp_path: Path) -> None:
    page = Image.new("RGB", (210, 297), "white")
    page.paste("black", (0, 0, 210, 20))
    content = io.BytesIO()
    page.save(content, "PDF")
    square = variant(rendered(tmp_path, content.getvalue(), "application/pdf"), "thumbnail")
    assert Image.open(io.BytesIO(square.content)).convert("L").getpixel((160, 5)) < 50


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoPicture, match="password"):
        rendered(tmp_path, samples.locked_pdf(), "application/pdf")


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnonsense", b""])
def test_a_broken_pdf_says_so(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NoPicture, match="damaged"):
        rendered(tmp_path, content, "application/pdf")


def test_a_pdf_without_pages_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoPicture):
        rendered(tmp_path, samples.pdf(0), "application/pdf")


def test_pdfs_may_be_shown_by_many_threads(tmp_path: Path) -> None:
    path = tmp_path / "original"
    path.write_bytes(samples.pdf())
    results: list[Pictures] = []
    threads = [
        threading.Thread(target=lambda: results.append(render(path, "application/pdf"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
