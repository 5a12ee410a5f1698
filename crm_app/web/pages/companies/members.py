"""The Members tab of a company: who belongs to it."""

from typing import ClassVar
from uuid import UUID

import reflex as rx

from crm_app import crm
from crm_app.core.texts import t
from crm_app.web.pages.companies.company_state import CompanyState
from crm_app.web.patches import Live
from crm_app.web.record.place_form_state import PlaceFormState
from crm_app.web.record.places import PlaceItem, Side
from crm_app.web.record.places_card import PlacesShown, place_line, places_card, places_total
from crm_app.web.record.places_state import RecordPlacesState


def _pair(company: UUID, contact: UUID) -> tuple[UUID, UUID]:
    return company, contact


SIDE = Side(
    of=crm.attachments.COMPANY,
    others=crm.attachments.CONTACT,
    home="/companies",
    home_of_others="/contacts",
    tab="tab=members",
    rows=crm.members_of,
    count=crm.count_members,
    to_add=crm.contacts_to_add,
    any_others=crm.count_contacts,
    line=lambda contact: contact.email or "",
    pair=_pair,
    require=crm.require_company,
    require_other=crm.require_contact,
    create_other=crm.create_contact,
)


class MembersState(RecordPlacesState, rx.State):
    """The members of the company on the screen."""

    _of: ClassVar = SIDE.of
    _side: ClassVar = SIDE
    _removed_text: ClassVar[str] = "{name} does not belong to {record} any more."


class MemberFormState(PlaceFormState, rx.State):
    """The form of one of them."""

    _side: ClassVar = SIDE


MEMBERS = PlacesShown(
    state=MembersState,
    form=MemberFormState,
    on_page=CompanyState.company["uuid"],
    trashed=CompanyState.company["status"] == "trashed",
    title=t("Members"),
    icon="users-round",
    nothing=t("No contacts belong to this company yet."),
    remove=t("Remove from this company"),
    primary=t("This is their primary company"),
    star="Make this the primary company of {name}",
    unstar="This is the primary company of {name}",
    new_title=t("New contact in this company"),
    add_title="Add {name}",
    edit_title="{name} in this company",
    href=lambda place: CompanyState.company["href"] + "?tab=members&form=" + place["uuid"],
    texts={
        "label": t("Add member"),
        "search": t("Search name or e-mail"),
        "people": t("Contacts"),
        "match": t("No contact matches “{search}”."),
        "all": t("All contacts belong to this company already."),
        "empty": t("There are no contacts yet. Write a name to add the first."),
        "added": "",
        "create": t("New contact “{name}”"),
    },
)


@rx.memo
def member_line(read: rx.Var[PlaceItem], live: rx.Var[Live], rest: rx.RestProp) -> rx.Component:
    """One member."""
    return place_line(MEMBERS, read, live, rest)


def members_tab() -> rx.Component:
    """The tab."""
    return places_card(MEMBERS, member_line)


def member_count() -> rx.Var[int]:
    """How many there are now; -1 while nobody knows."""
    return places_total(MEMBERS)
