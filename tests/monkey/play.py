"""Two monkeys at one list and one form, and the reckoning after it."""

import time
from collections import Counter
from dataclasses import dataclass
from random import Random

from playwright.sync_api import Browser, Error

from tests.browsing import people_with
from tests.e2e.rosters import people_on_staff
from tests.monkey.monkey import Monkey, _open_the_form, finish_the_form
from tests.monkey.truth import form_is_true, list_is_true
from tests.serving import Server

PEOPLE = 70
"""More than one page of the list."""


@dataclass(frozen=True)
class Outcome:
    """What was done and could not be done, by name, and what was wrong in the end."""

    done: Counter[str]
    missed: Counter[str]
    wrong: list[str]

    def told(self) -> str:
        """The counts, a line each."""
        lines = [f"{name:20} {self.done[name]:5} done {self.missed[name]:5} missed" for name in self.names()]
        return "\n".join([*lines, f"{self.done.total()} done, {self.missed.total()} missed"])

    def names(self) -> list[str]:
        return sorted({*self.done, *self.missed})


def play(first: Browser, second: Browser, server: Server, *, seed: int, seconds: float) -> Outcome:
    """Lets Olga and Mira loose on a list of their own, until the time is over."""
    chance, tag = Random(seed), f"monkey{seed}"
    people_on_staff(server, *(f"{tag} {number}" for number in range(PEOPLE)))
    (form,) = people_on_staff(server, f"{tag} form")
    path = f"/staff/people/{form}/edit"
    with people_with(first, server) as here, people_with(second, server) as there:
        monkeys = [
            Monkey(here(), "olga", tag, path, chance),
            Monkey(there("mira@example.com"), "mira", tag, path, chance),
        ]
        for monkey in monkeys:
            monkey.sit_down()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            chance.choice(monkeys).do_something()
        wrong = _reckon(server, monkeys)
    return Outcome(
        sum((Counter(monkey.done) for monkey in monkeys), Counter()),
        sum((Counter(monkey.missed) for monkey in monkeys), Counter()),
        wrong,
    )


def _reckon(server: Server, monkeys: list[Monkey]) -> list[str]:
    """Everything is saved, then every list and both forms are held against the database."""
    for monkey in monkeys:
        _save(monkey)
    wrong = [said for monkey in monkeys for said in _untrue_lists(server, monkey)]
    for monkey in monkeys:
        _open_the_form(monkey)
        wrong.append(form_is_true(server, monkey.form))
    return [said for said in [*wrong, *(said for monkey in monkeys for said in monkey.complaints)] if said]


def _save(monkey: Monkey) -> None:
    try:
        finish_the_form(monkey)
    except Error:
        monkey.form.reload()
        finish_the_form(monkey)


def _untrue_lists(server: Server, monkey: Monkey) -> list[str]:
    """The lists as they were left, and one of everybody."""
    said: list[str] = []
    for page in monkey.lists:
        if page.url.startswith(server.url) and "/staff/people/" not in page.url:  # one goes back beyond it
            said.append(list_is_true(server, page))
        page.goto(server.url + monkey.list_path)
        page.locator("tbody tr").first.wait_for()
        said.append(list_is_true(server, page))
    return said
