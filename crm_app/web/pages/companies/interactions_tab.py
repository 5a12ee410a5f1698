"""The Interactions tab of a company: its own and its people's, and where one writes them down."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.interactions import tab
from crm_app.web.pages.companies.company_state import CompanyState
from crm_app.web.pages.companies.interactions_state import CompanyInteractionsState

company = CompanyState.company
NOTES = tab.Notes(
    CompanyInteractionsState,
    on_page=company["uuid"],
    name=company["name"],
    href=company["href"],
    trashed=company["status"] == "trashed",
    in_trash=t("Nothing can be written about a company in the trash. Restore it first."),
    of_company=True,
)


def interactions_tab() -> rx.Component:
    """The composer and the timeline."""
    return tab.interactions_tab(NOTES)
