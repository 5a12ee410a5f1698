"""The companies that a contact belongs to, on the contact's Overview."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.texts import t
from crm_app.web.pages.contacts.contact_state import ContactState
from crm_app.web.patches import Live
from crm_app.web.record.place_form_state import PlaceFormState
from crm_app.web.record.places import PlaceItem, Side
from crm_app.web.record.places_card import PlacesShown, place_line, places_card
from crm_app.web.record.places_state import RecordPlacesState


def _pair(contact: UUID, company: UUID) -> tuple[UUID, UUID]:
    return company, contact


SIDE = Side(
    of=crm.attachments.CONTACT,
    others=crm.attachments.COMPANY,
    home="/contacts",
    home_of_others="/companies",
    tab="",
    rows=crm.companies_of,
    count=crm.count_companies_of,
    to_add=crm.companies_to_add,
    any_others=crm.count_companies,
    line=lambda company: company.industry or "",
    pair=_pair,
    require=crm.require_contact,
    require_other=crm.require_company,
    create_other=crm.create_company,
)


class ContactCompaniesState(RecordPlacesState, rx.State):
    """The companies of the contact on the screen."""

    _of: ClassVar = SIDE.of
    _side: ClassVar = SIDE
    _removed_text: ClassVar[str] = "{record} does not belong to {name} any more."


class ContactCompanyFormState(PlaceFormState, rx.State):
    """The form of the contact's place in one of them."""

    _side: ClassVar = SIDE


COMPANIES = PlacesShown(
    state=ContactCompaniesState,
    form=ContactCompanyFormState,
    on_page=ContactState.contact["uuid"],
    trashed=ContactState.contact["status"] == "trashed",
    title=t("Companies"),
    icon="building-2",
    nothing=t("This contact belongs to no company yet."),
    remove=t("Remove from this contact"),
    primary=t("The primary company"),
    star="Make {name} the primary company",
    unstar="{name} is the primary company",
    new_title=t("New company of this contact"),
    add_title="Add {name}",
    edit_title="Place in {name}",
    href=lambda place: ContactState.contact["href"] + "?form=" + place["uuid"],
    texts={
        "label": t("Add company"),
        "search": t("Search companies"),
        "people": t("Companies"),
        "match": t("No company matches “{search}”."),
        "all": t("This contact belongs to all companies already."),
        "empty": t("There are no companies yet. Write a name to add the first."),
        "added": "",
        "create": t("New company “{name}”"),
    },
)


@rx.memo
def company_of_contact_line(read: rx.Var[PlaceItem], live: rx.Var[Live], rest: rx.RestProp) -> rx.Component:
    """One company."""
    return place_line(COMPANIES, read, live, rest)


def companies_card() -> rx.Component:
    """The card, with the form above it while one is open."""
    return places_card(COMPANIES, company_of_contact_line)
