"""The org chart in a real browser: walked through, searched, saved, printed, and true while it changes."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.charts import COMPANY, a_company, at_rest, find, joined, look, middle, node, person, press
from tests.e2e.conftest import People, Person
from tests.e2e.test_accessibility import SIZES, violations
from tests.serving import Server, serving

pytestmark = pytest.mark.xdist_group("e2e")

EVERYBODY = [name for teams in COMPANY.values() for names in teams.values() for name in names]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this module alone: how a chart looks at first depends on everybody in it."""
    with serving(tmp_path_factory.mktemp("chart")) as running:
        yield running
        assert running.errors() == []


@pytest.fixture(scope="module")
def company(server: Server) -> dict[str, str]:
    """The uuids of a small company."""
    return a_company(server)


@pytest.fixture
def chart(olga: Person, company: dict[str, str]) -> Page:
    """Its chart, as Olga sees it at first."""
    return opened(olga)


def opened(who: Person, path: str = "/staff/chart") -> Page:
    page = who.open(path)
    expect(page.locator(".org-node").first).to_be_visible()
    at_rest(page)
    return page


def drag(page: Page, x: int, y: int) -> None:
    stage = page.locator(".org-stage").bounding_box()
    assert stage
    page.mouse.move(stage["x"] + 40, stage["y"] + 40)
    page.mouse.down()
    for part in (0.3, 0.7, 1):
        page.mouse.move(stage["x"] + 40 + x * part, stage["y"] + 40 + y * part)
    page.mouse.up()


def close_to(a: float, b: float, by: float = 1.5) -> bool:
    return abs(a - b) <= by


def test_a_small_company_is_seen_at_once_with_everybody_in_it(chart: Page):
    for name in ("Everyone", "Engineering", "Platform", "Web", "Sales", "North", "South", "Unassigned"):
        expect(node(chart, name)).to_be_in_viewport()
    for name in EVERYBODY:
        expect(person(chart, name)).to_be_in_viewport()
    expect(node(chart, "Engineering")).to_contain_text("6")
    expect(chart.get_by_text("10 people · 2 departments")).to_be_visible()


def test_it_is_dragged_and_scrolled(chart: Page):
    before = look(chart)
    drag(chart, 120, 70)
    after = at_rest(chart)
    assert close_to(after.x - before.x, 120)
    assert close_to(after.y - before.y, 70)
    assert after.scale == before.scale
    chart.mouse.wheel(30, 50)
    scrolled = at_rest(chart)
    assert close_to(scrolled.x, after.x - 30)
    assert close_to(scrolled.y, after.y - 50)
    expect(chart.locator(".org-card")).to_have_count(0)


def test_a_drag_that_begins_on_a_node_opens_nothing(chart: Page):
    box = node(chart, "Sales").bounding_box()
    assert box
    chart.mouse.move(box["x"] + 20, box["y"] + 10)
    chart.mouse.down()
    chart.mouse.move(box["x"] + 80, box["y"] + 60)
    chart.mouse.up()
    expect(node(chart, "North")).to_be_visible()
    expect(node(chart, "Sales")).not_to_have_attribute("data-selected", "true")


def test_the_wheel_with_control_zooms_at_the_cursor(chart: Page):
    target = node(chart, "Web")
    box = target.bounding_box()
    assert box
    point = (box["x"] + 10, box["y"] + 10)
    before = look(chart)
    chart.mouse.move(*point)
    chart.keyboard.down("Control")
    chart.mouse.wheel(0, -60)
    chart.keyboard.up("Control")
    after, stage = at_rest(chart), chart.locator(".org-stage").bounding_box()
    assert stage
    assert after.scale > before.scale
    x, y = point[0] - stage["x"], point[1] - stage["y"]
    assert close_to((x - before.x) / before.scale, (x - after.x) / after.scale)
    assert close_to((y - before.y) / before.scale, (y - after.y) / after.scale)


