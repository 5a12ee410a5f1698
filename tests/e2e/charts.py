"""Organisations to draw, and what the tests of the org chart do with their pages."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

from crm_app import accounts, staff
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope, system_scope
from crm_app.core.sorting import sort_key
from tests.e2e.people import in_database
from tests.serving import Server

Company = Mapping[str, Mapping[str, Sequence[str]]]
"""Departments, their teams, and who is on them; the team "" holds those who are on none."""

COMPANY: Company = {
    "Engineering": {
        "Platform": ["Ada Lovelace", "Grace Hopper", "Linus Pauling"],
        "Web": ["Tim Berners", "Håkon Lie"],
        "": ["Alan Turing"],
    },
    "Sales": {"North": ["Hedy Lamarr", "Émilie Dahl"], "South": ["Lise Meitner"]},
    "": {"": ["Emmy Noether"]},
}


class Look(NamedTuple):
    """Where the chart stands on the screen."""

    x: float
    y: float
    scale: float


def a_company(server: Server, company: Company = COMPANY) -> dict[str, str]:
    """Fills the server's database; answers the uuid of every department, team and person by name."""

    async def fill() -> dict[str, str]:
        async with system_scope() as scope:
            return await _filled(scope, company)

    return in_database(server, fill)


async def _filled(scope: Scope, company: Company) -> dict[str, str]:
    known: dict[str, str] = {}
    for department, teams in company.items():
        if department:
            known[department] = str((await staff.create_department(scope, {"name": department})).uuid)
        for team, names in teams.items():
            if team:
                attributes = {"name": team, "department_uuid": known[department]}
                known[team] = str((await staff.create_team(scope, attributes)).uuid)
            for name in names:
                known[name] = await somebody(scope, name, known.get(department), known.get(team))
    return known


async def somebody(scope: Scope, name: str, department: str | None = None, team: str | None = None) -> str:
    """The uuid of a new person on staff."""
    user = accounts.User(email=f"{name.replace(' ', '.').lower()}@example.com", name=name, role="viewer")
    scope.session.add(user)
    await scope.session.flush()
    person = staff.Person(
        user_uuid=user.uuid,
        name=name,
        sort_name=sort_key(name),
        job_title=f"Title of {name.split()[0]}",
        primary_department_uuid=parse_uuid(department),
    )
    scope.session.add(person)
    await scope.session.flush()
    if team:
        await staff.add_team_person(scope, team, person.uuid)
    return str(person.uuid)


def joined(server: Server, name: str, team: str) -> str:
    """Somebody new comes to a team, elsewhere."""

    async def join() -> str:
        async with system_scope() as scope:
            return await somebody(scope, name, team=team)

    return in_database(server, join)


def node(page: Page, name: str) -> Locator:
    """A department or team in the picture."""
    return page.locator(".org-node").filter(has=page.get_by_text(name, exact=True))


def person(page: Page, name: str) -> Locator:
    """Somebody in the picture."""
    return page.locator(".org-person").filter(has=page.get_by_text(name, exact=True))


def press(page: Page, name: str) -> None:
    """Clicks the head of a node."""
    node(page, name).locator(".org-reach").click()


def look(page: Page) -> Look:
    """Where the chart stands now."""
    transform = page.get_by_test_id("org-world").get_attribute("transform") or ""
    return Look(*(float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", transform)))


def at_rest(page: Page) -> Look:
    """Where the chart stands once nothing moves any more."""
    page.wait_for_function(
        """() => new Promise((resolve) => {
          const world = document.querySelector('[data-testid=org-world]');
          const shown = () => world.getAttribute('transform') + world.querySelector('.org-node')?.outerHTML;
          let [before, same] = [shown(), 0];
          const frame = () => {
            same = shown() === before ? same + 1 : 0;
            before = shown();
            if (same > 8) resolve(true); else requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        })"""
    )
    return look(page)


def find(page: Page, text: str) -> None:
    """Searches, and goes to the first hit."""
    field = page.get_by_role("combobox")
    field.fill(text)
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Enter")


def middle(page: Page, found: Locator) -> tuple[float, float]:
    """Where something stands, from 0 to 1 across the stage and down."""
    stage, box = page.locator(".org-stage").bounding_box(), found.bounding_box()
    assert stage
    assert box
    across = (box["x"] + box["width"] / 2 - stage["x"]) / stage["width"]
    return across, (box["y"] + box["height"] / 2 - stage["y"]) / stage["height"]
