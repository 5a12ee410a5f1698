"""Pictures of the org chart of the demo's company, for `tests.screenshots`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_app.demo.employees import key_of

if TYPE_CHECKING:
    from tests.screenshots import Visit


def org_chart(visit: Visit) -> None:
    visit.open("/staff/chart", ".org-node")


def org_chart_person(visit: Visit) -> None:
    """The way to somebody, and their card."""
    org_chart(visit)
    _find(visit, "hana")
    visit.page.keyboard.press("Enter")
    visit.page.locator(".org-card").wait_for()


def org_chart_search(visit: Visit) -> None:
    org_chart(visit)
    _find(visit, "des")


def org_chart_team(visit: Visit) -> None:
    visit.open(f"/staff/chart?at={key_of('team', 'Glass')}", ".org-node[data-selected]")


def org_chart_menu(visit: Visit) -> None:
    org_chart(visit)
    visit.page.get_by_role("button", name="Save").click()
    visit.page.get_by_role("menuitem").first.wait_for()


def org_outline(visit: Visit) -> None:
    """With one team open, and one of its people chosen."""
    visit.open("/staff/chart?view=outline", "[role=treeitem]")
    _find(visit, "hana")
    visit.page.keyboard.press("Enter")
    visit.page.locator("[role=treeitem]", has_text="Hana Kobayashi").wait_for()


def empty_org_chart(visit: Visit) -> None:
    visit.open("/staff/chart", ".empty")


def _find(visit: Visit, text: str) -> None:
    visit.page.get_by_role("combobox").fill(text)
    visit.page.get_by_role("option").first.wait_for()


AS_OWNER = (org_chart, org_chart_person, org_chart_search, org_chart_team, org_chart_menu, org_outline)
AS_OWNER_OF_NOTHING = (empty_org_chart,)
