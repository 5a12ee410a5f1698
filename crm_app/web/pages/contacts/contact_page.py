"""`/contacts/<uuid>?tab=`: one contact. The head stays, the tabs change below it."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may, page
from crm_app.web.pages.contacts.contact_state import ContactState
from crm_app.web.pages.contacts.events_state import EventsState
from crm_app.web.pages.contacts.media_state import MediaState
from crm_app.web.pages.contacts.media_tab import files_tab, images_tab, photo_menu
from crm_app.web.pages.contacts.overview_tab import overview_tab
from crm_app.web.record.events_tab import events_tab
from crm_app.web.record.media_tabs import file_count, image_count
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.badges import status_badge
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button, icon_button, link_button
from crm_app.web.ui.dialogs import confirm
from crm_app.web.ui.empty import failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.menus import menu, menu_item
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting, waiting_card
from crm_app.web.ui.tabs import tab, tabs

contact = ContactState.contact
trashed = contact["status"] == "trashed"
DELETES = (
    "{name} will be deleted, with all files and images that no other record holds. This cannot be undone."
)


@page(
    "/contacts/[contact_uuid]",
    "crm.view",
    t("Contact"),
    on_load=[ContactState.load, MediaState.load, EventsState.load],
)
def contact_page() -> rx.Component:
    """The page."""
    return shell(
        rx.cond(ContactState.problem, failed(ContactState.problem, ContactState.load), _contact()),
        trail=[(t("Contacts"), "/contacts"), (contact["name"], None)],
        path=ContactState.path,
        skeleton=_waiting(),
        action=rx.cond(~trashed & may("crm.edit") & (contact["uuid"] != ""), _edit()),
    )


def _contact() -> rx.Component:
    return rx.fragment(
        rx.cond(trashed, _trash_banner()),
        _head(),
        _tabs(),
        rx.el.div(
            rx.match(
                ContactState.tab,
                ("files", files_tab()),
                ("images", images_tab()),
                ("events", events_tab(EventsState)),
                overview_tab(),
            ),
            class_name="page-inset",
        ),
        _delete_question(),
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
        _menu(),
        class_name="record-head",
    )


def _company() -> rx.Component:
    role = rx.cond(ContactState.role & contact["company"], ContactState.role + " · ", "")
    named = rx.fragment(icon("building-2"), rx.el.span(role, contact["company"], class_name="cut"))
    return rx.cond(contact["company"], named, rx.el.span(t("No company")))


def _menu() -> rx.Component:
    trash = menu_item(t("Move to trash"), icon="trash-2", danger=True, on_select=ContactState.trash)
    delete = menu_item(
        t("Delete permanently…"), icon="circle-x", danger=True, on_select=ContactState.ask_to_delete
    )
    more = icon_button("ellipsis", t("More actions"))
    return rx.cond(may("crm.delete"), menu(more, rx.cond(trashed, delete, trash)))


def _edit() -> rx.Component:
    return link_button(t("Edit"), contact["href"] + "/edit", icon="pencil", kind="primary")


def _tabs() -> rx.Component:
    def to(name: str, label: str, count: rx.Var[int] | None = None) -> rx.Component:
        address = contact["href"] if name == "overview" else contact["href"] + f"?tab={name}"
        return tab(label, address, current=ContactState.tab == name, count=count)

    return tabs(
        to("overview", t("Overview")),
        to("files", t("Files"), rx.cond(MediaState.loaded, file_count(MediaState), -1)),
        to("images", t("Images"), rx.cond(MediaState.loaded, image_count(MediaState), -1)),
        to("events", t("Events"), rx.cond(EventsState.loaded, EventsState.total, -1)),
    )


def _trash_banner() -> rx.Component:
    restore = button(t("Restore"), icon="undo-2", small=True, on_click=ContactState.restore)
    return banner(
        t("This contact is in the trash."),
        kind="danger",
        icon="trash-2",
        action=rx.cond(may("crm.delete"), restore),
    )


def _delete_question() -> rx.Component:
    return confirm(
        open=ContactState.asked,
        title=t("Delete permanently?"),
        text=phrase(DELETES, name=contact["name"]),
        confirm_label=t("Delete permanently"),
        on_confirm=ContactState.delete,
        on_cancel=ContactState.keep,
    )


def _waiting() -> rx.Component:
    return waiting(
        rx.el.div(
            bone("64px", "64px", round=True),
            rx.el.div(bone("180px", "20px"), rx.el.div(bone("120px"), class_name="meta"), class_name="who"),
            class_name="record-head",
        ),
        rx.el.div(class_name="tabs waiting-tabs"),
        rx.el.div(
            rx.el.div(waiting_card(6), waiting_card(3), class_name="overview"), class_name="page-inset"
        ),
    )
