"""Small files for browser tests, made here."""

import random
from io import BytesIO
from pathlib import Path

from PIL import Image


def a_picture(
    path: Path, colour: tuple[int, int, int] = (40, 90, 160), size: tuple[int, int] = (640, 480)
) -> Path:
    """A JPEG of one colour. Its noise makes the bytes of each picture its own."""
    image = Image.new("RGB", size, colour)
    image.putpixel((random.randrange(size[0]), random.randrange(size[1])), (random.randrange(256), 0, 0))
    buffer = BytesIO()
    image.save(buffer, "JPEG", comment=random.randbytes(8))
    path.write_bytes(buffer.getvalue())
    return path


def a_document(path: Path, text: str = "An offer") -> Path:
    """A text file with bytes of its own."""
    path.write_text(f"{text}\n{random.random()}\n")
    return path


def a_big_file(path: Path, size: int) -> Path:
    """A file of this many bytes, written without holding them."""
    block = random.randbytes(1_000_000)
    with path.open("wb") as file:
        for _ in range(size // len(block)):
            file.write(block)
        file.write(random.randbytes(size % len(block)))
    return path
