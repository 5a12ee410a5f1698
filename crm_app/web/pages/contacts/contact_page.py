"""`/contacts/<uuid>?tab=`: one contact. The head stays, the tabs change below it."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may, page
from crm_app.web.comments.tab import comment_count, comments_tab
from crm_app.web.interactions.attached import AttachedState, attached_card
from crm_app.web.interactions.tab import interaction_count
from crm_app.web.pages.contacts.comments_state import CommentsState
from crm_app.web.pages.contacts.companies import ContactCompaniesState, ContactCompanyFormState
from crm_app.web.pages.contacts.contact_state import ContactState
from crm_app.web.pages.contacts.events_state import EventsState
from crm_app.web.pages.contacts.interactions_state import InteractionsState
from crm_app.web.pages.contacts.interactions_tab import interactions_tab
from crm_app.web.pages.contacts.media_state import MediaState
from crm_app.web.pages.contacts.media_tab import files_tab, images_tab, photo_menu
from crm_app.web.pages.contacts.overview_tab import overview_tab
from crm_app.web.record.events_tab import events_tab
from crm_app.web.record.media_tabs import file_count, image_count
from crm_app.web.record.page_parts import (
    delete_question,
    lost_banner,
    record_menu,
    record_tab,
    trash_banner,
    waiting_record,
)
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.badges import status_badge
from crm_app.web.ui.buttons import link_button
from crm_app.web.ui.empty import failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import link
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.shell import shell
from crm_app.web.ui.tabs import tabs

contact = ContactState.contact
trashed = contact["status"] == "trashed"
GONE = t("This contact was deleted meanwhile. What you wrote is still here: copy what you need.")
DELETES = (
    "{name} will be deleted, with all files and images that no other record holds. This cannot be undone."
)


@page(
    "/contacts/[contact_uuid]",
    "crm.view",
    t("Contact"),
    on_load=[
        ContactState.load,
        ContactCompaniesState.load,
        ContactCompanyFormState.load,
        InteractionsState.load,
        MediaState.load,
        AttachedState.load,
        CommentsState.load,
        EventsState.load,
    ],
)
def contact_page() -> rx.Component:
    """The page."""
    return shell(
        rx.cond(ContactState.problem, failed(ContactState.problem, ContactState.load), _contact()),
        trail=[(t("Contacts"), "/contacts"), (contact["name"], None)],
        path=ContactState.path,
        skeleton=waiting_record(),
        action=rx.cond(~trashed & may("crm.edit") & (contact["uuid"] != ""), _edit()),
    )


def _contact() -> rx.Component:
    return rx.fragment(
        lost_banner(ContactState, GONE, t("Back to the contacts"), "/contacts"),
        rx.cond(trashed, trash_banner(ContactState, t("This contact is in the trash."))),
        _head(),
        _tabs(),
        rx.el.div(
            rx.match(
                ContactState.tab,
                ("interactions", interactions_tab()),
                ("files", rx.fragment(files_tab(), attached_card())),
                ("images", images_tab()),
                ("comments", comments_tab(CommentsState, on_page=contact["uuid"])),
                ("events", events_tab(EventsState)),
                overview_tab(),
            ),
            class_name="page-inset",
        ),
        delete_question(ContactState, DELETES, contact["name"]),
    )


def _head() -> rx.Component:
    picture = avatar(image=contact["image"], letters=contact["letters"], colour=contact["tint"], size=64)
    return rx.el.div(
        photo_menu(picture),
        rx.el.div(
            rx.el.div(rx.el.h2(contact["name"]), status_badge(contact["status"]), class_name="name-line"),
            rx.el.div(_company(), class_name="meta"),
            class_name="who",
        ),
        record_menu(ContactState, trashed),
        class_name="record-head",
    )


def _company() -> rx.Component:
    role = rx.cond(ContactState.role, rx.el.span(ContactState.role + " ·", class_name="cut"))
    company = link(ContactState.company, href=ContactState.company_href, class_name="cut link")
    further = phrase(t("and {count} more"), count=ContactState.further)
    named = rx.fragment(
        icon("building-2"),
        role,
        company,
        rx.cond(ContactState.further > 0, rx.el.span(further, class_name="whole")),
    )
    return rx.cond(ContactState.company, named, rx.el.span(t("No company")))


def _edit() -> rx.Component:
    return link_button(t("Edit"), contact["href"] + "/edit", icon="pencil", kind="primary")


def _tabs() -> rx.Component:
    def to(name: str, label: str, count: rx.Var[int] | None = None) -> rx.Component:
        return record_tab(ContactState, contact["href"], name, label, count)

    interactions = rx.cond(InteractionsState.loaded, interaction_count(InteractionsState), -1)
    return tabs(
        to("overview", t("Overview")),
        to("interactions", t("Interactions"), interactions),
        to("files", t("Files"), rx.cond(MediaState.loaded, file_count(MediaState), -1)),
        to("images", t("Images"), rx.cond(MediaState.loaded, image_count(MediaState), -1)),
        to("comments", t("Comments"), rx.cond(CommentsState.loaded, comment_count(CommentsState), -1)),
        to("events", t("Events"), rx.cond(EventsState.loaded, EventsState.total, -1)),
    )
