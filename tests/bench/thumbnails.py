"""All sizes of a photo: our pipeline against Pillow's `draft()` and the same steps without any care."""

import io
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from crm_app.storage.thumbnails import LARGE, QUALITY, SIZES, render
from tests.bench.ratios import Ratio, seconds, side_by_side


def photo(width: int, height: int) -> bytes:
    """Something with the detail of a photo: noise that was blown up, over a slope of colours."""
    rough = Image.effect_noise((width // 8, height // 8), 60).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    slope = Image.linear_gradient("L").resize((width, height))
    output = io.BytesIO()
    Image.merge("RGB", (rough, slope, ImageOps.invert(rough))).save(output, "JPEG", quality=90)
    return output.getvalue()


def bare(path: Path) -> None:
    """The same sizes, one from the other, straight from the manual."""
    with Image.open(path) as image:
        image.draft("RGB", (LARGE.side, LARGE.side))
        image.load()
        large = image.copy()
        large.thumbnail((LARGE.side, LARGE.side), Image.Resampling.LANCZOS)
        pictures = [large]
        for size in SIZES[1:]:
            if size.square:
                pictures.append(ImageOps.fit(pictures[1], (size.side, size.side), Image.Resampling.LANCZOS))
            else:
                smaller = pictures[-1].copy()
                smaller.thumbnail((size.side, size.side), Image.Resampling.LANCZOS)
                pictures.append(smaller)
        for picture in pictures:
            picture.save(io.BytesIO(), "JPEG", quality=QUALITY)


def ratios() -> list[Ratio]:
    found = []
    with tempfile.TemporaryDirectory() as directory:
        for name, width, height in (("12 megapixels", 4000, 3000), ("2 megapixels", 1800, 1200)):
            path = Path(directory) / f"{width}.jpg"
            path.write_bytes(photo(width, height))
            render(path, "image/jpeg"), bare(path)
            ours, theirs = side_by_side(
                lambda _, path=path: 100 / seconds(lambda: [render(path, "image/jpeg") for _ in range(5)]),
                lambda _, path=path: 100 / seconds(lambda: [bare(path) for _ in range(5)]),
            )
            found.append(Ratio(f"thumbnails of {name} / Pillow draft()", ours, theirs, "per 20 s", 0.9))
    return found
