"""One person who does what comes to mind, with a seed: in one list and one form, as fast as the pages let."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from playwright.sync_api import ConsoleMessage, Dialog, Error, Page

from tests.browsing import Person

PATIENCE_MS = 4_000
"""Somebody else may have taken away what one was about to click: then one does something else."""
FORM_FIELDS = ("Full name", "Work phone", "Personal phone", "About")
STATUSES = ("All", "Active", "Inactive", "Trash")
HEADS = ("Name", "Title", "Department")
MOST_TABS = 2

NOBODY_CLICKED = "Blocked attempt to show a 'beforeunload' confirmation panel"
"""Chromium asks nobody before a reload who has not touched the page: the browser's own remark."""


@dataclass
class Monkey:
    """A person with tabs: some with the list, one with the form of a record that another monkey edits too."""

    person: Person
    name: str
    tag: str
    form_path: str
    chance: Random
    lists: list[Page] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)
    made: int = 0

    def sit_down(self) -> None:
        """Opens the list and the form."""
        self.lists = [self._tab(self.list_path)]
        self.form = self._tab(self.form_path)

    @property
    def list_path(self) -> str:
        return f"/staff?q={self.tag}"

    def do_something(self) -> None:
        """One thing. What cannot be done now is counted, and is no error."""
        name, action = self.chance.choice(list(ACTIONS.items()))
        try:
            action(self)
        except Error as error:
            self.missed[name] = self.missed.get(name, 0) + 1
            if "closed" in error.message:
                raise
        else:
            self.done[name] = self.done.get(name, 0) + 1

    def _tab(self, path: str) -> Page:
        page = self.person.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("dialog", _agree)
        page.on("pageerror", lambda error: self.complaints.append(f"{self.name}: {error}"))
        page.on("console", self._note)
        page.goto(self.person.server.url + path, timeout=60_000)
        return page

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and NOBODY_CLICKED not in message.text:
            self.complaints.append(f"{self.name}: {message.text} ({message.location.get('url', '')})")

    def _list(self) -> Page:
        """One of the tabs, with the list on it."""
        page = self.chance.choice(self.lists)
        if not re.search(r"/staff/?(\?|$)", page.url):
            page.get_by_role("navigation", name="Main").get_by_role("link", name="Staff").click()
        return page

    def _row_name(self, page: Page) -> str:
        names = page.locator("tbody .row-link .name-line > .cut").all_inner_texts()
        mine = [name for name in names if name.startswith(self.tag) and "form" not in name]
        if not mine:
            raise Error("there is nobody in the list")
        return self.chance.choice(mine)

    def _word(self) -> str:
        self.made += 1
        return f"{self.name}{self.made}"


def _agree(dialog: Dialog) -> None:
    dialog.accept()


def create(monkey: Monkey) -> None:
    page = monkey._list()
    page.get_by_role("link", name="New person").first.click()
    word = monkey._word()
    page.get_by_label("E-mail", exact=True).fill(f"{word}@{monkey.tag}.example.com")
    page.get_by_label("Full name").fill(f"{monkey.tag} {word}")
    page.get_by_role("button", name="Create person").click()
    page.wait_for_url(re.compile(r"/staff/people/[0-9a-f]{8}-"))


def rename(monkey: Monkey) -> None:
    page = monkey._list()
    _menu(monkey, page, "Edit")
    page.get_by_label("Full name").fill(f"{monkey.tag} {monkey._word()}")
    page.keyboard.press("Control+Enter")
    _decide(monkey, page)


def trash(monkey: Monkey) -> None:
    _menu(monkey, monkey._list(), "Move to trash")


def undo(monkey: Monkey) -> None:
    monkey._list().get_by_role("button", name="Undo").first.click(timeout=500)


def restore(monkey: Monkey) -> None:
    page = monkey._list()
    _choose_status(page, "Trash")
    _menu(monkey, page, "Restore")


