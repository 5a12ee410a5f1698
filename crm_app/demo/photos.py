"""Pictures of what the company sells and where it hangs: lamps, facades, rooms."""

from random import Random

from crm_app.demo.canvas import Canvas, mixed, outline

WIDE, HEIGHT = 1280, 66.7
WALLS = ("#e7ddd0", "#dfe5e1", "#e9dad6", "#dcdfe8", "#efe6cf")
ENAMELS = ("#c4563c", "#2f6f66", "#d9a441", "#33476b", "#8c4a5d", "#3d3f46")
WOODS = ("#b98a5c", "#8f623d", "#d0a878")
GLOW = "#fff2c4"


def pendant(chance: Random) -> Canvas:
    """A product picture: pendant lamps before a plain wall."""
    wall = chance.choice(WALLS)
    canvas = Canvas(WIDE, HEIGHT, mixed(wall, "#ffffff", 0.5), wall)
    enamel, count = chance.choice(ENAMELS), chance.choice((1, 2, 3))
    for lamp in range(count):
        x, y = 100 * (lamp + 1) / (count + 1), 26 + (lamp % 2) * 5
        size = 15 - count * 2
        canvas.shape(
            [(x - size * 0.9, y + size), (x + size * 0.9, y + size), (x + size * 2, 68), (x - size * 2, 68)],
            mixed(wall, GLOW, 0.55),
        )
        _shade(canvas, x, y, size, enamel)
    return canvas


def table_lamp(chance: Random) -> Canvas:
    """A product picture in upright format: a lamp on a sideboard, a plant beside it."""
    wall, wood, enamel = chance.choice(WALLS), chance.choice(WOODS), chance.choice(ENAMELS)
    canvas = Canvas(860, 150, mixed(wall, "#ffffff", 0.45), mixed(wall, "#b9a58f", 0.2))
    canvas.oval((42, 58), 38, 40, mixed(wall, GLOW, 0.7))
    canvas.box(0, 122, 100, 126, mixed(wood, "#ffffff", 0.15))
    canvas.box(0, 126, 100, 150, wood)
    canvas.box(40.8, 66, 43.2, 116, "#3a3a3f", 1)
    canvas.oval((42, 120), 13, 3.4, "#3a3a3f")
    canvas.shape(outline("30,36 54,36 65,72 19,72"), enamel)
    canvas.oval((42, 72), 23, 3.6, GLOW)
    _plant(canvas, chance, 80, 122)
    return canvas


def facade(chance: Random) -> Canvas:
    """A building from the street: storeys of windows, a door, a tree."""
    sky, wall = (
        chance.choice(("#bfdcec", "#d6e3ea", "#f3dcc6")),
        chance.choice(("#b5654a", "#d9cfc0", "#7f8c92", "#c9a36a")),
    )
    canvas = Canvas(WIDE, HEIGHT, sky, mixed(sky, "#ffffff", 0.7))
    canvas.box(12, 9, 88, 60, wall)
    canvas.box(10.5, 7, 89.5, 9.6, mixed(wall, "#2a2a2a", 0.35))
    for row in range(3):
        for column in range(8):
            _window(canvas, chance, 16 + column * 9, 13 + row * 12)
    canvas.box(12, 48, 88, 60, mixed(wall, "#2a2a2a", 0.55))
    for column in range(5):
        if column != 2:
            canvas.box(15 + column * 15, 50, 26 + column * 15, 58.5, mixed("#ffe3a3", sky, 0.35), 0.4)
    canvas.box(46.5, 49.5, 53.5, 60, "#2f3a3f", 0.5)
    canvas.box(0, 60, 100, HEIGHT, "#8d9094")
    canvas.box(0, 60, 100, 61, "#c9cbcd")
    for x in (chance.uniform(2, 9), chance.uniform(90, 97)):
        _tree(canvas, x, 60.5)
    return canvas


