"""What the demo draws and writes: the same every time, readable by everybody, and varied."""

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from random import Random

import pypdfium2
import pytest
from PIL import Image

from crm_app.demo import clothes, hair, letters, lists, pdf
from crm_app.demo.canvas import Canvas, mixed, outline, smooth
from crm_app.demo.files import PAPERS, PICTURES, drafts
from crm_app.demo.goods import CATALOGUE
from crm_app.demo.people import Person, people
from crm_app.demo.portraits import HAIRS, SIDE, SKINS, Look, portrait

EVERYBODY = people()
ASE = EVERYBODY[0]


def picture_of(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def lines_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [line for page in document for line in page.get_textpage().get_text_range().splitlines()]


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def test_all_contacts_are_different_people() -> None:
    assert len({person.uuid for person in EVERYBODY}) == len(EVERYBODY) == 60
    assert len({person.company for person in EVERYBODY if person.company}) == 14
    emails = [person.email for person in EVERYBODY if person.email]
    assert len(set(emails)) == len(emails)


def test_nobody_can_be_written_to_by_accident() -> None:
    for person in EVERYBODY:
        assert not person.email or person.email.endswith((".example", "@example.com")), person.name


def test_every_word_of_the_list_is_known() -> None:
    words = {word for person in EVERYBODY for word in person.files.split()}
    assert words == set(PAPERS) | set(PICTURES)


@pytest.mark.parametrize(
    "person", [person for person in EVERYBODY if person.look], ids=lambda person: person.name
)
def test_every_look_can_be_drawn(person: Person) -> None:
    look = Look.parse(person.look)
    assert look.hair in hair.BEFORE and look.clothes in clothes.STYLES
    assert look.hair_colour in HAIRS.values() and look.skin in SKINS.values()
    assert set(look.extras) <= {"glasses", "beard"}


@pytest.mark.parametrize("style", hair.BEFORE)
def test_a_portrait_is_a_face_in_the_middle_of_a_square(style: str) -> None:
    look = Look(style, HAIRS["brown"], SKINS["light"], "shirt")
    drawn = portrait(look, "someone")
    assert drawn.size == (SIDE, SIDE)
    cheek = drawn.getpixel((SIDE // 2, round(SIDE * 0.42)))
    assert isinstance(cheek, tuple)
    assert mixed(f"#{cheek[0]:02x}{cheek[1]:02x}{cheek[2]:02x}", SKINS["light"], 0) == SKINS["light"]


def test_two_people_with_the_same_look_are_drawn_in_different_colours() -> None:
    look = Look.parse("bob brown fair blazer glasses")
    assert len({portrait(look, name).tobytes() for name in ("Ada", "Bea", "Cleo", "Dora")}) > 1


def test_a_beard_has_a_smile_that_can_be_seen() -> None:
    dark, grey = (
        portrait(Look.parse(f"short {colour} tan shirt beard"), "x") for colour in ("black", "grey")
    )
    assert dark.tobytes() != grey.tobytes()


@pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)
def test_photos_are_the_same_every_time_and_differ_by_seed(draw: Callable[[Random], Canvas]) -> None:
    first, again, other = (draw(Random(seed)).jpeg() for seed in ("one", "one", "two"))
    assert first == again != other
    assert picture_of(first).format == "JPEG"
    assert max(picture_of(first).size) >= 1200


def test_an_offer_adds_up() -> None:
    name, content = letters.offer(ASE, Random("offer"))
    lines = lines_of(content)
    items = [re.fullmatch(r"(\d+) ([\d,.]+) ([\d,.]+)", line) for line in lines]
    sums = [(int(item[1]) * amount(item[2]), amount(item[3])) for item in items if item]
    total = next(line for line in lines if line.startswith("Total without tax "))
    assert re.fullmatch(r"Offer 26\d{3}\.pdf", name)
    assert sums and all(counted == written for counted, written in sums)
    assert amount(total.split()[-1]) == sum(written for _, written in sums)


def test_a_contract_has_three_numbered_pages_and_both_names() -> None:
    _, content = letters.contract(ASE, Random("contract"))
    text = "\n".join(lines_of(content))
    assert all(f"Framework agreement · {number} of 3" in text for number in (1, 2, 3))
    assert text.count("Nordlys Coffee") >= 2


def test_a_paper_for_somebody_without_a_company_names_the_person() -> None:
    alone = next(person for person in EVERYBODY if not person.company)
    for paper in PAPERS.values():
        name, content = paper(alone, Random("alone"))
        text = "\n".join(lines_of(content)) if name.endswith(".pdf") else content.decode()
        assert alone.name in text or alone.name in name


def test_a_pdf_keeps_brackets_and_shows_what_it_cannot_write_as_a_question_mark() -> None:
    page = pdf.Page()
    page.text(60, 60, r"a (b) \ c é € Łódź")
    assert lines_of(pdf.as_pdf([page], "Title (1)")) == [r"a (b) \ c é € ?ód?"]


def test_amounts_end_where_they_should() -> None:
    page = pdf.Page()
    page.text_right(500, 100, "1,234.50")
    with pypdfium2.PdfDocument(pdf.as_pdf([page], "Amounts")) as document:
        (amount,) = document[0].get_objects()
        assert abs(amount.get_bounds()[2] - 500) < 3


def test_a_price_list_has_all_articles_and_one_discount() -> None:
    name, content = lists.prices(ASE, Random("prices"))
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    assert name == "Price list Nordlys Coffee.csv"
    assert [row["Article"] for row in rows] == [article.number for article in CATALOGUE]
    assert len({row["Discount %"] for row in rows}) == 1
    assert all(float(row["Your price EUR"]) < float(row["List price EUR"]) for row in rows)


def test_notes_say_who_does_what_next() -> None:
    name, content = lists.notes(ASE, Random("notes"))
    text = content.decode()
    assert name.endswith(".txt") and "Åse Brekke" in text
    assert all(f"- {colleague}: " in text for colleague in ("Mira", "Tomás", "Robin"))


def test_files_of_a_contact_have_names_of_their_own() -> None:
    for person in EVERYBODY[:6]:
        names = [draft.make()[0] for draft in drafts(person)]
        assert len(set(names)) == len(names), person.name


def test_a_box_without_area_is_left_out() -> None:
    canvas = Canvas(50, top="#ffffff")
    canvas.box(10, 10, 10, 40, "#000000")
    assert canvas.finished().getcolors() == [(2500, (255, 255, 255))]


def test_a_smooth_curve_runs_through_its_points() -> None:
    corners = outline("0,0 10,0 10,10.5 0,10")
    assert set(corners) <= set(smooth(corners))
    assert len(smooth(corners)) > len(corners)


def test_colours_mix() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
