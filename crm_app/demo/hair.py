"""Hair, in layers: what lies behind the head, what falls over the shoulders, what frames the face."""

import math
from collections.abc import Callable

from crm_app.demo.canvas import Canvas, Point, mixed, outline

Layer = Callable[[Canvas, str], None]

SKULL: list[Point] = outline(
    "33.2,47 32.4,38 35.5,28.5 42.5,22.6 50,21.2 57.5,22.6 64.5,28.5 67.6,38 66.8,47"
)
"""The outline of short hair, from ear to ear over the top."""


def _cap(canvas: Canvas, colour: str, hairline: list[Point]) -> None:
    """Hair between the skull's outline and a hairline given from the right ear to the left."""
    canvas.blob([*SKULL, (65.2, 46.5), *hairline, (34.8, 46.5)], colour)


def _short(canvas: Canvas, colour: str) -> None:
    _cap(canvas, colour, outline("64.4,38.5 60,33.8 50,32.2 40,33.8 35.6,38.5"))


def _side(canvas: Canvas, colour: str) -> None:
    _cap(canvas, colour, outline("64.6,40 61.5,34 56,31 48,34.2 40,35.4 35.6,39.5"))
    canvas.blob(
        outline("57.5,30.6 52,21 42,20 35.5,26 36,33 44,34.6 52,33.2"),
        mixed(colour, "#ffffff", 0.08),
    )


def _quiff(canvas: Canvas, colour: str) -> None:
    _cap(canvas, colour, outline("64.4,39 60.5,34 50,33 39.5,34 35.6,39"))
    canvas.blob(
        outline("36.5,32 38,22.5 46,17.2 57,17.6 63.5,23 63.5,31 54,29.4 45,31.4"),
        mixed(colour, "#ffffff", 0.07),
    )


def _fringe(canvas: Canvas, colour: str) -> None:
    _cap(canvas, colour, outline("65,41.5 60,39.8 50,39.2 40,39.8 35,41.5"))


def _parted(canvas: Canvas, colour: str) -> None:
    _cap(canvas, colour, outline("65.2,41 62.5,35.5 56,31 50,27.6 44,31 37.5,35.5 34.8,41"))


def _swept(canvas: Canvas, colour: str) -> None:
    _cap(canvas, colour, outline("65.2,42 63.5,37 59.5,31.5 55,29 49,33.6 41,37 35,42"))


def _receding(canvas: Canvas, colour: str) -> None:
    canvas.blob(outline("33.4,47 32.9,39 35.4,31.5 38.4,32.5 36.4,39 35.4,46"), colour)
    canvas.blob(outline("66.6,47 67.1,39 64.6,31.5 61.6,32.5 63.6,39 64.6,46"), colour)


def _bob_behind(canvas: Canvas, colour: str) -> None:
    canvas.blob(
        outline("30.5,64 29.6,46 33,28 50,20.4 67,28 70.4,46 69.5,64 60,67 40,67"),
        mixed(colour, "#000000", 0.14),
    )


def _bob_before(canvas: Canvas, colour: str) -> None:
    _swept(canvas, colour)
    canvas.blob(outline("35.4,38 33,32 30.6,42 30,56 31.5,65.5 36,65 35.2,54"), colour)
    canvas.blob(outline("64.6,38 67,32 69.4,42 70,56 68.5,65.5 64,65 64.8,54"), colour)


def _long_behind(canvas: Canvas, colour: str) -> None:
    canvas.blob(
        outline("27.5,84 29.4,48 33,28 50,20 67,28 70.6,48 72.5,84 62,90 38,90"),
        mixed(colour, "#000000", 0.14),
    )


def _long_over(canvas: Canvas, colour: str) -> None:
    for side in (-1, 1):
        strand = outline("15,36 18.6,36 20.6,52 21.6,70 22.4,88 16,91 13.6,80 14.6,64 15.6,50")
        canvas.blob([(50 + side * x, y) for x, y in strand], colour)


def _wavy_over(canvas: Canvas, colour: str) -> None:
    for side in (-1, 1):
        for step in range(6):
            centre = (50 + side * (18.6 + 1.6 * math.sin(step * 1.9)), 42 + step * 7.4)
            canvas.oval(centre, 5.4, 6.2, colour)


def _bun_behind(canvas: Canvas, colour: str) -> None:
    canvas.oval((50, 17.6), 8.2, 7.6, mixed(colour, "#000000", 0.12))


def _tail_behind(canvas: Canvas, colour: str) -> None:
    canvas.blob(
        outline("60,26 70,25 76,36 76.5,54 72,68 69.6,56 68,42 64,36"),
        mixed(colour, "#000000", 0.14),
    )


def _curls_behind(canvas: Canvas, colour: str) -> None:
    for step in range(15):
        angle = math.radians(152 + step * 236 / 14)
        canvas.oval(
            (50 + 17.6 * math.cos(angle), 40.5 + 18.4 * math.sin(angle)),
            6.4,
            6.4,
            mixed(colour, "#000000", 0.1),
        )


def _curls_before(canvas: Canvas, colour: str) -> None:
    _short(canvas, colour)
    for step in range(9):
        angle = math.radians(188 + step * 164 / 8)
        canvas.oval((50 + 14.6 * math.cos(angle), 40.5 + 14 * math.sin(angle)), 4.6, 4.4, colour)


def _afro_behind(canvas: Canvas, colour: str) -> None:
    canvas.oval((50, 35.5), 25.5, 24.5, colour)


def _scarf_over(canvas: Canvas, colour: str) -> None:
    canvas.blob(
        outline("29,88 30.4,60 30.6,40 36,26 50,19.8 64,26 69.4,40 69.6,60 71,88 50,95"),
        mixed(colour, "#000000", 0.1),
    )
    canvas.blob(outline("33,62 50,74.5 67,62 71.5,76 60,85 50,87.5 40,85 28.5,76"), colour)
    canvas.line([(36, 79), (50, 81.5), (66, 74)], mixed(colour, "#000000", 0.16), 0.8)


def _scarf_before(canvas: Canvas, colour: str) -> None:
    canvas.blob(
        outline("32.4,58 30.9,42 36,27 50,20.6 64,27 69.1,42 67.6,58 65.4,46 61,34.6 50,31 39,34.6 34.6,46"),
        colour,
    )


def beard(canvas: Canvas, colour: str, skin: str) -> None:
    """A short full beard; the smile is drawn over it."""
    canvas.blob(
        outline(
            "35,48 36.4,56 41.3,64.2 50,68 58.7,64.2 63.6,56 65,48 62.4,52 57.5,53.4 50,52.4 "
            "42.5,53.4 37.6,52"
        ),
        mixed(colour, skin, 0.18),
    )


BEHIND: dict[str, Layer] = {
    "bob": _bob_behind,
    "long": _long_behind,
    "wavy": _long_behind,
    "bun": _bun_behind,
    "tail": _tail_behind,
    "curls": _curls_behind,
    "afro": _afro_behind,
}
OVER_SHOULDERS: dict[str, Layer] = {"long": _long_over, "wavy": _wavy_over, "scarf": _scarf_over}
BEFORE: dict[str, Layer] = {
    "short": _short,
    "side": _side,
    "quiff": _quiff,
    "fringe": _fringe,
    "receding": _receding,
    "bob": _bob_before,
    "long": _parted,
    "wavy": _swept,
    "bun": _parted,
    "tail": _swept,
    "curls": _curls_before,
    "afro": _short,
    "scarf": _scarf_before,
}
