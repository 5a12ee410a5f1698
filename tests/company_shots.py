"""Pictures of the companies of the demo, for `tests.screenshots`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_app.demo.companies import companies
from crm_app.demo.people import people

if TYPE_CHECKING:
    from tests.screenshots import Visit

NORDLYS = next(company for company in companies() if company.name == "Nordlys Coffee")
TRASHED = next(company for company in companies() if company.status == "trashed")
BUSY = next(person for person in people() if person.name == "Åse Brekke")
HOME = f"/companies/{NORDLYS.uuid}"


def company_list(visit: Visit) -> None:
    visit.open("/companies", "text=Nordlys Coffee")


def company_menu(visit: Visit) -> None:
    company_list(visit)
    visit.page.get_by_role("button", name="Actions for Nordlys Coffee").click()
    visit.page.get_by_role("menuitem").first.wait_for()


def companies_without_result(visit: Visit) -> None:
    visit.open("/companies?q=zzz", "text=zzz")


def company_trash(visit: Visit) -> None:
    visit.open("/companies?trash=1", f"text={TRASHED.name}")


def new_company(visit: Visit) -> None:
    visit.open("/companies/new", "form")
    visit.page.get_by_label("Name", exact=True).wait_for()


def company_form_with_errors(visit: Visit) -> None:
    new_company(visit)
    visit.page.get_by_label("Website").fill("not a website")
    visit.page.keyboard.press("Control+Enter")
    visit.page.get_by_text("A name is needed.").first.wait_for()


def company_overview(visit: Visit) -> None:
    visit.open(HOME, f"text={NORDLYS.email}")


def company_members(visit: Visit) -> None:
    visit.open(f"{HOME}?tab=members", "[data-place]")


def company_adding_member(visit: Visit) -> None:
    company_members(visit)
    visit.page.get_by_role("button", name="Add member").click()
    visit.page.get_by_role("combobox").fill("mar")
    visit.page.get_by_role("option", name="New contact").wait_for()


def company_member_form(visit: Visit) -> None:
    company_members(visit)
    visit.page.get_by_role("button", name="Actions for Leif Aune").click()
    visit.page.get_by_role("menuitem", name="Edit role").click()
    visit.page.get_by_label("Department").wait_for()


def company_logo_menu(visit: Visit) -> None:
    company_overview(visit)
    visit.page.get_by_label("Change logo").click()
    visit.page.get_by_role("menuitem").first.wait_for()


def trashed_company(visit: Visit) -> None:
    visit.open(f"/companies/{TRASHED.uuid}", "text=in the trash")


def company_of_contact(visit: Visit) -> None:
    visit.open(f"/contacts/{BUSY.uuid}", "[data-place]")


def company_form_of_contact(visit: Visit) -> None:
    company_of_contact(visit)
    visit.page.get_by_role("button", name="Actions for Lumen Optik").click()
    visit.page.get_by_role("menuitem", name="Edit role").click()
    visit.page.get_by_label("Department").wait_for()


def company_as_viewer(visit: Visit) -> None:
    company_members(visit)


def no_companies(visit: Visit) -> None:
    visit.open("/companies", "text=No companies yet")


AS_OWNER = (
    *(company_list, company_menu, companies_without_result, company_trash, new_company),
    *(company_form_with_errors, company_overview, company_members, company_adding_member),
    *(company_member_form, company_logo_menu, trashed_company),
    *(company_of_contact, company_form_of_contact),
)
AS_VIEWER = (company_as_viewer,)
AS_OWNER_OF_NOTHING = (no_companies,)
