"""Pictures of the list of people of the demo's company, for `tests.screenshots`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.screenshots import Visit


def people_list(visit: Visit) -> None:
    visit.open("/staff", "text=Aleksandra Wójcik")


def people_chosen(visit: Visit) -> None:
    people_list(visit)
    boxes = visit.page.locator("tbody [data-pick]")
    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])
    visit.page.get_by_role("toolbar").get_by_text("3 selected").wait_for()


def people_to_a_team(visit: Visit) -> None:
    people_chosen(visit)
    visit.page.get_by_role("button", name="Add to team").click()
    visit.page.get_by_role("menuitem").first.wait_for()


def people_menu(visit: Visit) -> None:
    people_list(visit)
    visit.page.get_by_role("button", name="Actions for Aleksandra Wójcik").click()
    visit.page.get_by_role("menuitem").first.wait_for()


def people_narrowed(visit: Visit) -> None:
    visit.open("/staff?status=active&sort=-title", "text=Aleksandra Wójcik")
    visit.page.get_by_label("Department", exact=True).select_option(label="Workshop")
    visit.page.get_by_text("Head of sales").wait_for(state="detached")


def people_without_result(visit: Visit) -> None:
    visit.open("/staff?q=zzz", "text=Nobody matches")


def people_trash(visit: Visit) -> None:
    visit.open("/staff?status=trashed", "text=Leonard Hughes")


def people_deleting(visit: Visit) -> None:
    people_trash(visit)
    visit.page.locator("tbody [data-pick]").first.click()
    visit.page.get_by_role("button", name="Delete permanently…").click()
    visit.page.get_by_role("alertdialog").wait_for()


def people_as_viewer(visit: Visit) -> None:
    people_list(visit)


def no_people(visit: Visit) -> None:
    visit.open("/staff", "text=No people yet")


AS_OWNER = (
    *(people_list, people_chosen, people_to_a_team, people_menu, people_narrowed, people_without_result),
    *(people_trash, people_deleting),
)
AS_VIEWER = (people_as_viewer,)
AS_OWNER_OF_NOTHING = (no_people,)