def test_buttons_and_keys_zoom_and_show_all_of_it(chart: Page):
    before = look(chart)
    chart.get_by_role("button", name="Zoom in").click()
    nearer = at_rest(chart)
    assert nearer.scale > before.scale
    chart.get_by_role("button", name="Zoom out").click()
    assert close_to(at_rest(chart).scale, before.scale, 0.01)
    chart.locator(".org-stage").focus()
    for key, compare in (("+", float.__gt__), ("-", float.__eq__), ("-", float.__lt__)):
        chart.keyboard.press(key)
        scale = round(at_rest(chart).scale, 6)
        assert compare(scale, round(before.scale, 6)), key
    chart.keyboard.press("0")
    assert close_to(at_rest(chart).scale, before.scale, 0.01)
    for name in ("Everyone", "Unassigned"):
        expect(node(chart, name)).to_be_in_viewport()


def test_branches_close_and_open_and_stay_under_the_finger(chart: Page):
    box = node(chart, "Sales").locator(".org-hit").bounding_box()
    assert box
    press(chart, "Sales")
    at_rest(chart)
    expect(node(chart, "North")).to_have_count(0)
    expect(person(chart, "Hedy Lamarr")).to_have_count(0)
    after = node(chart, "Sales").locator(".org-hit").bounding_box()
    assert after
    assert close_to(after["x"], box["x"], 2)
    assert close_to(after["y"], box["y"], 2)
    press(chart, "Sales")
    expect(person(chart, "Hedy Lamarr")).to_be_visible()
    press(chart, "North")
    expect(person(chart, "Hedy Lamarr")).to_have_count(0)
    expect(person(chart, "Lise Meitner")).to_be_visible()


def test_all_departments_close_and_open_at_once(chart: Page):
    chart.get_by_role("button", name="Close all departments").click()
    expect(node(chart, "Platform")).to_have_count(0)
    expect(node(chart, "Engineering")).to_be_in_viewport()
    chart.get_by_role("button", name="Open all departments").click()
    for name in ("Platform", "South"):
        expect(node(chart, name)).to_be_in_viewport()


def test_a_search_flies_to_a_person_and_their_card_leads_to_their_page(chart: Page, company: dict[str, str]):
    chart.get_by_role("button", name="Close all departments").click()
    chart.keyboard.press("/")
    expect(chart.get_by_role("combobox")).to_be_focused()
    find(chart, "emilie")
    at_rest(chart)
    found = person(chart, "Émilie Dahl")
    expect(found).to_have_attribute("data-selected", "true")
    across, down = middle(chart, found)
    assert 0.2 < across < 0.7
    assert 0.3 < down < 0.7
    card = chart.get_by_role("region", name="Émilie Dahl")
    expect(card).to_contain_text("Title of Émilie")
    expect(card).to_contain_text("Sales › North")
    expect(card.get_by_role("link", name="émilie.dahl@example.com")).to_be_visible()
    card.get_by_role("link", name="Open profile").click()
    chart.wait_for_url(f"**/staff/people/{company['Émilie Dahl']}**")


def test_a_search_finds_teams_and_says_when_there_is_nothing(chart: Page):
    field = chart.get_by_role("combobox")
    field.fill("nobodyiscalledthis")
    expect(chart.get_by_text("Nobody and no team is called “nobodyiscalledthis”.")).to_be_visible()
    field.press("Escape")
    field.press("Escape")
    expect(field).to_have_value("")
    field.press_sequentially("plat", delay=20)
    expect(chart.get_by_role("option").first).to_contain_text("Platform")
    field.press("Enter")
    expect(node(chart, "Platform")).to_have_attribute("data-selected", "true")
    expect(chart.get_by_role("option")).to_have_count(0)


def test_one_comes_back_to_where_one_was(chart: Page, company: dict[str, str]):
    press(chart, "Web")
    find(chart, "grace")
    before = at_rest(chart)
    chart.get_by_role("link", name="Open profile").click()
    chart.wait_for_url(f"**/staff/people/{company['Grace Hopper']}**")
    chart.go_back()
    expect(person(chart, "Grace Hopper")).to_have_attribute("data-selected", "true")
    assert at_rest(chart) == before
    expect(person(chart, "Tim Berners")).to_have_count(0)


