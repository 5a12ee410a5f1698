"""`/companies/<uuid>?tab=`: one company. The head stays, the tabs change below it."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may, page
from crm_app.web.comments.tab import comment_count, comments_tab
from crm_app.web.interactions.tab import interaction_count
from crm_app.web.pages.companies.comments_state import CompanyCommentsState
from crm_app.web.pages.companies.company_state import CompanyState
from crm_app.web.pages.companies.events_state import CompanyEventsState
from crm_app.web.pages.companies.interactions_state import CompanyInteractionsState
from crm_app.web.pages.companies.interactions_tab import interactions_tab
from crm_app.web.pages.companies.media import CompanyMediaState, files_tab, images_tab, logo_menu
from crm_app.web.pages.companies.members import (
    MemberFormState,
    MembersState,
    member_count,
    members_tab,
)
from crm_app.web.pages.companies.overview_tab import overview_tab
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
from crm_app.web.ui.links import web_link
from crm_app.web.ui.shell import shell
from crm_app.web.ui.tabs import tabs

company = CompanyState.company
trashed = company["status"] == "trashed"
GONE = t("This company was deleted meanwhile. What you wrote is still here: copy what you need.")
DELETES = (
    "{name} will be deleted, with all files and images that no other record holds. Its members stay, without "
    "this company. This cannot be undone."
)


@page(
    "/companies/[company_uuid]",
    "crm.view",
    t("Company"),
    on_load=[
        CompanyState.load,
        MembersState.load,
        MemberFormState.load,
        CompanyInteractionsState.load,
        CompanyMediaState.load,
        CompanyCommentsState.load,
        CompanyEventsState.load,
    ],
)
def company_page() -> rx.Component:
    """The page."""
    return shell(
        rx.cond(CompanyState.problem, failed(CompanyState.problem, CompanyState.load), _company()),
        trail=[(t("Companies"), "/companies"), (company["name"], None)],
        path=CompanyState.path,
        skeleton=waiting_record(),
        action=rx.cond(~trashed & may("crm.edit") & (company["uuid"] != ""), _edit()),
    )


def _company() -> rx.Component:
    return rx.fragment(
        lost_banner(CompanyState, GONE, t("Back to the companies"), "/companies"),
        rx.cond(trashed, trash_banner(CompanyState, t("This company is in the trash."))),
        _head(),
        _tabs(),
        rx.el.div(
            rx.match(
                CompanyState.tab,
                ("members", members_tab()),
                ("interactions", interactions_tab()),
                ("files", files_tab()),
                ("images", images_tab()),
                ("comments", comments_tab(CompanyCommentsState, on_page=company["uuid"])),
                ("events", events_tab(CompanyEventsState)),
                overview_tab(),
            ),
            class_name="page-inset",
        ),
        delete_question(CompanyState, DELETES, company["name"]),
    )


def _head() -> rx.Component:
    logo = avatar(image=company["image"], letters=company["letters"], colour=company["tint"], size=64)
    return rx.el.div(
        logo_menu(logo),
        rx.el.div(
            rx.el.div(rx.el.h2(company["name"]), status_badge(company["status"]), class_name="name-line"),
            rx.el.div(_about(), class_name="meta"),
            class_name="who",
        ),
        record_menu(CompanyState, trashed),
        class_name="record-head",
    )


def _about() -> rx.Component:
    website = web_link(company["website"], company["website_href"], class_name="cut link")
    industry = rx.el.span(company["industry"], class_name="cut")
    return rx.fragment(
        rx.cond(company["industry"], rx.fragment(icon("factory"), industry)),
        rx.cond(company["website"], rx.fragment(icon("globe"), website)),
    )


def _edit() -> rx.Component:
    return link_button(t("Edit"), company["href"] + "/edit", icon="pencil", kind="primary")


def _tabs() -> rx.Component:
    def to(name: str, label: str, count: rx.Var[int] | None = None) -> rx.Component:
        return record_tab(CompanyState, company["href"], name, label, count)

    media, said, events = CompanyMediaState, CompanyCommentsState, CompanyEventsState
    notes = CompanyInteractionsState
    return tabs(
        to("overview", t("Overview")),
        to("members", t("Members"), member_count()),
        to("interactions", t("Interactions"), rx.cond(notes.loaded, interaction_count(notes), -1)),
        to("files", t("Files"), rx.cond(media.loaded, file_count(media), -1)),
        to("images", t("Images"), rx.cond(media.loaded, image_count(media), -1)),
        to("comments", t("Comments"), rx.cond(said.loaded, comment_count(said), -1)),
        to("events", t("Events"), rx.cond(events.loaded, events.total, -1)),
    )
