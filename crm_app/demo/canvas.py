"""A drawing surface with smooth edges: everything is drawn at double size and scaled down at the end.

Places are given in hundredths of the picture's width, so a drawing looks the same at every size.
"""

import io
from collections.abc import Sequence

from PIL import Image, ImageColor, ImageDraw

Point = tuple[float, float]
OVERSIZE = 2
QUALITY = 90
STEPS = 12


class Canvas:
    """A picture that is being drawn; `height` is in hundredths of the width too."""

    def __init__(
        self, pixels: int, height: float = 100.0, top: str = "#ffffff", bottom: str | None = None
    ) -> None:
        self.height = height
        self._unit = pixels * OVERSIZE / 100
        size = (pixels * OVERSIZE, round(pixels * height / 100) * OVERSIZE)
        self._image = gradient(size, top, bottom or top)
        self._draw = ImageDraw.Draw(self._image)

    def oval(self, centre: Point, rx: float, ry: float, colour: str) -> None:
        """A filled ellipse."""
        x, y = centre
        self._draw.ellipse(self._scaled([(x - rx, y - ry), (x + rx, y + ry)]), fill=colour)

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0
    ) -> None:
        """A filled rectangle, with round corners if wanted. One without any area is left out."""
        if right > left and bottom > top:
            places = self._scaled([(left, top), (right, bottom)])
            self._draw.rounded_rectangle(places, radius * self._unit, fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """A filled polygon."""
        self._draw.polygon(self._scaled(points), fill=colour)

    def blob(self, points: Sequence[Point], colour: str) -> None:
        """A filled closed curve through the points."""
        self.shape(smooth(points), colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line with round ends."""
        self._draw.line(self._scaled(points), fill=colour, width=round(width * self._unit), joint="curve")
        for end in (points[0], points[-1]):
            self.oval(end, width / 2, width / 2, colour)

    def arc(
        self, centre: Point, rx: float, ry: float, start: float, end: float, colour: str, width: float
    ) -> None:
        """A piece of an ellipse's outline; degrees run clockwise from three o'clock."""
        x, y = centre
        box = self._scaled([(x - rx, y - ry), (x + rx, y + ry)])
        self._draw.arc(box, start, end, fill=colour, width=round(width * self._unit))

    def finished(self) -> Image.Image:
        """The picture at the size asked for."""
        return self._image.reduce(OVERSIZE)

    def jpeg(self) -> bytes:
        """The finished picture as a file."""
        return as_jpeg(self.finished())

    def _scaled(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        return [(x * self._unit, y * self._unit) for x, y in points]


def gradient(size: tuple[int, int], top: str, bottom: str) -> Image.Image:
    """A picture that fades from one colour into the other."""
    if top == bottom:
        return Image.new("RGB", size, top)
    column = (1, size[1])
    fade = Image.linear_gradient("L").resize(column)
    return Image.composite(Image.new("RGB", column, bottom), Image.new("RGB", column, top), fade).resize(size)


def mixed(one: str, other: str, share: float) -> str:
    """The colour that lies `share` of the way from one to the other."""
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return f"#{red:02x}{green:02x}{blue:02x}"


def outline(text: str) -> list[Point]:
    """The points written as `10,20 30,40.5`."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def smooth(points: Sequence[Point]) -> list[Point]:
    """The points of a closed curve through the given ones (Catmull and Rom's)."""
    count = len(points)
    return [
        _between(points[i - 1], points[i], points[(i + 1) % count], points[(i + 2) % count], step / STEPS)
        for i in range(count)
        for step in range(STEPS)
    ]


def _between(before: Point, start: Point, end: Point, after: Point, share: float) -> Point:
    x, y = (
        0.5
        * (
            2 * b
            + (c - a) * share
            + (2 * a - 5 * b + 4 * c - d) * share**2
            + (3 * b - a - 3 * c + d) * share**3
        )
        for a, b, c, d in zip(before, start, end, after, strict=True)
    )
    return x, y


def as_jpeg(image: Image.Image) -> bytes:
    """The picture as a file, the same bytes for the same picture."""
    output = io.BytesIO()
    image.save(output, "JPEG", quality=QUALITY)
    return output.getvalue()