def many(monkey: Monkey) -> None:
    page = monkey._list()
    for _ in range(monkey.chance.randint(2, 4)):
        page.get_by_role("checkbox", name=f"Select {monkey._row_name(page)}", exact=True).first.check()
    bar = page.get_by_role("toolbar", name="Selected people")
    if page.url.endswith("trashed"):
        bar.get_by_role("button", name="Restore").click()
    elif monkey.chance.random() < 0.4:
        bar.get_by_role("button", name="Move to trash").click()
    else:
        bar.get_by_role("button", name="Set status").click()
        status = monkey.chance.choice(("Active", "Inactive"))
        page.get_by_role("menuitem", name=status, exact=True).click()


def narrow(monkey: Monkey) -> None:
    _choose_status(monkey._list(), monkey.chance.choice(STATUSES))


def sort(monkey: Monkey) -> None:
    head = monkey._list().get_by_role("columnheader", name=monkey.chance.choice(HEADS))
    head.get_by_role("link").click()


def search(monkey: Monkey) -> None:
    text = monkey.chance.choice((monkey.tag, f"{monkey.tag} {monkey.name}", f"{monkey.tag} 1"))
    monkey._list().get_by_role("searchbox").fill(text)


def scroll(monkey: Monkey) -> None:
    monkey._list().mouse.wheel(0, monkey.chance.choice((-2_000, 600, 4_000)))


def open_one(monkey: Monkey) -> None:
    page = monkey._list()
    page.get_by_role("link", name=monkey._row_name(page)).first.click()


def back(monkey: Monkey) -> None:
    monkey.chance.choice(monkey.lists).go_back()


def reload(monkey: Monkey) -> None:
    monkey.chance.choice([*monkey.lists, monkey.form]).reload()


def another_tab(monkey: Monkey) -> None:
    if len(monkey.lists) < MOST_TABS:
        monkey.lists.append(monkey._tab(monkey.list_path))
    else:
        monkey.lists.pop(0).close()


def type_into_the_form(monkey: Monkey) -> None:
    _open_the_form(monkey)
    label = monkey.chance.choice(FORM_FIELDS)
    word = monkey._word()
    text = f"{monkey.tag} form {word}" if label == "Full name" else word
    monkey.form.get_by_label(label, exact=True).fill(text)


def save_the_form(monkey: Monkey) -> None:
    type_into_the_form(monkey)
    finish_the_form(monkey)


def finish_the_form(monkey: Monkey) -> None:
    """Saves what is typed, whatever somebody else has saved meanwhile."""
    if monkey.form.url.endswith("/edit"):
        monkey.form.keyboard.press("Control+Enter")
        _decide(monkey, monkey.form)


def _decide(monkey: Monkey, page: Page) -> None:
    """Waits for the record's page; where somebody else has changed the same, takes theirs or one's own."""
    conflicts, saved = page.locator(".conflicts"), page.locator(".record-head")
    saved.or_(conflicts).first.wait_for()
    while conflicts.is_visible():
        take = conflicts.get_by_role("button", name="Take the saved one")
        if monkey.chance.random() < 0.5:
            take.first.click()
        page.get_by_role("button", name="Save what stands here").click()
        saved.or_(page.get_by_role("button", name="Save", exact=True)).first.wait_for()
        saved.wait_for()


def _open_the_form(monkey: Monkey) -> None:
    if not monkey.form.url.endswith("/edit"):
        monkey.form.get_by_role("link", name="Edit").first.click()
    monkey.form.get_by_label("Full name", exact=True).wait_for()


def _menu(monkey: Monkey, page: Page, what: str) -> None:
    page.get_by_role("button", name=f"Actions for {monkey._row_name(page)}", exact=True).first.click()
    page.get_by_role("menuitem", name=what).click()


def _choose_status(page: Page, status: str) -> None:
    page.get_by_role("navigation", name="Status").get_by_role("link", name=status).click()


ACTIONS: dict[str, Callable[[Monkey], None]] = {
    each.__name__: each
    for each in (
        create,
        rename,
        rename,
        trash,
        undo,
        restore,
        many,
        narrow,
        sort,
        search,
        scroll,
        open_one,
        back,
        reload,
        another_tab,
        type_into_the_form,
        save_the_form,
    )
}
