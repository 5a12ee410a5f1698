"""The Overview tab of a company: how to reach it, and what is worth knowing."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.pages.companies.company_state import CompanyState
from crm_app.web.ui.cards import card, fact, facts
from crm_app.web.ui.links import mail_link, phone_link, web_link
from crm_app.web.ui.times import ago

company = CompanyState.company


def overview_tab() -> rx.Component:
    """Facts beside notes; below each other on phones."""
    return rx.el.div(_details(), _notes(), class_name="overview")


def _details() -> rx.Component:
    address = rx.el.span(CompanyState.address, class_name="prose")
    website = web_link(company["website"], company["website_href"])
    return card(
        facts(
            fact(t("Website"), website, shown=company["website"]),
            fact(t("E-mail"), mail_link(company["email"]), shown=company["email"]),
            fact(t("Phone"), phone_link(company["phone"]), shown=company["phone"]),
            fact(t("Industry"), company["industry"], shown=company["industry"]),
            fact(t("Address"), address, shown=CompanyState.address),
            fact(t("Added"), ago(CompanyState.added_at)),
            fact(t("Last change"), ago(company["updated_at"])),
        ),
        title=t("Details"),
        icon="building-2",
    )


def _notes() -> rx.Component:
    notes = rx.cond(
        CompanyState.notes,
        rx.el.p(CompanyState.notes, class_name="prose"),
        rx.el.p(t("No notes yet."), class_name="quiet"),
    )
    return card(notes, title=t("Notes"), icon="sticky-note")
