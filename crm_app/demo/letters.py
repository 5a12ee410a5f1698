"""Offers and contracts as PDFs of several pages, on the company's letter paper."""

import textwrap
from decimal import Decimal
from random import Random

from crm_app.demo.goods import ADDRESS, US, money, order
from crm_app.demo.pdf import WIDTH, Page, as_pdf
from crm_app.demo.people import Person
from crm_app.demo.wording import CLAUSES, DELIVERY, OFFER_TERMS

LEFT, RIGHT, LINE = 62, WIDTH - 62, 14.5
ACCENT, GREY, PALE = "#b4552d", "#6d727c", "#f4efe9"


def offer(person: Person, chance: Random) -> tuple[str, bytes]:
    """An offer: the prices on the first page, delivery and terms on the second."""
    number = f"{chance.randint(26100, 26999)}"
    title = f"Offer {number}"
    first, second = _paper(title, 1, 2), _paper(title, 2, 2)
    y = _address(first, person, f"Our reference {number}")
    y = _heading(first, y + 26, f"{title}: lighting for {person.company or person.name}")
    y = _paragraph(first, y, "Thank you for your enquiry. We are pleased to offer, free of delivery charges:")
    _prices(first, y + 12, chance)
    y = _heading(second, 120, "Delivery")
    y = _paragraph(second, y, DELIVERY)
    y = _heading(second, y + 18, "Terms")
    for number_of_term, term in enumerate(OFFER_TERMS, 1):
        y = _paragraph(second, y, f"{number_of_term}. {term}") + 4
    _signatures(second, person)
    return f"Offer {number}.pdf", as_pdf([first, second], title)


def contract(person: Person, chance: Random) -> tuple[str, bytes]:
    """A framework agreement: two pages of clauses and one to sign."""
    title = "Framework agreement"
    pages = [_paper(title, number, 3) for number in (1, 2, 3)]
    y = _heading(pages[0], 120, title)
    between = f"between {US} and {person.company or person.name}"
    y = _paragraph(pages[0], y, between) + 10
    half = len(CLAUSES) // 2
    for page, clauses, start in ((pages[0], CLAUSES[:half], y), (pages[1], CLAUSES[half:], 120.0)):
        y = start
        for name, text in clauses:
            y = _paragraph(page, _heading(page, y, f"{1 + CLAUSES.index((name, text))}. {name}"), text) + 12
    y = _heading(pages[2], 120, "Signatures")
    _paragraph(pages[2], y, "Each party keeps one signed copy. Changes need writing, this sentence included.")
    _signatures(pages[2], person)
    return f"{title} {person.company or person.name}.pdf", as_pdf(pages, title)


def _paper(title: str, number: int, count: int) -> Page:
    page = Page()
    page.box(0, 0, WIDTH, 8, ACCENT)
    page.text(LEFT, 52, US, 17, bold=True, colour=ACCENT)
    page.text(LEFT, 68, "Lamps that stay", 9, colour=GREY)
    page.box(LEFT, 790, RIGHT - LEFT, 0.6, "#d8d2ca")
    page.text(LEFT, 806, ADDRESS, 8, colour=GREY)
    page.text(RIGHT - 90, 806, f"{title} · {number} of {count}"[-28:], 8, colour=GREY)
    return page


def _address(page: Page, person: Person, reference: str) -> float:
    for row, text in enumerate(filter(None, (person.company, person.name, person.role))):
        page.text(LEFT, 124 + row * LINE, text, 10.5, bold=not row)
    page.text_right(RIGHT, 124, reference, 10.5)
    return 124 + 3 * LINE


def _heading(page: Page, y: float, text: str) -> float:
    page.text(LEFT, y, text, 13, bold=True)
    return y + LINE + 6


def _paragraph(page: Page, y: float, text: str) -> float:
    for line in textwrap.wrap(text, 92):
        page.text(LEFT, y, line)
        y += LINE
    return y


def _prices(page: Page, y: float, chance: Random) -> None:
    page.box(LEFT, y - 11, RIGHT - LEFT, 17, ACCENT)
    for x, text in ((LEFT + 6, "Article"), (340, "Quantity"), (410, "Each"), (RIGHT - 42, "Euro")):
        page.text(x, y + 1, text, 9, bold=True, colour="#ffffff")
    total = Decimal(0)
    for row, (article, count) in enumerate(order(chance)):
        y += 25
        if row % 2:
            page.box(LEFT, y - 14, RIGHT - LEFT, 25, PALE)
        page.text(LEFT + 6, y - 2, f"{article.name}")
        page.text(LEFT + 6, y + 8, f"{article.number} · {article.finish}", 8, colour=GREY)
        for x, text in (
            (378, str(count)),
            (432, money(article.price)),
            (RIGHT - 6, money(article.price * count)),
        ):
            page.text_right(x, y + 2, text)
        total += article.price * count
    page.box(LEFT, y + 18, RIGHT - LEFT, 1, ACCENT)
    page.text(LEFT + 6, y + 36, "Total without tax", bold=True)
    page.text_right(RIGHT - 6, y + 36, money(total), bold=True)


def _signatures(page: Page, person: Person) -> None:
    for x, who in ((LEFT, US), (320, person.company or person.name)):
        page.box(x, 690, 190, 0.8, GREY)
        page.text(x, 705, who, 9, colour=GREY)