def test_an_address_leads_to_somebody(olga: Person, company: dict[str, str]):
    page = opened(olga, f"/staff/chart?at={company['Lise Meitner']}")
    expect(page.get_by_role("region", name="Lise Meitner")).to_be_visible()
    outline = olga.open(f"/staff/chart?view=outline&at={company['Håkon Lie']}")
    expect(outline.get_by_role("treeitem", name="Håkon Lie")).to_be_focused()


def test_the_picture_is_walked_through_with_the_keyboard_and_left_again(chart: Page, company: dict[str, str]):
    stage, said = chart.locator(".org-stage"), chart.get_by_test_id("org-said")
    stage.focus()
    walk = {
        "Home": "Everyone, 10 people, open",
        "ArrowRight": "Sales, 2 teams · 3 people, open",
        "ArrowUp": "Engineering, 2 teams · 6 people, open",
        "Enter": "Engineering, 2 teams · 6 people, closed",
    }
    for key, heard in walk.items():
        chart.keyboard.press(key)
        expect(said).to_have_text(heard)
    chart.keyboard.press("ArrowRight")
    expect(said).to_have_text("Engineering, 2 teams · 6 people, open")
    chart.keyboard.press("ArrowRight")
    for _ in range(3):
        chart.keyboard.press("ArrowUp")
    expect(said).to_have_text("Platform, 3 people, open")
    chart.keyboard.press("ArrowDown")
    expect(said).to_have_text("Ada Lovelace, Title of Ada, Platform")
    expect(chart.get_by_role("region", name="Ada Lovelace")).to_be_visible()
    chart.keyboard.press("Escape")
    expect(chart.get_by_role("region", name="Ada Lovelace")).to_have_count(0)
    chart.keyboard.press("Tab")
    expect(stage).not_to_be_focused()
    expect(chart.get_by_role("button", name="Zoom in")).to_be_focused()


def test_the_outline_shows_the_same_and_is_one_stop_of_the_keyboard(chart: Page):
    press(chart, "South")
    chart.get_by_role("link", name="Outline").click()
    expect(chart).to_have_url(re.compile(r"\?view=outline$"))
    tree = chart.get_by_role("tree", name="Org chart")
    expect(tree.get_by_role("treeitem", name="Ada Lovelace")).to_be_visible()
    expect(tree.get_by_role("treeitem", name="Lise Meitner")).to_have_count(0)
    expect(tree.locator("[tabindex='0']")).to_have_count(1)
    platform = tree.get_by_role("treeitem", name="Platform")
    for name, value in (("level", "2"), ("setsize", "3"), ("posinset", "1"), ("expanded", "true")):
        expect(platform).to_have_attribute(f"aria-{name}", value)
    ada = tree.get_by_role("treeitem", name="Ada Lovelace")
    for name, value in (("level", "3"), ("setsize", "3"), ("posinset", "1")):
        expect(ada).to_have_attribute(f"aria-{name}", value)
    chart.reload()
    expect(chart.get_by_role("tree")).to_be_visible()


def test_the_outline_is_walked_through_with_the_keyboard(chart: Page, company: dict[str, str]):
    chart.get_by_role("link", name="Outline").click()
    tree = chart.get_by_role("tree")

    def expect_at(name: str) -> None:
        expect(tree.get_by_role("treeitem", name=re.compile(f"^{name},"))).to_be_focused()

    tree.get_by_role("treeitem").first.focus()
    expect_at("Engineering")
    for key, name in (
        ("ArrowRight", "Platform"),
        ("ArrowDown", "Ada Lovelace"),
        ("ArrowLeft", "Platform"),
        ("End", "Emmy Noether"),
        ("Home", "Engineering"),
        ("s", "Sales"),
    ):
        chart.keyboard.press(key)
        expect_at(name)
    chart.keyboard.press("Home")
    chart.keyboard.press("ArrowLeft")
    expect(tree.get_by_role("treeitem", name=re.compile("^Engineering,"))).to_have_attribute(
        "aria-expanded", "false"
    )
    expect(tree.get_by_role("treeitem", name="Platform")).to_have_count(0)
    chart.keyboard.press("ArrowRight")
    expect(tree.get_by_role("treeitem", name="Platform")).to_be_visible()
    chart.keyboard.type("ada", delay=30)
    expect_at("Ada Lovelace")
    chart.keyboard.press("Enter")
    chart.wait_for_url(f"**/staff/people/{company['Ada Lovelace']}**")


