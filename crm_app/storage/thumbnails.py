"""Small pictures of pictures: upright, in sRGB, and without anything that the camera wrote beside them.

One decoding gives all sizes, each made from the next bigger one. How many pixels there are is read
from the header, over all frames, before a single one is decoded; only the loader of the sniffed type
is open. Everything here blocks and can be made to take long: it belongs in a process (`rendering`).
"""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pillow_heif
from PIL import ExifTags, Image, ImageCms, ImageOps

from crm_app.core.texts import t
from crm_app.storage.heif_boxes import require_whole
from crm_app.storage.pdf_pages import PDF, NoPage, first_page

MOST_PIXELS = 120_000_000
"""Of all frames together: the biggest cameras of phones, and not the biggest lie of a header."""

MOST_BYTES = 420_000_000
"""Of the decoded picture: a hundred million plain pixels, or half as many that have to be converted."""

MOST_READ = 60_000_000
"""Of a file whose decoder takes it whole into memory."""

QUALITY = 82

_LOADERS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/tiff": "TIFF",
    "image/heic": "HEIF",
    "image/heif": "HEIF",
}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_MIDDLE, _TOP = (0.5, 0.5), (0.5, 0.0)
"""Where squares are cut from: what a photo shows is in its middle, a letter begins at its top."""

_SRGB: ImageCms.ImageCmsProfile = ImageCms.ImageCmsProfile(cast(Any, ImageCms).createProfile("sRGB"))

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
"""They are about broken metadata, which we drop anyway. Set once: changing filters is not safe in threads."""


@dataclass(frozen=True, slots=True)
class Size:
    """A size that pictures are made in: the longest side, or the side of a square cut from it."""

    variant: str
    side: int
    square: bool = False


LARGE = Size("large", 1920)
SIZES = (LARGE, Size("medium", 800), Size("small", 300), Size("thumbnail", 320, square=True))
"""From the biggest down. The thumbnail fills a tile of 160 px on a screen of double density."""

VARIANTS = frozenset(size.variant for size in SIZES)


@dataclass(frozen=True, slots=True)
class Picture:
    """One finished variant."""

    variant: str
    content: bytes
    mime_type: str
    ext: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """All variants of a file, and how big the upright original is."""

    width: int
    height: int
    variants: tuple[Picture, ...]


class NoPicture(Exception):
    """No picture can be made of this file. The message is for people."""


def render(path: Path, mime_type: str) -> Pictures:
    """All sizes of the picture, or of the first page of the PDF, in the file `path`.

    `NoPicture` with a reason for everything that cannot be read, whatever the reason is.
    """
    if mime_type == PDF:
        return _render_page(path)
    try:
        return _render_picture(path, _LOADERS[mime_type])
    except MemoryError as error:
        raise NoPicture(_too_much_memory()) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NoPicture(_too_many_pixels()) from error
    except NoPicture:
        raise
    except Exception as error:
        raise NoPicture(t("This picture is damaged and could not be read.")) from error


def _render_picture(path: Path, loader: str) -> Pictures:
    if loader in ("HEIF", "WEBP") and path.stat().st_size > MOST_READ:
        raise NoPicture(_too_much_memory())
    if loader == "HEIF":
        require_whole(path)
    with Image.open(path, formats=[loader]) as image:
        if image.width * image.height * int(getattr(image, "n_frames", 1)) > MOST_PIXELS:
            raise NoPicture(_too_many_pixels())
        stored = image.size
        drafted = image.draft(None, (LARGE.side, LARGE.side))
        if _decoded_bytes(image) > MOST_BYTES:
            raise NoPicture(_too_much_memory())
        image.load()
        width, height = stored if drafted else image.size
        turned = image.getexif().get(ExifTags.Base.Orientation, 1)
        if turned in (5, 6, 7, 8):
            width, height = height, width
        return Pictures(width, height, tuple(_encode(size, shown) for size, shown in _sizes(image, turned)))


def _decoded_bytes(image: Image.Image) -> int:
    """What decoding takes: four bytes for a pixel, and as many again where a converted copy is made."""
    copied = image.mode.startswith(("I", "P", "F")) or image.mode in ("RGBA", "LA", "RGBa")
    return image.width * image.height * (8 if copied or "transparency" in image.info else 4)


def _render_page(path: Path) -> Pictures:
    try:
        page = first_page(path, LARGE.side)
    except NoPage as error:
        raise NoPicture(str(error)) from error
    return Pictures(*page.size, tuple(_encode(size, shown) for size, shown in _sizes(page, cut=_TOP)))


def _sizes(
    image: Image.Image, turned: int = 1, cut: tuple[float, float] = _MIDDLE
) -> list[tuple[Size, Image.Image]]:
    """Every size, made from the smallest finished one that still has pixels enough."""
    large = _in_srgb(_fit(_plain_mode(image), LARGE.side))
    if turned in _UPRIGHT:
        large = large.transpose(_UPRIGHT[turned])
    finished = [(LARGE, large)]
    for size in SIZES[1:]:
        source = next((shown for _, shown in reversed(finished) if _enough(shown, size)), large)
        finished.append((size, _square(source, size.side, cut) if size.square else _fit(source, size.side)))
    return finished


def _enough(image: Image.Image, size: Size) -> bool:
    return (min(image.size) if size.square else max(image.size)) >= size.side


def _plain_mode(image: Image.Image) -> Image.Image:
    """A mode that can be scaled: palettes and bits become colours, 16-bit greys 8-bit ones."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours as the picture's own profile means them. A profile that cannot be read is none."""
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    profile = image.info.get("icc_profile")
    if profile and b"sRGB" not in profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = _converted(image, source, wanted)
        except (ImageCms.PyCMSError, OSError):
            pass  # a damaged profile: the colours stay as they are stored
    return image if image.mode in (wanted, "L") else image.convert(wanted)


def _converted(image: Image.Image, source: ImageCms.ImageCmsProfile, wanted: str) -> Image.Image:
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    flat = image.convert("RGB") if alpha else image
    result = ImageCms.profileToProfile(flat, source, _SRGB, outputMode="RGB")
    if result is None:
        return image
    if alpha:
        result.putalpha(alpha)
    return result.convert(wanted)


def _fit(image: Image.Image, side: int) -> Image.Image:
    """Within a square of `side`; never bigger than it was."""
    scale = side / max(image.size)
    if scale >= 1:
        return image.copy()
    width, height = (max(1, round(length * scale)) for length in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _square(image: Image.Image, side: int, cut: tuple[float, float]) -> Image.Image:
    side = min(side, *image.size)
    return ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS, centering=cut)


def _encode(size: Size, image: Image.Image) -> Picture:
    """JPEG, or WebP where there is something to see through. Nothing of the original's metadata."""
    image.info = {}
    output = io.BytesIO()
    if image.mode == "RGBA":
        image.save(output, "WEBP", quality=QUALITY, method=2)
        return Picture(size.variant, output.getvalue(), "image/webp", "webp", *image.size)
    image.save(output, "JPEG", quality=QUALITY)
    return Picture(size.variant, output.getvalue(), "image/jpeg", "jpg", *image.size)


def _too_much_memory() -> str:
    return t("Making a preview of this picture needs too much memory.")


def _too_many_pixels() -> str:
    return t("This picture has too many pixels to make a preview of it.")
