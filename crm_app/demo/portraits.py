"""Portraits in a flat style: background, shoulders, head, hair. Friendly at 40 px, and whole at 800."""

from dataclasses import dataclass
from random import Random

from PIL import Image

from crm_app.demo import clothes, hair
from crm_app.demo.canvas import Canvas, Point, mixed, outline

SIDE = 800
BACKGROUNDS = ("#cfe3f1", "#f6d9c6", "#d9e8d3", "#e6dcf2", "#f7e6b8", "#cfe9e5", "#f3d3d8", "#dcdfe8")
SKINS = {
    "fair": "#f6d3bd",
    "light": "#eebf9f",
    "tan": "#d9a077",
    "brown": "#a86f4b",
    "dark": "#7c4c33",
}
HAIRS = {
    "black": "#2a2326",
    "brown": "#5b3a29",
    "chestnut": "#8a4f2d",
    "blond": "#d8ac63",
    "red": "#b8552f",
    "grey": "#a9a7a8",
    "white": "#e6e2dd",
    "teal": "#2f7f86",
    "plum": "#6d3b63",
}
HEAD: list[Point] = [
    *((34.2, 42), (37, 30), (50, 25), (63, 30), (65.8, 42)),
    *((64.2, 54), (58.5, 63.3), (50, 66.5), (41.5, 63.3), (35.8, 54)),
]


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looks like, written as `bob brown fair blazer glasses`."""

    hair: str
    hair_colour: str
    skin: str
    clothes: str
    extras: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Look":
        style, colour, skin, worn, *extras = text.split()
        return cls(style, HAIRS[colour], SKINS[skin], worn, tuple(extras))


def portrait(look: Look, seed: str) -> Image.Image:
    """The picture; the seed chooses the colours of clothes and background."""
    drawn = _drawn(look, seed).finished()
    spare = drawn.width - SIDE
    return drawn.crop((spare // 2, spare // 2, spare // 2 + SIDE, spare // 2 + SIDE))


def _drawn(look: Look, seed: str) -> Canvas:
    chance = Random(seed)  # noqa: S311 - chance for pictures, not for secrets
    background = chance.choice(BACKGROUNDS)
    canvas = Canvas(round(SIDE * 1.14), top=mixed(background, "#ffffff", 0.35), bottom=background)
    canvas.oval((50, 56), 41, 41, mixed(background, "#ffffff", 0.45))
    hair.BEHIND.get(look.hair, _nothing)(canvas, look.hair_colour)
    _neck(canvas, look.skin)
    clothes.STYLES[look.clothes](canvas, chance.choice(clothes.COLOURS), look.skin)
    hair.OVER_SHOULDERS.get(look.hair, _nothing)(canvas, look.hair_colour)
    if look.hair != "scarf":
        _ears_and_chin(canvas, look.skin)
    canvas.blob(HEAD, look.skin)
    if "beard" in look.extras:
        hair.beard(canvas, look.hair_colour, look.skin)
    _face(canvas, look)
    hair.BEFORE.get(look.hair, _nothing)(canvas, look.hair_colour)
    if "glasses" in look.extras:
        _glasses(canvas)
    return canvas


def _nothing(canvas: Canvas, colour: str) -> None:
    """Some hair has nothing behind the head, some nothing before it."""


def _neck(canvas: Canvas, skin: str) -> None:
    canvas.box(43.2, 56, 56.8, 80, skin, 4)


def _ears_and_chin(canvas: Canvas, skin: str) -> None:
    shade = mixed(skin, "#5a2d1e", 0.16)
    canvas.blob(outline("43.2,62 50,68.5 56.8,62 56.8,66 50,72.5 43.2,66"), shade)
    for side in (-1, 1):
        canvas.oval((50 + side * 16, 47.5), 3, 4.2, skin)
        canvas.oval((50 + side * 16.3, 47.7), 1.5, 2.5, shade)


def _face(canvas: Canvas, look: Look) -> None:
    shade = mixed(look.skin, "#7a2f22", 0.28)
    brow = "#4a332b" if look.hair == "scarf" else mixed(look.hair_colour, "#3a2a24", 0.45)
    for side in (-1, 1):
        x = 50 + side * 6.6
        canvas.oval((50 + side * 9.6, 53.6), 3.1, 2.1, mixed(look.skin, "#e8705f", 0.2))
        canvas.oval((x, 47), 1.45, 1.85, "#2c2326")
        canvas.oval((x + 0.5, 46.3), 0.45, 0.5, "#ffffff")
        canvas.arc((x, 45), 3.4, 2.6, 215, 325, brow, 1.0)
    canvas.arc((50, 49.6), 2.1, 2.6, 40, 140, shade, 0.8)
    dark_beard = "beard" in look.extras and look.hair_colour in (HAIRS["black"], HAIRS["brown"])
    mouth = "#f3d9cf" if dark_beard else mixed(shade, "#7a1f1f", 0.35)
    canvas.arc((50, 54.4), 5.2, 4.3, 28, 152, mouth, 1.05)


def _glasses(canvas: Canvas) -> None:
    for side in (-1, 1):
        canvas.arc((50 + side * 6.9, 47.2), 4.7, 4.4, 0, 360, "#37343d", 0.8)
        canvas.line([(50 + side * 11.5, 46.4), (50 + side * 15.6, 45.6)], "#37343d", 0.8)
    canvas.arc((50, 47), 2.4, 1.4, 180, 360, "#37343d", 0.8)
