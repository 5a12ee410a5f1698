"""Price lists as CSV and notes of meetings as plain text."""

import csv
import io
from decimal import Decimal
from random import Random

from crm_app.demo.goods import CATALOGUE, US
from crm_app.demo.people import Person
from crm_app.demo.wording import POINTS, TODO

PLACES = ("At their place", "On the phone", "In our showroom", "On site", "At the fair")


def prices(person: Person, chance: Random) -> tuple[str, bytes]:
    """The catalogue with this customer's discount."""
    percent = chance.choice((8, 10, 12, 15))
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(("Article", "Name", "Finish", "List price EUR", "Discount %", "Your price EUR"))
    for article in CATALOGUE:
        own = (article.price * (100 - percent) / 100).quantize(Decimal("0.01"))
        writer.writerow((article.number, article.name, article.finish, article.price, percent, own))
    return f"Price list {person.company or person.name}.csv", output.getvalue().encode()


def notes(person: Person, chance: Random) -> tuple[str, bytes]:
    """What was said at a meeting, and who does what next."""
    place = chance.choice(PLACES)
    tasks = zip(("Mira", "Tomás", "Robin"), chance.sample(TODO, 3), strict=True)
    lines = [
        f"Meeting with {person.name}, {person.company or 'on their own account'}",
        f"{place}, noted by {US}",
        "",
        *(f"- {point}" for point in chance.sample(POINTS, 5)),
        "",
        "Next",
        *(f"- {who}: {task}" for who, task in tasks),
    ]
    return f"Meeting notes {person.name}.txt", ("\n".join(lines) + "\n").encode()
