"""The Overview tab of a contact: how to reach them, and what is worth knowing."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.pages.contacts.companies import companies_card
from crm_app.web.pages.contacts.contact_state import ContactState
from crm_app.web.ui.cards import card, fact, facts
from crm_app.web.ui.links import mail_link, phone_link
from crm_app.web.ui.times import ago

contact = ContactState.contact


def overview_tab() -> rx.Component:
    """How to reach them and what is worth knowing, beside their companies; below each other on phones."""
    return rx.el.div(
        rx.el.div(_details(), _notes(), class_name="stack"),
        companies_card(),
        class_name="overview",
    )


def _details() -> rx.Component:
    return card(
        facts(
            fact(t("E-mail"), mail_link(contact["email"]), shown=contact["email"]),
            fact(t("Phone"), phone_link(contact["phone"]), shown=contact["phone"]),
            fact(t("Added"), ago(ContactState.added_at)),
            fact(t("Last change"), ago(contact["updated_at"])),
        ),
        title=t("Details"),
        icon="contact-round",
    )


def _notes() -> rx.Component:
    notes = rx.cond(
        ContactState.notes,
        rx.el.p(ContactState.notes, class_name="prose"),
        rx.el.p(t("No notes yet."), class_name="quiet"),
    )
    return card(notes, title=t("Notes"), icon="sticky-note")
