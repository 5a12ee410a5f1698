"""Data sheets: one page of the catalogue for each article, as PDF."""

from crm_app.demo.goods import ADDRESS, US, Article, money
from crm_app.demo.pdf import WIDTH, Page, as_pdf

LEFT, RIGHT = 62, WIDTH - 62
ACCENT, GREY, PALE = "#b4552d", "#6d727c", "#f4efe9"


def data_sheet(article: Article) -> tuple[str, bytes]:
    """The file's name and its bytes."""
    page = Page()
    page.box(0, 0, WIDTH, 8, ACCENT)
    page.text(LEFT, 52, US, 17, bold=True, colour=ACCENT)
    page.text(LEFT, 132, article.name, 22, bold=True)
    page.text(LEFT, 152, f"Data sheet {article.number}", 10, colour=GREY)
    for row, (name, value) in enumerate(_facts(article)):
        y = 200 + row * 26
        page.box(LEFT, y - 16, RIGHT - LEFT, 25, PALE if row % 2 else "#ffffff")
        page.text(LEFT + 8, y, name, 10, colour=GREY)
        page.text(LEFT + 180, y, value, 10, bold=True)
    page.text(LEFT, 806, ADDRESS, 8, colour=GREY)
    return f"{article.number} {article.name.split(',')[0]}.pdf", as_pdf([page], article.name)


def _facts(article: Article) -> tuple[tuple[str, str], ...]:
    return (
        ("Article", article.number),
        ("Finish", article.finish),
        ("List price", f"{money(article.price)} EUR"),
        ("Guarantee", "Five years, spare parts for twenty"),
        ("Delivery", "Within six weeks, packed without plastic"),
    )
