"""Pictures of places, drawn in layers from far to near: mountains, coasts, towns at dusk."""

import math
from random import Random

from crm_app.demo.canvas import Canvas, Point, mixed, outline

WIDE, HEIGHT = 1280, 66.7
SKIES = (
    ("#7fb4de", "#eaf4f7", "#4f7ea3", "#fff6dc"),
    ("#f2a679", "#fbe3c0", "#7a5c86", "#fff1c9"),
    ("#9cc7c9", "#f4f1de", "#3d6f6b", "#fffbe8"),
    ("#c3b2dd", "#fbe4dd", "#5c5b92", "#fff4ea"),
)
DUSKS = (
    ("#2f3e6b", "#f0a07c", "#1f2746"),
    ("#46345f", "#f4b58a", "#2a2140"),
    ("#254c5e", "#e9c597", "#17313f"),
)


def mountains(chance: Random) -> Canvas:
    """Ridges that fade into the distance, a lake before them, firs in front."""
    top, bottom, dark, sun = chance.choice(SKIES)
    canvas = Canvas(WIDE, HEIGHT, top, bottom)
    canvas.oval((chance.uniform(20, 80), chance.uniform(13, 20)), 5, 5, sun)
    for layer in range(4):
        colour = mixed(bottom, dark, 0.25 + layer * 0.2)
        canvas.shape(_ridge(chance, 28 + layer * 6.5, 11 - layer * 1.6, HEIGHT), colour)
    canvas.box(0, 53, 100, HEIGHT, mixed(top, bottom, 0.45))
    for _ in range(14):
        x, y = chance.uniform(0, 92), chance.uniform(54.5, 62)
        canvas.box(x, y, x + chance.uniform(4, 14), y + 0.35, mixed(bottom, "#ffffff", 0.5), 0.15)
    canvas.blob(
        outline("-6,72 -4,63.5 18,62 42,64.5 66,63 88,61.5 106,63 106,72"),
        mixed(dark, "#0d1f1c", 0.4),
    )
    for _ in range(26):
        _fir(
            canvas,
            (chance.uniform(-2, 102), chance.uniform(63, 69)),
            chance.uniform(6, 12),
            mixed(dark, "#0d1f1c", 0.55),
        )
    return canvas


def coast(chance: Random) -> Canvas:
    """A bay with cliffs, a lighthouse and a sail."""
    top, bottom, dark, sun = chance.choice(SKIES)
    canvas = Canvas(WIDE, HEIGHT, top, bottom)
    canvas.oval((chance.uniform(15, 45), 15), 4.4, 4.4, sun)
    canvas.box(0, 36, 100, HEIGHT, mixed(top, dark, 0.35))
    for row in range(9):
        for _ in range(7):
            x, y = chance.uniform(-4, 98), 37.5 + row * 3.2
            canvas.box(x, y, x + chance.uniform(3, 9), y + 0.3, mixed(bottom, top, 0.35), 0.15)
    x = chance.uniform(18, 46)
    canvas.shape([(x, 26), (x, 38), (x + 7, 38)], "#ffffff")
    canvas.shape([(x - 0.8, 29), (x - 0.8, 38), (x - 5, 38)], mixed("#ffffff", dark, 0.15))
    canvas.shape([(x - 6, 39), (x + 8, 39), (x + 5.5, 41.5), (x - 4, 41.5)], dark)
    canvas.blob(outline("56,70 62,44 72,37 84,33 104,31 106,72"), mixed(dark, "#3b5b3f", 0.55))
    canvas.blob(outline("70,72 76,54 88,47 106,44 108,72"), mixed(dark, "#2b3d33", 0.7))
    _lighthouse(canvas, (80, 35))
    return canvas


def town(chance: Random) -> Canvas:
    """Houses against the evening sky, some windows lit."""
    top, bottom, dark = chance.choice(DUSKS)
    canvas = Canvas(WIDE, HEIGHT, top, bottom)
    canvas.oval((chance.uniform(60, 85), 17), 4, 4, "#fdf3d6")
    for layer, (height, share) in enumerate(((30, 0.35), (22, 0.65), (14, 0.95))):
        x = -3.0
        while x < 100:
            width, tall = chance.uniform(6, 11), chance.uniform(0.55, 1.25) * height
            _house(canvas, chance, (x, HEIGHT - tall), width, mixed(bottom, dark, share), lit=layer > 0)
            x += width + 0.6
    return canvas


def _ridge(chance: Random, base: float, rough: float, floor: float) -> list[Point]:
    phases = [(chance.uniform(0, 6.3), 2.1**octave) for octave in range(5)]
    points = [
        (
            x,
            base
            - sum(rough / 1.8**i * math.sin(x / 26 * rate + phase) for i, (phase, rate) in enumerate(phases)),
        )
        for x in (step * 0.5 for step in range(201))
    ]
    return [(0, floor), *points, (100, floor)]


def _fir(canvas: Canvas, foot: Point, tall: float, colour: str) -> None:
    x, y = foot
    for step in range(3):
        wide, low = tall * (0.13 + step * 0.055), y - tall * (0.62 - step * 0.24)
        canvas.shape([(x, low - tall * 0.4), (x + wide, low), (x - wide, low)], colour)


def _lighthouse(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.shape([(x - 2.2, y), (x - 1.4, y - 15), (x + 1.4, y - 15), (x + 2.2, y)], "#f7f3ea")
    for low in (3.5, 9.5):
        canvas.shape(
            [(x - 2, y - low), (x - 1.8, y - low - 3), (x + 1.8, y - low - 3), (x + 2, y - low)], "#c8553d"
        )
    canvas.box(x - 1.5, y - 18, x + 1.5, y - 15, "#ffe8a3", 0.4)
    canvas.shape([(x - 2, y - 18), (x, y - 20.4), (x + 2, y - 18)], "#7b2d26")


def _house(canvas: Canvas, chance: Random, corner: Point, width: float, colour: str, *, lit: bool) -> None:
    x, y = corner
    if chance.random() < 0.5:
        canvas.shape([(x - 0.3, y), (x + width / 2, y - width * 0.45), (x + width + 0.3, y)], colour)
    canvas.box(x, y, x + width, HEIGHT, colour)
    columns = int(width // 2.2)
    for row in range(int((HEIGHT - y) // 4)):
        for column in range(columns if lit else 0):
            left, high = x + 0.9 + column * 2.2, y + 1.4 + row * 4
            glow = "#ffd98a" if chance.random() < 0.4 else mixed(colour, "#ffffff", 0.08)
            canvas.box(left, high, left + 1.1, high + 1.8, glow, 0.15)
