"""Writes small PDFs with real text: pages of A4 in the fonts that every reader has."""

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
ENCODING = "cp1252"
_WIDTHS = {
    **dict.fromkeys("0123456789€", 0.556),
    **dict.fromkeys(".,: -'()ijl|tfI", 0.3),
    **dict.fromkeys("MWmw%", 0.85),
}


@dataclass(slots=True)
class Page:
    """One page; places are in points from its upper left corner."""

    commands: list[str] = field(default_factory=list[str])

    def text(
        self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False, colour: str = "#22252b"
    ) -> None:
        """One line of text on the base line `y`."""
        font = "F2" if bold else "F1"
        self.commands.append(
            f"BT /{font} {size} Tf {_rgb(colour)} rg {x:.1f} {HEIGHT - y:.1f} Td ({_escaped(text)}) Tj ET"
        )

    def text_right(self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False) -> None:
        """One line of text that ends at `x`."""
        self.text(x - width_of(text, size), y, text, size, bold=bold)

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle."""
        self.commands.append(
            f"{_rgb(colour)} rg {x:.1f} {HEIGHT - y - height:.1f} {width:.1f} {height:.1f} re f"
        )


def width_of(text: str, size: float) -> float:
    """About how wide the text is; exact for amounts."""
    return size * sum(_WIDTHS.get(character, 0.53) for character in text)


def as_pdf(pages: list[Page], title: str) -> bytes:
    """The file, the same bytes for the same pages."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]/MediaBox[0 0 {WIDTH} {HEIGHT}]"
        "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    for number, page in enumerate(pages):
        content = "\n".join(page.commands)
        length = len(content.encode(ENCODING))
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {6 + 2 * number} 0 R>>")
        objects.append(f"<</Length {length}>>\nstream\n{content}\nendstream")
    objects.append(f"<</Title({_escaped(title)})>>")
    return _file([text.encode(ENCODING) for text in objects])


def _file(objects: list[bytes]) -> bytes:
    output, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), list[int]()
    for number, content in enumerate(objects, 1):
        places.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(output)
    output += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    output += b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        count - 1,
        start,
    )
    return bytes(output)


def _escaped(text: str) -> str:
    """What the encoding cannot show becomes a question mark; brackets are part of the syntax."""
    known = text.encode(ENCODING, "replace").decode(ENCODING)
    return known.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))
