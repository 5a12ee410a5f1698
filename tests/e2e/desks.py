"""A person's desk: four open tabs behind a wire, and what colleagues do to the records on them meanwhile."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from crm_app import crm, staff, storage
from crm_app.core.scope import Scope, system_scope
from tests.browsing import Person
from tests.e2e.people import in_database
from tests.e2e.pictures import a_document
from tests.e2e.rosters import people_on_staff
from tests.serving import Server
from tests.wire import Wire

PATIENCE = 60_000
"""Milliseconds for a page to come back: whatever was broken had to be noticed first, on a busy machine."""
ABOUT_THE_CONNECTION = re.compile(r"WebSocket|net::ERR_|Failed to load resource: .*50[234]")


@dataclass
class Desk:
    """The tabs: a list of contacts, the roster, a contact's files, and the form of that contact."""

    server: Server
    tag: str
    contact: str
    colleague: str
    file: str
    listed: Page
    roster: Page
    record: Page
    form: Page
    complaints: list[str] = field(default_factory=list)
    typed: str = ""
    caret: int = 0

    @property
    def phone(self) -> Locator:
        return self.form.get_by_label("Phone")

    def begins_to_type(self) -> None:
        """Writes a phone number, and goes back into the middle of it."""
        self.phone.click()
        self.form.keyboard.type("+44 7946 0000")
        for _ in range(9):
            self.form.keyboard.press("ArrowLeft")
        self.typed, self.caret = "+44 7946 0000", 4

    def types_on(self) -> None:
        """Writes what is missing in the middle."""
        self.form.keyboard.type("20 ")
        self.typed, self.caret = "+44 20 7946 0000", 7

    def change_everything(self, word: str) -> None:
        """A colleague elsewhere renames the contact, the person and the file."""
        in_database(self.server, lambda: self._change_everything(word))

    async def _change_everything(self, word: str) -> None:
        async with system_scope() as scope:
            await crm.update_contact(scope, UUID(self.contact), {"name": f"{self.tag} contact {word}"})
            await staff.update_person(scope, self.colleague, {"name": f"{self.tag} person {word}"})
            await _rename_file(scope, UUID(self.file), f"{word}.txt")

    def shows(self, word: str) -> None:
        """Every page tells the truth."""
        for page, row in ((self.listed, "contact"), (self.roster, "person")):
            _says(page.locator("tbody tr"), [f"{self.tag} {row} {word}"])
        _says(self.record.get_by_role("heading", level=1), f"{self.tag} contact {word}")
        _says(self.record.locator("[data-file]"), f"{word}.txt")
        for page in (self.listed, self.roster, self.record, self.form):
            expect(page.get_by_text("No connection")).to_have_count(0, timeout=PATIENCE)

    def keeps_what_was_typed(self) -> None:
        """Text, focus and caret are where they were."""
        expect(self.phone).to_have_value(self.typed, timeout=PATIENCE)
        expect(self.phone).to_be_focused()
        assert self.phone.evaluate("field => field.selectionStart") == self.caret

    def saves(self, word: str) -> None:
        """What was typed is saved, and what the colleague has changed meanwhile stays."""
        self.form.keyboard.press("Control+Enter")
        self.saved(word)

    def saved(self, word: str) -> None:
        """The form has given way to the record, which shows what was typed."""
        _says(self.form.get_by_role("heading", level=1), f"{self.tag} contact {word}")
        _says(self.form.locator(".facts"), self.typed)
        _says(self.listed.locator("tbody tr"), [self.typed])

    def did_not_complain(self) -> None:
        """The consoles tell of a lost connection at most."""
        assert [text for text in self.complaints if not ABOUT_THE_CONNECTION.search(text)] == []


def a_desk(person: Person, wire: Wire, tag: str, folder: Path) -> Desk:
    """Four tabs with everything on them, and half a phone number in the form."""
    contact = person.contact(f"{tag} contact")
    (colleague,) = people_on_staff(person.server, f"{tag} person")
    complaints: list[str] = []
    listed = _opened(person, f"{wire.url}/contacts?q={tag}", complaints)
    roster = _opened(person, f"{wire.url}/staff?q={tag}", complaints)
    record = _opened(person, f"{wire.url}/contacts/{contact}?tab=files", complaints)
    record.get_by_test_id("file-input").set_input_files([a_document(folder / f"{tag}.txt")])
    row = record.locator("[data-file]")
    expect(row).to_have_count(1)
    file = row.get_attribute("data-file") or ""
    form = _opened(person, f"{wire.url}/contacts/{contact}/edit", complaints)
    desk = Desk(person.server, tag, contact, colleague, file, listed, roster, record, form, complaints)
    desk.begins_to_type()
    desk.change_everything("before")
    desk.shows("before")
    return desk


def _says(place: Locator, text: str | list[str]) -> None:
    expect(place).to_contain_text(text, timeout=PATIENCE)


def _opened(person: Person, url: str, complaints: list[str]) -> Page:
    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    page = person.context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", note)
    page.goto(url)
    return page


async def _rename_file(scope: Scope, uuid: UUID, name: str) -> None:
    file = await scope.session.get_one(storage.File, uuid)
    file.original_file_name = name
    scope.publish(storage.topics.folder(file.folder_uuid), "file_changed", uuid)
