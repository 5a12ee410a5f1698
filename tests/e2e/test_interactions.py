"""Writing down what happened, with files: a composer that loses nothing, and timelines that follow."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from crm_app.crm.interactions import Party
from tests.browsing import Person, people_with
from tests.e2e import notes
from tests.e2e.pictures import a_document, a_picture
from tests.serving import Server, serving

MINUTES = 180_000
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
DROP = """(zone, [name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name, { type: "text/plain" }));
  for (const type of ["dragenter", "dragover", "drop"])
    zone.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""
PASTE = """async (field) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 80, height: 60 });
  canvas.getContext("2d").fillRect(0, 0, 40, 30);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const transfer = new DataTransfer();
  transfer.items.add(new File([blob], "image.png", { type: "image/png" }));
  const paste = { clipboardData: transfer, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Server]:
    """A server of this test alone."""
    with serving(tmp_path / "mortal") as server:
        yield server


def connected(page: Page) -> None:
    """Waits until the page has its server again."""
    expect(page.get_by_text("No connection")).to_have_count(0, timeout=MINUTES)


@pytest.mark.parametrize("size", SIZES)
def test_a_note_with_ten_files_survives_reload_and_a_killed_server_and_reaches_a_colleague(
    chromium: Browser, mortal: Server, files: Path, size: str
):
    ada, engines = notes.records(mortal)
    ten = notes.ten_files(files)
    with people_with(chromium, mortal) as people:
        page = notes.open_notes(people(viewport=SIZES[size]), ada)
        there = notes.open_notes(people("mira@example.com"), engines, "companies")
        notes.write(page, "We talked about\nhttps://example.com/offer.", "Price for the winter")
        notes.attach(page, *ten[:5])
        notes.kept(page)

        page.reload()
        expect(page.get_by_label("What was discussed?")).to_have_value(
            "We talked about\nhttps://example.com/offer."
        )
        expect(page.locator("[data-staged]")).to_have_count(5)
        notes.attach(page, *ten[5:])

        mortal.kill()
        page.get_by_label("What was discussed?").fill("Typed while nobody was there.")
        expect(page.get_by_text("Not connected: kept in this browser")).to_be_visible()
        mortal.start()
        connected(page)
        connected(there)
        expect(page.get_by_text("Draft kept")).to_be_visible(timeout=MINUTES)
        expect(page.locator("[data-staged]")).to_have_count(10)

        notes.save(page)
        for each in (page, there):
            row = notes.note(each, "Price for the winter")
            expect(row).to_have_count(1)
            expect(row).to_contain_text("Typed while nobody was there.")
            expect(notes.files_of(row)).to_have_count(10)


def test_two_tabs_about_one_contact_with_the_same_file_save_it_both(olga: Person, files: Path):
    ada, _ = notes.records(olga.server)
    offer = a_document(files / f"offer-{token_hex(3)}.txt")
    tabs = {"one": notes.open_notes(olga, ada), "two": notes.open_notes(olga, ada)}
    for subject, page in tabs.items():
        notes.write(page, "The same offer", subject)
        notes.attach(page, offer)
    for page in tabs.values():
        notes.save(page)
    for page in tabs.values():
        for subject in tabs:
            row = page.locator(".note").filter(has=page.get_by_role("heading", name=subject, exact=True))
            expect(notes.files_of(row)).to_have_count(1)


def test_a_file_that_was_trashed_meanwhile_is_named_and_can_be_taken_off(olga: Person, files: Path):
    ada, _ = notes.records(olga.server)
    lost, good = f"lost-{token_hex(3)}.txt", f"good-{token_hex(3)}.txt"
    page = notes.open_notes(olga, ada)
    form = notes.write(page, "With two files", "Two files")
    notes.attach(page, a_document(files / lost), a_document(files / good))
    notes.in_trash(olga.server, lost)
    page.get_by_role("button", name="Save interaction").click()
    expect(form.get_by_role("alert").filter(has_text=lost)).to_be_visible()
    expect(page.get_by_label("What was discussed?")).to_have_value("With two files")
    expect(notes.staged(page, lost)).to_contain_text("Somebody has moved it to the trash.")
    page.get_by_role("button", name="Remove it from the note").click()
    notes.save(page)
    expect(notes.files_of(notes.note(page, "Two files"))).to_have_count(1)


def test_a_file_that_is_taken_off_can_be_put_on_again(olga: Person, files: Path):
    ada, _ = notes.records(olga.server)
    page = notes.open_notes(olga, ada)
    notes.write(page, "With a file", "One file")
    notes.attach(page, a_document(files / "offer.txt"))
    page.get_by_role("button", name="Remove offer.txt").click()
    expect(page.locator("[data-staged]")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-staged]")).to_have_count(1)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    notes.save(page)
    expect(notes.files_of(notes.note(page, "One file"))).to_have_count(1)


def test_a_company_that_is_deleted_meanwhile_takes_nothing_along(olga: Person, files: Path):
    _, engines = notes.records(olga.server)
    page = notes.open_notes(olga, engines, "companies")
    notes.write(page, "Worth keeping")
    notes.attach(page, a_document(files / "offer.txt"))
    notes.delete_for_good(olga.server, engines)
    expect(page.get_by_text("This company was deleted meanwhile.")).to_be_visible()
    page.get_by_role("button", name="Save interaction").click()
    expect(page.get_by_text("Your text and files are still here")).to_be_visible()
    expect(page.get_by_label("What was discussed?")).to_have_value("Worth keeping")
    expect(page.locator("[data-staged]")).to_have_count(1)


def test_who_leaves_and_comes_back_goes_on_where_they_were(olga: Person, files: Path):
    ada, _ = notes.records(olga.server)
    page = notes.open_notes(olga, ada)
    notes.write(page, "Half a sentence")
    notes.attach(page, a_document(files / "offer.txt"))
    page.get_by_role("link", name="Overview").click()
    expect(page.locator(".note-composer")).to_have_count(0)
    page.get_by_role("link", name="Interactions").click()
    expect(page.get_by_label("What was discussed?")).to_have_value("Half a sentence")
    expect(page.locator("[data-staged]")).to_have_count(1)
    page.close()
    again = notes.open_notes(olga, ada)
    expect(again.get_by_label("What was discussed?")).to_have_value("Half a sentence")
    expect(again.locator("[data-staged]")).to_have_count(1)
    other = notes.open_notes(olga, ada)
    expect(other.locator(".note-folded")).to_be_visible()


def test_what_is_thrown_away_does_not_come_back(olga: Person):
    ada, _ = notes.records(olga.server)
    page = notes.open_notes(olga, ada)
    notes.write(page, "Nonsense")
    notes.kept(page)
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Discard").click()
    expect(page.locator(".note-folded")).to_be_enabled()
    page.reload()
    expect(page.locator(".note-folded")).to_be_enabled()


def test_files_are_dropped_and_screenshots_pasted_where_one_writes(olga: Person):
    ada, _ = notes.records(olga.server)
    page = notes.open_notes(olga, ada)
    page.locator(".note-composer").evaluate(DROP, ["dropped.txt", token_hex(8)])
    expect(notes.staged(page, "dropped.txt")).to_be_visible()
    page.get_by_label("What was discussed?").fill("See the picture")
    page.get_by_label("What was discussed?").evaluate(PASTE)
    expect(page.locator("[data-staged^=Screenshot]")).to_be_visible()
    expect(page.get_by_label("What was discussed?")).to_have_value("See the picture")
    notes.save(page)
    row = notes.note(page, "See the picture")
    expect(notes.files_of(row)).to_have_count(2)
    row.locator(".note-pictures a").click()
    expect(page.locator("dialog.media-viewer")).to_be_visible()


def test_a_file_that_the_contact_has_already_is_chosen_and_saved_with_the_note(olga: Person):
    ada, _ = notes.records(olga.server)
    contract = f"contract-{token_hex(3)}.txt"
    notes.with_a_file(olga.server, ada, contract)
    page = notes.open_notes(olga, ada)
    notes.write(page, "With what we have", "The contract again")
    page.get_by_role("button", name="Choose existing").click()
    dialog = page.get_by_role("dialog", name="Choose files")
    dialog.get_by_role("searchbox").fill("no such file")
    expect(dialog.get_by_text("Nothing is called “no such file” here.")).to_be_visible()
    dialog.get_by_role("searchbox").fill(contract[:12])
    choice = dialog.get_by_role("button", name=contract)
    choice.click()
    expect(choice).to_have_attribute("aria-pressed", "true")
    dialog.get_by_role("button", name="Choose", exact=True).click()
    expect(notes.staged(page, contract)).to_be_visible()
    page.reload()
    expect(notes.staged(page, contract)).to_be_visible()
    notes.save(page)
    expect(notes.files_of(notes.note(page, "The contract again"))).to_contain_text(contract)


def test_what_cannot_be_attached_says_why(olga: Person, files: Path):
    ada, _ = notes.records(olga.server)
    page = notes.open_notes(olga, ada)
    form = notes.composer(page)
    page_file = files / "page.html"
    page_file.write_text("<script></script>")
    form.get_by_test_id("note-files").set_input_files([page_file])
    expect(page.locator("[data-upload='page.html']")).to_contain_text("This file type is not accepted")
    notes.write(page, "Nothing is lost")
    page.get_by_role("button", name="Save interaction").click()
    expect(page.get_by_text("page.html was not uploaded.")).to_be_visible()
    page.get_by_role("button", name="Dismiss page.html").click()
    notes.save(page)


def test_people_are_found_named_and_taken_away_without_saving_anything(olga: Person):
    ada, _ = notes.records(olga.server)
    name = f"Grace {token_hex(3)}"
    grace = olga.contact(name)
    page = notes.open_notes(olga, ada)
    notes.write(page, "A talk")
    search = page.get_by_role("combobox", name="Involved")
    search.fill(name)
    expect(page.get_by_role("option", name=name).first).to_be_visible()
    page.keyboard.press("Enter")
    search.fill("the captain")
    expect(page.get_by_role("option", name="Add “the captain” as free text")).to_be_visible()
    page.keyboard.press("Enter")
    search.fill("nobody")
    expect(page.get_by_role("option", name="Add “nobody” as free text")).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove nobody").click()
    expect(page.locator(".note")).to_have_count(0)
    notes.save(page)
    row = notes.note(page, "A talk")
    expect(row.get_by_role("link", name=name)).to_have_attribute("href", f"/contacts/{grace}")
    expect(row.locator(".note-chip")).to_have_text([name, "the captain"])


def test_an_interaction_is_changed_in_its_place_and_others_see_it(olga: Person, mira: Person, files: Path):
    ada, _ = notes.records(olga.server)
    notes.written(olga.server, ada, "First words")
    page, there = notes.open_notes(olga, ada), notes.open_notes(mira, ada)
    row = notes.note(page, "First words")
    row.hover()
    row.get_by_role("button", name="Edit").click()
    form = page.locator(".note-edited form")
    form.get_by_label("Subject").fill("Better words")
    form.get_by_test_id("note-files").set_input_files([a_picture(files / "photo.jpg")])
    expect(form.locator("[data-staged]")).to_have_count(1)
    form.get_by_label("Subject").press("Control+Enter")
    for each in (page, there):
        expect(notes.files_of(notes.note(each, "Better words"))).to_have_count(1)
        expect(notes.note(each, "First words")).to_have_count(0)


def test_what_is_deleted_leaves_every_tab_after_a_question(olga: Person, mira: Person):
    ada, _ = notes.records(olga.server)
    notes.written(olga.server, ada, "A mistake")
    page, there = notes.open_notes(olga, ada), notes.open_notes(mira, ada)
    row = notes.note(page, "A mistake")
    row.hover()
    row.get_by_role("button", name="Delete").click()
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("Delete this interaction?")
    question.get_by_role("button", name="Delete").click()
    for each in (page, there):
        expect(notes.note(each, "A mistake")).to_have_count(0)


def test_a_row_that_came_through_a_party_is_only_read_there(olga: Person):
    ada, _ = notes.records(olga.server)
    grace = olga.contact(f"Grace {token_hex(3)}")
    notes.written(olga.server, ada, "About Ada", [Party("Grace", contact_uuid=UUID(grace))])
    row = notes.note(notes.open_notes(olga, grace), "About Ada")
    row.hover()
    expect(row.get_by_role("button")).to_have_count(0)
    expect(row.locator(".note-place")).to_have_attribute("href", f"/contacts/{ada}?tab=interactions")


def test_who_writes_is_seen_by_the_others(olga: Person, mira: Person):
    ada, _ = notes.records(olga.server)
    page, there = notes.open_notes(olga, ada), notes.open_notes(mira, ada)
    notes.write(page, "I am at it")
    expect(there.locator(".editing-note [role=status]")).to_contain_text("is writing here too.")
    notes.save(page)
    expect(there.locator(".editing-note [role=status]")).to_have_text("")


def test_the_files_of_interactions_are_rolled_up_in_the_files_tab(olga: Person, mira: Person, files: Path):
    ada, _ = notes.records(olga.server)
    there = mira.open(f"/contacts/{ada}?tab=files")
    expect(there.get_by_text("No files yet.")).to_be_visible()
    page = notes.open_notes(olga, ada)
    notes.write(page, "With an offer")
    notes.attach(page, a_document(files / "offer.txt"))
    notes.save(page)
    expect(there.get_by_role("heading", name="Attached to interactions")).to_be_visible()
    expect(there.locator("[data-file]")).to_have_count(1)
