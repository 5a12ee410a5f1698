"""What the demo's own company sells, and to whom it writes."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

US = "Larkspur Lighting"
ADDRESS = "Larkspur Lighting · 14 Lantern Yard · Ashwick"


@dataclass(frozen=True, slots=True)
class Article:
    """One line of the catalogue; the price is in euros without tax."""

    number: str
    name: str
    finish: str
    price: Decimal


CATALOGUE = tuple(
    Article(number, name, finish, Decimal(price))
    for number, name, finish, price in (
        ("AL-120", "Alba pendant, 32 cm", "Brushed brass", "189.00"),
        ("AL-122", "Alba pendant, 32 cm", "Signal red enamel", "174.00"),
        ("AL-160", "Alba pendant, 48 cm", "Brushed brass", "264.00"),
        ("AL-163", "Alba pendant, 48 cm", "Moss green enamel", "249.00"),
        ("BO-210", "Boréal table lamp", "Porcelain, white", "212.00"),
        ("BO-214", "Boréal table lamp", "Porcelain, celadon", "228.00"),
        ("BO-250", "Boréal floor lamp", "Porcelain, white", "398.00"),
        ("CE-310", "Cedro wall light", "Oiled oak", "136.00"),
        ("CE-312", "Cedro wall light", "Smoked oak", "142.00"),
        ("CE-340", "Cedro canopy for five lamps", "Oiled oak", "310.00"),
        ("DR-402", "Driver 24 V, 60 W, dimmable", "Aluminium", "58.50"),
        ("DR-404", "Driver 24 V, 120 W, dimmable", "Aluminium", "84.00"),
        ("LE-501", "Lens insert, 36°", "Clear", "11.40"),
        ("LE-503", "Lens insert, 60°", "Frosted", "11.90"),
        ("TX-610", "Textile cable, per metre", "Forty colours", "4.20"),
        ("TX-612", "Textile cable, flat, per metre", "Twelve colours", "5.10"),
        ("RE-700", "Reading light, gooseneck", "Black steel", "118.00"),
        ("RE-704", "Reading light, gooseneck, dimmer", "Black steel", "139.00"),
    )
)


def money(amount: Decimal) -> str:
    """`1,234.50`."""
    return f"{amount:,.2f}"


def order(chance: Random) -> list[tuple[Article, int]]:
    """Some articles and how many of each, in the order of the catalogue."""
    chosen = sorted(chance.sample(range(len(CATALOGUE)), chance.randint(5, 8)))
    return [(CATALOGUE[index], chance.choice((4, 6, 8, 12, 18, 24, 40))) for index in chosen]
