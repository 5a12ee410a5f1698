"""Files of the same content, and all that is in a place, as people handle them in the library."""

from secrets import token_hex
from uuid import UUID

import pytest
from playwright.sync_api import expect

from crm_app import accounts
from crm_app.core.scope import system_scope
from tests.e2e.conftest import People, Person
from tests.e2e.libraries import a_file, a_folder, act, choose, item, open_folder, opener
from tests.e2e.people import in_database
from tests.factories import make_file
from tests.serving import OWNER_EMAIL

pytestmark = pytest.mark.xdist_group("e2e")


@pytest.fixture
def copies(olga: Person) -> tuple[str, str, str]:
    """Two folders and a part of the name of one file in each: both say the same."""
    mark, content = token_hex(4), token_hex(8).encode()
    photos, press = a_folder(olga), a_folder(olga)
    in_database(olga.server, lambda: _files([f"{mark}-first.txt"], photos, content))
    in_database(olga.server, lambda: _files([f"{mark}-second.txt"], press, content))
    return mark, photos, press


async def _files(names: list[str], folder: str, content: bytes | None = None) -> None:
    async with system_scope() as scope:
        owner = await accounts.user_by_email(scope, OWNER_EMAIL)
        assert owner is not None
    for name in names:
        await make_file(owner, name, home=UUID(folder), content=content)


@pytest.mark.parametrize("view", ["grid", "list"])
def test_of_two_copies_the_first_is_kept_and_shown_in_both_folders_until_undo(
    olga: Person, mira: Person, copies: tuple[str, str, str], view: str
):
    mark, _, press = copies
    page = olga.open(f"/media?place=duplicates&q={mark}&view={view}")
    there = open_folder(mira, press)
    expect(item(there, f"{mark}-second.txt")).to_be_visible()
    group = page.get_by_role("region", name="2 files of the same content")
    expect(group.locator("[data-key]")).to_have_count(2)
    group.get_by_role("button", name="Keep one, link the others").click()
    expect(page.get_by_text(f"{mark}-first.txt is kept, and shown where the other one was.")).to_be_visible()
    expect(group).to_have_count(0)
    expect(item(there, f"{mark}-first.txt")).to_contain_text("Linked")
    expect(item(there, f"{mark}-second.txt")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(group.locator("[data-key]")).to_have_count(2)
    expect(item(there, f"{mark}-second.txt")).to_be_visible()
    expect(item(there, f"{mark}-first.txt")).to_have_count(0)


def test_one_says_which_of_the_copies_to_keep(olga: Person, copies: tuple[str, str, str]):
    mark, photos, _ = copies
    page = olga.open(f"/media?place=duplicates&q={mark}")
    act(page, f"{mark}-second.txt", "Keep this, link the others")
    expect(page.get_by_text(f"{mark}-second.txt is kept, and shown where the other one was.")).to_be_visible()
    expect(item(open_folder(olga, photos), f"{mark}-second.txt")).to_contain_text("Linked")


def test_who_only_looks_at_copies_is_offered_nothing(people: People, copies: tuple[str, str, str]):
    mark, _, _ = copies
    page = people("viewer@example.com", "viewer").open(f"/media?place=duplicates&q={mark}")
    group = page.get_by_role("region", name="2 files of the same content")
    expect(group.locator("[data-key]")).to_have_count(2)
    expect(group.get_by_role("button", name="Keep one, link the others")).to_have_count(0)


def test_who_has_chosen_all_that_is_read_may_choose_the_rest(olga: Person):
    desk = a_folder(olga)
    in_database(olga.server, lambda: _files([f"{number:03}.txt" for number in range(120)], desk))
    page = open_folder(olga, desk)
    opener(page, "000.txt").focus()
    page.keyboard.press("Control+a")
    bar = page.get_by_role("toolbar", name="Selected files")
    expect(bar).to_contain_text("100 selected")
    bar.get_by_role("button", name="Select all").click()
    expect(bar).to_contain_text("120 selected")
    expect(bar.get_by_role("button", name="Select all")).to_have_count(0)
    bar.get_by_role("button", name="Trash").click()
    expect(page.get_by_text("120 items moved to the trash.")).to_be_visible()
    expect(page.locator("[data-key]")).to_have_count(0)


def test_who_has_chosen_a_few_is_not_asked_about_the_rest(olga: Person):
    desk = a_folder(olga)
    a_file(olga, desk, "a.txt")
    a_file(olga, desk, "b.txt")
    page = open_folder(olga, desk)
    choose(page, "a.txt", "b.txt")
    bar = page.get_by_role("toolbar", name="Selected files")
    expect(bar).to_contain_text("2 selected")
    expect(bar.get_by_role("button", name="Select all")).to_have_count(0)
