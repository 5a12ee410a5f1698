"""What people wear in their portraits."""

from collections.abc import Callable

from crm_app.demo.canvas import Canvas, Point, mixed, outline

COLOURS = ("#33506e", "#7d3f4b", "#3f6b58", "#b9713c", "#5a4a78", "#2f6f7e", "#8c8f96", "#a8504a", "#46485a")
WHITE = "#fbfaf7"
SHOULDERS: list[Point] = outline("8,106 11.5,90 21,81.5 36,76.5 44,73 56,73 64,76.5 79,81.5 88.5,90 92,106")

Style = Callable[[Canvas, str, str], None]


def _tee(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.blob(SHOULDERS, colour)
    canvas.oval((50, 73.6), 9.6, 6.4, mixed(colour, "#000000", 0.16))
    canvas.oval((50, 72.4), 8.4, 5.9, skin)


def _jumper(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.blob(SHOULDERS, colour)
    canvas.box(40.8, 69, 59.2, 78.5, mixed(colour, "#ffffff", 0.12), 3.5)


def _shirt(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.blob(SHOULDERS, mixed(colour, "#ffffff", 0.55))
    _collar(canvas, mixed(colour, "#ffffff", 0.72), skin)
    for y in (89, 96):
        canvas.oval((50, y), 0.9, 0.9, colour)


def _blazer(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.blob(SHOULDERS, colour)
    canvas.shape(outline("41,73.5 59,73.5 52,101 48,101"), WHITE)
    _collar(canvas, WHITE, skin)
    for side in (-1, 1):
        lapel = outline("10,74.5 13.6,80 11,85 14,87 1.6,101 7,84")
        canvas.shape([(50 + side * x, y) for x, y in lapel], mixed(colour, "#000000", 0.2))


def _tie(canvas: Canvas, colour: str, skin: str) -> None:
    _blazer(canvas, colour, skin)
    red = mixed(colour, "#d06a3c", 0.75)
    canvas.shape(outline("47.6,80.5 52.4,80.5 51.4,84.5 53,101 47,101 48.6,84.5"), red)


def _collar(canvas: Canvas, colour: str, skin: str) -> None:
    canvas.shape([(42.6, 72), (57.4, 72), (50, 83.5)], skin)
    for side in (-1, 1):
        wing = outline("7.6,70.6 10.4,75.5 5.6,85 0,81.5 6,75.5")
        canvas.shape([(50 + side * x, y) for x, y in wing], colour)
        canvas.line([(50 + side * x, y) for x, y in (wing[1], wing[2], wing[3])], "#d5d8dd", 0.35)


STYLES: dict[str, Style] = {"tee": _tee, "jumper": _jumper, "shirt": _shirt, "blazer": _blazer, "tie": _tie}