def saved(page: Page, kind: str, folder: Path) -> Path:
    page.get_by_role("button", name="Save").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=f"Download as {kind}").click()
    assert re.fullmatch(rf"org-chart-\d{{4}}-\d\d-\d\d\.{kind.lower()}", download.value.suggested_filename)
    path = folder / f"chart.{kind.lower()}"
    download.value.save_as(path)
    return path


def test_the_svg_has_everybody_in_it_and_needs_nothing_else(
    olga: Person, company: dict[str, str], files: Path
):
    page = opened(olga)
    path = saved(page, "SVG", files)
    root = ElementTree.parse(path).getroot()
    texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {*EVERYBODY, "Engineering", "Web", "Unassigned"} <= set(texts)
    content = path.read_text()
    assert "data:font/woff2;base64," in content
    assert not re.search(r"var\(|url\((?!#|data:)|href=\"(?!#|data:)", content)
    alone = olga.context.new_page()
    requests: list[str] = []
    alone.on("request", lambda request: requests.append(request.url))
    alone.goto(path.as_uri())
    expect(alone.get_by_text("Émilie Dahl")).to_be_visible()
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


def test_the_png_is_a_picture_of_all_of_it_on_white(chart: Page, files: Path):
    drag(chart, -2000, -2000)
    with Image.open(saved(chart, "PNG", files)) as image:
        assert min(image.size) > 800
        colours = image.convert("RGB").getcolors(1_000_000)
        assert colours
        assert max(colours)[1] == (255, 255, 255)
        assert len(colours) > 200
        right = image.convert("L").crop((image.width // 2, 0, image.width, image.height))
        assert right.getextrema()[0] < 80, "the people on the right are drawn too"


def test_files_are_white_also_in_the_dark(people: People, company: dict[str, str], files: Path):
    by_day, by_night = (opened(people(color_scheme=scheme)) for scheme in ("light", "dark"))
    assert saved(by_night, "SVG", files).read_text() == saved(by_day, "SVG", files).read_text()


def test_on_paper_there_is_the_chart_and_nothing_else(chart: Page, files: Path):
    path = files / "printed.pdf"
    chart.pdf(path=path, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    printed = document[0].get_textpage().get_text_range()
    for name in (*EVERYBODY, "Engineering"):
        assert name in printed
    for tool in ("Outline", "Contacts", "Save"):
        assert tool not in printed
    document.close()
    expect(chart.locator(".org-print")).to_have_count(0)
    expect(chart.locator(".org-stage")).to_be_visible()


def test_the_keys_for_printing_print_the_chart(chart: Page):
    chart.evaluate(
        "() => { print = () => { window.sheet = document.querySelector('.org-print').textContent } }"
    )
    chart.keyboard.press("Control+p")
    chart.wait_for_function("() => window.sheet?.includes('Ada Lovelace')")


def place(page: Page, name: str) -> tuple[float, float]:
    box = node(page, name).locator(".org-hit").bounding_box()
    assert box
    return box["x"], box["y"]


def test_what_others_change_comes_by_itself_and_moves_nothing(olga: Person, mira: Person, server: Server):
    mark = token_hex(2)
    birds, fish, worms, finn = (f"{name} {mark}" for name in ("Birds", "Fish", "Worms", "Finn Pike"))
    known = a_company(
        server, {f"Live {mark}": {birds: [f"Bea Wren {mark}"], fish: [finn], worms: [f"Wim Leech {mark}"]}}
    )
    there = opened(mira)
    find(there, finn)
    before, standing = at_rest(there), place(there, fish)
    there.evaluate("window.neverReloaded = true")
    joined(server, f"Bob Robin {mark}", known[birds])
    find_in_birds = there.locator(".org-node", has_text=birds)
    expect(find_in_birds).to_contain_text("2 people")
    form = olga.open(f"/staff/teams/{known[worms]}/edit")
    form.get_by_label("Name", exact=True).fill(f"Snails {mark}")
    form.keyboard.press("Control+Enter")
    expect(node(there, f"Snails {mark}")).to_be_visible()
    assert at_rest(there).scale == before.scale
    after = place(there, fish)
    assert close_to(after[0], standing[0])
    assert close_to(after[1], standing[1])
    expect(person(there, finn)).to_have_attribute("data-selected", "true")
    expect(there.get_by_role("region", name=finn)).to_be_visible()
    joined(server, f"Fay Salmon {mark}", known[fish])
    expect(person(there, f"Fay Salmon {mark}")).to_be_visible()
    assert there.evaluate("window.neverReloaded")


def test_in_the_outline_rows_that_come_above_leave_the_others_where_they_are(mira: Person, server: Server):
    crowd = f"Crowd {token_hex(2)}"
    known = a_company(server, {f"Aaa {crowd}": {crowd: [f"{crowd} {n:02}" for n in range(60)]}})
    page = opened(mira, f"/staff/chart?at={known[crowd]}")
    page.get_by_role("link", name="Outline").click()
    page.locator(".org-outline").evaluate("element => { element.scrollTop = 1200 }")
    row = page.get_by_role("treeitem", name=f"{crowd} 35")
    expect(row).to_be_visible()
    before = row.bounding_box()
    joined(server, f"Abel First {crowd}", known[crowd])
    expect(row).to_have_attribute("aria-posinset", "37")
    after = row.bounding_box()
    assert before
    assert after
    assert close_to(before["y"], after["y"], 1)


def test_less_motion_is_respected(people: People, company: dict[str, str]):
    page = opened(people(reduced_motion="reduce"))
    page.evaluate(
        """() => {
          window.steps = 0;
          const world = document.querySelector('[data-testid=org-world]');
          new MutationObserver(() => { window.steps += 1 }).observe(world, { attributes: true });
        }"""
    )
    page.get_by_role("button", name="Zoom in").click()
    at_rest(page)
    assert page.evaluate("window.steps") == 1


Touch = Callable[..., None]


def fingers(page: Page) -> Touch:
    """What fingers do: `touch("Start", (x, y), ...)`, then "Move", then "End" without any."""
    client = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        client.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": touches})

    return touch


def test_on_a_phone_fingers_move_and_zoom_it_and_the_card_fits(people: People, company: dict[str, str]):
    page = opened(people(viewport=SIZES["phone"], is_mobile=True, has_touch=True))
    before, touch = look(page), fingers(page)
    touch("Start", (200, 500))
    touch("Move", (220, 540))
    touch("Move", (240, 580))
    touch("End")
    moved = at_rest(page)
    assert (round(moved.x - before.x), round(moved.y - before.y)) == (40, 80)
    touch("Start", (150, 500), (250, 500))
    touch("Move", (120, 500), (280, 500))
    touch("Move", (100, 500), (300, 500))
    touch("End")
    assert close_to(at_rest(page).scale / moved.scale, 2, 0.1)
    find(page, "grace")
    card = page.get_by_role("region", name="Grace Hopper")
    expect(card.get_by_role("link", name="Open profile")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_everything_can_be_pressed_with_a_thumb(people: People, company: dict[str, str]):
    page = opened(people(viewport=SIZES["phone"], is_mobile=True, has_touch=True))
    find(page, "grace")
    expect(page.get_by_role("region", name="Grace Hopper")).to_be_visible()
    small = page.locator(".org :is(a, button):visible").evaluate_all(
        """all => all.map(one => [one.ariaLabel || one.textContent, one.getBoundingClientRect()])
          .filter(([, box]) => box.height < 40 || box.width < 40).map(([name]) => name)"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_neither_view_shuts_anybody_out(people: People, company: dict[str, str], size: str, scheme: Any):
    page = opened(people(viewport=SIZES[size], color_scheme=scheme))
    find(page, "grace")
    expect(page.get_by_role("region", name="Grace Hopper")).to_be_visible()
    at_rest(page)
    found = {"the chart": violations(page)}
    page.get_by_role("link", name="Outline").click()
    expect(page.get_by_role("treeitem", name="Grace Hopper")).to_be_visible()
    found["the outline"] = violations(page)
    page.get_by_role("combobox").fill("a")
    expect(page.get_by_role("option").first).to_be_visible()
    found["the search"] = violations(page)
    assert found == {"the chart": [], "the outline": [], "the search": []}
