"""The library in real browsers: what one moves, names, throws away and brings back, others see at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import People, Person
from tests.e2e.libraries import a_file, a_folder, act, branch, choose, item, link_to, open_folder, opener

pytestmark = pytest.mark.xdist_group("e2e")


def test_a_file_dragged_onto_a_folder_moves_in_both_browsers_and_undo_takes_it_back(
    olga: Person, mira: Person
):
    desk = a_folder(olga)
    a_folder(olga, "Contracts", desk)
    a_file(olga, desk, "offer.txt")
    here, there = open_folder(olga, desk), open_folder(mira, desk)
    expect(item(there, "Contracts")).to_contain_text("Empty")
    opener(here, "offer.txt").drag_to(item(here, "Contracts"))
    for page in (here, there):
        expect(item(page, "offer.txt")).to_have_count(0)
        expect(item(page, "Contracts")).to_contain_text("1 item")
    here.get_by_role("button", name="Undo").click()
    for page in (here, there):
        expect(item(page, "offer.txt")).to_be_visible()
        expect(item(page, "Contracts")).to_contain_text("Empty")


def test_all_that_is_chosen_is_dragged_onto_the_tree(olga: Person, mira: Person):
    desk = a_folder(olga)
    target = a_folder(olga, "Archive", desk)
    for name in ("a.txt", "b.txt", "c.txt"):
        a_file(olga, desk, name)
    here, there = open_folder(olga, desk), open_folder(mira, target)
    here.locator(f"[data-branch='{desk}']").get_by_role("button").click()
    choose(here, "a.txt", "c.txt")
    opener(here, "a.txt").drag_to(branch(here, "Archive"))
    expect(item(here, "a.txt")).to_have_count(0)
    expect(item(here, "b.txt")).to_be_visible()
    expect(there.locator("[data-key]")).to_have_count(2)


def test_a_folder_dragged_onto_the_trail_goes_up(olga: Person):
    desk = a_folder(olga, "")
    inner = a_folder(olga, "Inner", desk)
    a_folder(olga, "Deep", inner)
    page = open_folder(olga, inner)
    opener(page, "Deep").drag_to(page.locator(".library-crumbs a").last)
    expect(item(page, "Deep")).to_have_count(0)
    page.locator(".library-crumbs a").last.click()
    expect(item(page, "Deep")).to_be_visible()


def test_moving_works_with_the_keyboard_alone(olga: Person):
    desk = a_folder(olga)
    a_folder(olga, "Letters", desk)
    a_file(olga, desk, "note.txt")
    page = open_folder(olga, desk)
    opener(page, "Letters").focus()
    page.keyboard.press("ArrowDown")
    expect(opener(page, "note.txt")).to_be_focused()
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("treeitem", selected=True)).to_be_focused()
    expect(dialog.get_by_role("treeitem", name="Letters")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("button", name="Move to Letters")).to_be_enabled()
    page.keyboard.press("Enter")
    expect(item(page, "note.txt")).to_have_count(0)
    expect(item(page, "Letters")).to_contain_text("1 item")


def test_a_new_folder_is_named_at_once_and_appears_in_the_tree_of_others(olga: Person, mira: Person):
    desk = a_folder(olga)
    here, there = open_folder(olga, desk), open_folder(mira, desk)
    here.get_by_role("button", name="New folder").first.click()
    expect(here.get_by_role("textbox", name="New name of untitled")).to_be_focused()
    expect(item(there, "untitled")).to_be_visible()
    here.keyboard.type("Minutes")
    here.keyboard.press("Enter")
    for page in (here, there):
        expect(item(page, "Minutes")).to_be_visible()
    there.locator(f"[data-branch='{desk}']").get_by_role("button").click()
    expect(branch(there, "Minutes")).to_be_visible()


def test_renaming_a_file_keeps_its_kind_and_can_be_undone(olga: Person, mira: Person):
    desk = a_folder(olga)
    a_file(olga, desk, "draft.txt")
    here, there = open_folder(olga, desk, "&view=list"), open_folder(mira, desk)
    opener(here, "draft.txt").focus()
    here.keyboard.press("F2")
    here.keyboard.type("final")
    here.keyboard.press("Enter")
    for page in (here, there):
        expect(item(page, "final.txt")).to_be_visible()
    here.get_by_role("button", name="Undo").click()
    for page in (here, there):
        expect(item(page, "draft.txt")).to_be_visible()


def test_a_name_that_is_taken_is_told_and_the_old_one_stays(olga: Person):
    desk = a_folder(olga)
    a_folder(olga, "Plans", desk)
    a_folder(olga, "Papers", desk)
    page = open_folder(olga, desk)
    act(page, "Papers", "Rename")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Plans")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("already"))).to_be_visible()
    expect(item(page, "Papers")).to_be_visible()


def test_what_is_thrown_away_says_where_it_came_from_and_comes_back(olga: Person, mira: Person):
    desk = a_folder(olga, "")
    a_file(olga, desk, "gone.txt")
    here, there = open_folder(olga, desk), open_folder(mira, desk)
    act(here, "gone.txt", "Move to trash")
    for page in (here, there):
        expect(item(page, "gone.txt")).to_have_count(0)
    trash = olga.open("/media?place=trash&view=list")
    expect(item(trash, "gone.txt").first).to_contain_text("from Desk")
    act(trash, "gone.txt", "Restore")
    expect(item(there, "gone.txt")).to_be_visible()


def test_the_trash_deletes_for_good_only_after_a_question(olga: Person):
    desk = a_folder(olga)
    uuid = a_file(olga, desk, "secret.txt")
    page = open_folder(olga, desk)
    act(page, "secret.txt", "Move to trash")
    trash = olga.open("/media?place=trash")
    tile = trash.locator(f"[data-key='file:{uuid}']")
    tile.hover()
    tile.get_by_role("button").click()
    trash.get_by_role("menuitem", name="Delete permanently…").click()
    trash.get_by_role("button", name="Cancel").click()
    expect(tile).to_be_visible()
    tile.locator("[data-open]").focus()
    trash.keyboard.press("Delete")
    trash.get_by_role("alertdialog").get_by_role("button", name="Delete permanently").click()
    expect(tile).to_have_count(0)


def test_a_search_looks_below_the_folder_and_says_where_things_lie(olga: Person):
    desk = a_folder(olga)
    inner = a_folder(olga, "Deep drawer", desk)
    a_file(olga, inner, "needle.txt")
    a_file(olga, desk, "hay.txt")
    page = open_folder(olga, desk)
    expect(item(page, "hay.txt")).to_be_visible()
    page.get_by_role("searchbox").fill("needle")
    expect(item(page, "hay.txt")).to_have_count(0)
    expect(item(page, "needle.txt")).to_contain_text("Deep drawer")
    page.get_by_role("searchbox").fill("nothing like this")
    expect(page.get_by_text("No results")).to_be_visible()


def test_what_was_found_in_many_folders_is_moved_and_goes_back_to_each(olga: Person):
    desk = a_folder(olga)
    left, right = a_folder(olga, "Left", desk), a_folder(olga, "Right", desk)
    a_folder(olga, "Together", desk)
    a_file(olga, left, "pair one.txt")
    a_file(olga, right, "pair two.txt")
    page = open_folder(olga, desk, "&q=pair")
    page.locator(f"[data-branch='{desk}']").get_by_role("button").click()
    choose(page, "pair one.txt", "pair two.txt")
    opener(page, "pair one.txt").drag_to(branch(page, "Together"))
    expect(item(page, "pair one.txt")).to_contain_text("Together")
    expect(item(page, "pair two.txt")).to_contain_text("Together")
    page.get_by_role("button", name="Undo").click()
    expect(item(page, "pair one.txt")).to_contain_text("Left")
    expect(item(page, "pair two.txt")).to_contain_text("Right")


def test_taken_out_of_where_it_is_only_shown_a_file_stays_at_home_and_undo_shows_it_again(olga: Person):
    desk = a_folder(olga)
    home, showing = a_folder(olga, "Home", desk), a_folder(olga, "Showing", desk)
    file = a_file(olga, home, "shown.txt")
    link_to(olga, file, showing)
    page = open_folder(olga, showing)
    act(page, "shown.txt", "Take out of this folder")
    expect(item(page, "shown.txt")).to_have_count(0)
    expect(page.get_by_text("Taken out of Showing.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(item(page, "shown.txt")).to_be_visible()
    page = open_folder(olga, home)
    act(page, "shown.txt", "Move to trash")
    expect(page.get_by_text("Gone from 1 other folder, too.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(item(page, "shown.txt")).to_be_visible()


def test_shift_control_and_escape_choose_and_another_folder_begins_anew(olga: Person):
    desk = a_folder(olga)
    a_folder(olga, "Next", desk)
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        a_file(olga, desk, name)
    page = open_folder(olga, desk)
    bar = page.get_by_role("toolbar", name="Selected files")
    choose(page, "a.txt")
    opener(page, "c.txt").click(modifiers=["Shift"])
    expect(bar).to_contain_text("3 selected")
    opener(page, "b.txt").click(modifiers=["ControlOrMeta"])
    expect(bar).to_contain_text("2 selected")
    page.keyboard.press("ControlOrMeta+a")
    expect(bar).to_contain_text("5 selected")
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    choose(page, "d.txt")
    page.locator(".library-crumbs a").first.click()
    expect(bar).to_have_count(0)


def test_the_panel_tells_of_a_file_and_keeps_what_is_written_about_it(olga: Person, mira: Person):
    desk = a_folder(olga, "")
    a_file(olga, desk, "paper.txt")
    here, there = open_folder(olga, desk), open_folder(mira, desk)
    for page in (here, there):
        act(page, "paper.txt", "Details")
    panel, theirs = (page.get_by_role("complementary", name="Details of paper.txt") for page in (here, there))
    expect(panel).to_contain_text("Desk")
    panel.get_by_role("textbox", name="Description").fill("Signed by both")
    panel.get_by_role("heading", name="paper.txt").click()
    expect(theirs.get_by_role("textbox", name="Description")).to_have_value("Signed by both")
    here.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_who_may_only_look_changes_nothing(people: People, olga: Person):
    desk = a_folder(olga)
    a_file(olga, desk, "read.txt")
    page = open_folder(people("vera@example.com", role="viewer"), desk)
    expect(page.get_by_role("button", name="New folder")).to_have_count(0)
    item(page, "read.txt").hover()
    item(page, "read.txt").get_by_role("button", name="Actions for read.txt").click()
    expect(page.get_by_role("menuitem", name="Download")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Rename")).to_have_count(0)
    expect(page.get_by_role("menuitem", name="Move to trash")).to_have_count(0)


def test_a_folder_that_is_gone_says_so_and_leads_back(olga: Person):
    page = olga.open("/media?folder=00000000-0000-7000-8000-000000000000")
    page.get_by_role("link", name="Go to Media").click()
    expect(page).to_have_url(re.compile(r"/media/?$"))