def room(chance: Random) -> Canvas:
    """An interior: a table, chairs, a window, and lamps over it all."""
    wall, wood, enamel = chance.choice(WALLS), chance.choice(WOODS), chance.choice(ENAMELS)
    canvas = Canvas(WIDE, HEIGHT, wall, mixed(wall, "#ffffff", 0.25))
    canvas.box(0, 52, 100, HEIGHT, mixed(wood, "#ffffff", 0.3))
    canvas.box(8, 10, 34, 40, "#ffffff", 0.6)
    canvas.box(9.2, 11.2, 32.8, 38.8, "#bfdff0", 0.3)
    canvas.shape(outline("9.2,38.8 9.2,32 18,25 26,31 32.8,28 32.8,38.8"), "#8fb79b")
    canvas.box(20.6, 11, 21.4, 39, "#ffffff")
    for x in (48, 62, 76):
        canvas.shape([(x - 4, 23), (x + 4, 23), (x + 9, 46), (x - 9, 46)], mixed(wall, GLOW, 0.6))
        _shade(canvas, x, 16, 5, enamel)
    canvas.box(38, 46, 88, 48.4, wood, 0.8)
    for x in (42, 83):
        canvas.box(x, 48, x + 1.4, 61, mixed(wood, "#000000", 0.25))
    for x in (47, 58, 69, 78):
        canvas.box(x, 42, x + 6, 54, mixed(enamel, "#ffffff", 0.25), 1.5)
        canvas.box(x + 0.6, 53, x + 1.3, 62, "#4a4038")
        canvas.box(x + 4.7, 53, x + 5.4, 62, "#4a4038")
    _plant(canvas, chance, 95, 56)
    return canvas


def _shade(canvas: Canvas, x: float, y: float, size: float, enamel: str) -> None:
    canvas.line([(x, 0), (x, y)], "#3a3a3f", 0.35)
    canvas.oval((x, y + size), size, size * 0.16, GLOW)
    dome = [(x - size, y + size), (x - size * 0.86, y + size * 0.45), (x - size * 0.3, y + size * 0.05)]
    mirrored = [(2 * x - left, high) for left, high in reversed(dome)]
    canvas.shape([*dome, *mirrored], enamel)
    canvas.box(
        x - size * 0.14, y - size * 0.12, x + size * 0.14, y + size * 0.12, mixed(enamel, "#000000", 0.3), 0.3
    )
    canvas.line(
        [(x - size * 0.62, y + size * 0.75), (x - size * 0.45, y + size * 0.42)],
        mixed(enamel, "#ffffff", 0.4),
        size * 0.05,
    )


def _window(canvas: Canvas, chance: Random, x: float, y: float) -> None:
    canvas.box(x - 0.5, y - 0.5, x + 5.5, y + 8.5, "#f5f1ea")
    glass = "#ffe3a3" if chance.random() < 0.25 else "#7fa6bd"
    canvas.box(x, y, x + 5, y + 8, glass)
    canvas.shape([(x, y), (x + 2.4, y), (x, y + 5)], mixed(glass, "#ffffff", 0.35))
    canvas.box(x + 2.3, y, x + 2.7, y + 8, "#f5f1ea")


def _tree(canvas: Canvas, x: float, foot: float) -> None:
    canvas.box(x - 0.6, foot - 16, x + 0.6, foot, "#6b4a33")
    for dx, dy, size in ((0, 20, 6), (-3.4, 16, 4.6), (3.4, 16.5, 4.4)):
        canvas.oval((x + dx, foot - dy), size, size, "#5f8f5a" if dx else "#6f9f66")


def _plant(canvas: Canvas, chance: Random, x: float, foot: float) -> None:
    for _ in range(9):
        tip = (x + chance.uniform(-9, 9), foot - chance.uniform(16, 27))
        side = 1.6
        canvas.blob(
            [
                (x - 0.5, foot - 8),
                ((x + tip[0]) / 2 - side, foot - 15),
                tip,
                ((x + tip[0]) / 2 + side, foot - 14),
            ],
            chance.choice(("#5d8a5b", "#4a7a55", "#77a06b")),
        )
    canvas.shape([(x - 4.4, foot - 9), (x + 4.4, foot - 9), (x + 3.4, foot), (x - 3.4, foot)], "#c98d6b")
