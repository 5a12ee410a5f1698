"""Small files made on the spot, so that the tests need nothing from outside."""

import io
import random
import zipfile

import pypdfium2
from PIL import ExifTags, Image, ImageDraw

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 60), (40, 60, 200), (230, 200, 40)

TURNED_FOR = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How the pixels have to lie in the file so that a viewer that obeys the tag shows them upright."""


def scene(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """A picture whose four corners differ, so that no turn goes unnoticed."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height // 2), fill=GREEN)
    draw.rectangle((0, height // 2, width // 2, height), fill=BLUE)
    draw.rectangle((width // 2, height // 2, width, height), fill=YELLOW)
    return image.convert(mode)


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    """The colours near the four corners, row by row."""
    shown = image.convert("RGB")
    right, bottom = shown.width * 7 // 8, shown.height * 7 // 8
    left, top = shown.width // 8, shown.height // 8
    return [shown.getpixel(place) for place in ((left, top), (right, top), (left, bottom), (right, bottom))]


def looks_upright(image: Image.Image) -> bool:
    """Whether the corners of `scene` are where they belong, as far as JPEG keeps colours."""
    wanted = (RED, GREEN, BLUE, YELLOW)
    pairs = zip(corners(image), wanted, strict=True)
    return all(abs(a - b) < 24 for found, colour in pairs for a, b in zip(found, colour, strict=True))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def picture(kind: str = "JPEG", width: int = 400, height: int = 300, **options: object) -> bytes:
    return encoded(scene(width, height), kind, **options)


def turned(orientation: int, kind: str = "JPEG") -> bytes:
    """The scene stored as a camera held that way stores it."""
    image, turn = scene(), TURNED_FOR[orientation]
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return encoded(image.transpose(turn) if turn is not None else image, kind, exif=exif)


def photo_with_place() -> bytes:
    """A JPEG that says where it was taken and by which camera."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "SecretCamera"
    exif[ExifTags.Base.Model] = "SecretModel"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 29.6)
    return picture(exif=exif, comment=b"secret comment")


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes that are no file of any type, and the same for the same seed."""
    return b"\x00\x01" + random.Random(seed).randbytes(size - 2)


def pdf(pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 300)
    output = io.BytesIO()
    document.save(output)
    document.close()
    return output.getvalue()


def locked_pdf() -> bytes:
    """A PDF that opens with a password only."""
    secret = "<" + "5a" * 32 + ">"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
        f"<</Filter/Standard/V 1/R 2/O{secret}/U{secret}/P -4>>".encode(),
    ]
    output, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(output)
    output += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    ids = "<" + "00" * 16 + ">"
    output += f"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[{ids}{ids}]>>\n".encode()
    return bytes(output) + b"startxref\n%d\n%%%%EOF\n" % table


def archive(names: dict[str, bytes], kept: tuple[str, ...] = ("mimetype",)) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as packed:
        for name, content in names.items():
            how = zipfile.ZIP_STORED if name in kept else zipfile.ZIP_DEFLATED
            packed.writestr(name, content, compress_type=how)
    return output.getvalue()


def word_document() -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


def open_document() -> bytes:
    return archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"})
