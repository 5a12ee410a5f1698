"""`/staff/people/<uuid>?tab=`: one person on staff. The head stays, the tabs change below it."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may, page
from crm_app.web.comments.tab import comment_count, comments_tab
from crm_app.web.pages.staff.employment_form_state import EmploymentFormState
from crm_app.web.pages.staff.employment_state import EmploymentState
from crm_app.web.pages.staff.employment_tab import employment_tab
from crm_app.web.pages.staff.invite_state import InviteState
from crm_app.web.pages.staff.person_comments import PersonCommentsState
from crm_app.web.pages.staff.person_events import PersonEventsState, events_tab
from crm_app.web.pages.staff.person_invite import invite_button, invite_dialog
from crm_app.web.pages.staff.person_media import PersonMediaState, files_tab, images_tab, photo_menu
from crm_app.web.pages.staff.person_overview import overview_tab
from crm_app.web.pages.staff.person_state import PersonState
from crm_app.web.pages.staff.person_teams_state import PersonTeamsState
from crm_app.web.record.media_tabs import file_count, image_count
from crm_app.web.record.page_parts import waiting_record
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.badges import badge, status_badge, tag
from crm_app.web.ui.banners import banner
from crm_app.web.ui.buttons import button, icon_button, link_button
from crm_app.web.ui.dialogs import confirm
from crm_app.web.ui.empty import failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import link
from crm_app.web.ui.menus import menu, menu_item
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.shell import shell
from crm_app.web.ui.tabs import tab, tabs

person, details = PersonState.person, PersonState.details
trashed = person["status"] == "trashed"
DELETES = (
    "{name} will be deleted, with their teams, skills and employments, and all files and images that no "
    "other record holds. Their user account stays. This cannot be undone."
)


@page(
    "/staff/people/[person_uuid]",
    "staff.view",
    t("Person"),
    on_load=[
        PersonState.load,
        PersonMediaState.load,
        PersonCommentsState.load,
        PersonEventsState.load,
        EmploymentState.load,
        EmploymentFormState.load,
        InviteState.load,
        PersonTeamsState.load,
    ],
)
def person_page() -> rx.Component:
    """The page."""
    return shell(
        rx.cond(PersonState.problem, failed(PersonState.problem, PersonState.load), _person()),
        trail=[(t("Staff"), "/staff"), (person["name"], None)],
        path=PersonState.path,
        skeleton=waiting_record(meta="220px", lines=4),
        action=rx.cond(~trashed & may("staff.edit") & (person["uuid"] != ""), _edit()),
    )


def _person() -> rx.Component:
    return rx.fragment(
        rx.cond(trashed, _trash_banner()),
        _head(),
        _tabs(),
        rx.el.div(
            rx.match(
                PersonState.tab,
                ("employment", employment_tab()),
                ("files", files_tab(person["uuid"])),
                ("images", images_tab(person["uuid"])),
                ("comments", comments_tab(PersonCommentsState, on_page=person["uuid"])),
                ("events", events_tab()),
                overview_tab(),
            ),
            class_name="page-inset",
        ),
        _delete_question(),
        invite_dialog(),
    )


def _head() -> rx.Component:
    picture = avatar(image=person["image"], letters=person["letters"], colour=person["tint"], size=64)
    name = rx.el.div(
        rx.el.h2(person["name"]),
        status_badge(person["status"]),
        rx.cond(person["placeholder"], _unclaimed()),
        class_name="name-line",
    )
    may_invite = person["placeholder"] & ~trashed & may("staff.edit")
    return rx.el.div(
        photo_menu(picture),
        rx.el.div(name, _role(), class_name="who"),
        rx.cond(may_invite, invite_button()),
        _menu(),
        class_name="record-head person-head",
    )


def _unclaimed() -> rx.Component:
    told = t("Nobody has signed in with this account so far.")
    return rx.el.span(badge(t("Not claimed yet"), "warning"), title=told)


def _role() -> rx.Component:
    department = link(person["department"], href=details["department_href"], class_name="link cut")
    parts = (
        (person["title"], rx.el.span(person["title"], class_name="cut")),
        (details["employment_type"], tag(details["employment_type"])),
        (person["department"], rx.fragment(icon("building-2"), department)),
        (
            details["location"],
            rx.fragment(icon("map-pin"), rx.el.span(details["location"], class_name="cut")),
        ),
    )
    shown = [rx.cond(value, rx.el.span(part, class_name="meta-part")) for value, part in parts]
    return rx.el.div(*shown, class_name="meta meta-parts")


def _menu() -> rx.Component:
    trash = menu_item(t("Move to trash"), icon="trash-2", danger=True, on_select=PersonState.trash)
    delete = menu_item(
        t("Delete permanently…"), icon="circle-x", danger=True, on_select=PersonState.ask_to_delete
    )
    more = icon_button("ellipsis", t("More actions"))
    return rx.cond(may("staff.delete"), menu(more, rx.cond(trashed, delete, trash)))


def _edit() -> rx.Component:
    return link_button(t("Edit"), PersonState.href + "/edit", icon="pencil", kind="primary")


def _tabs() -> rx.Component:
    def to(name: str, label: str, count: rx.Var[int] | None = None) -> rx.Component:
        address = PersonState.href if name == "overview" else PersonState.href + f"?tab={name}"
        return tab(label, address, current=PersonState.tab == name, count=count)

    def once(state: type, number: rx.Var[int]) -> rx.Var[int]:
        return rx.cond(state.loaded, number, -1)

    return tabs(
        to("overview", t("Overview")),
        to("employment", t("Employment"), once(EmploymentState, EmploymentState.spans.length())),
        to("files", t("Files"), once(PersonMediaState, file_count(PersonMediaState))),
        to("images", t("Images"), once(PersonMediaState, image_count(PersonMediaState))),
        to("comments", t("Comments"), once(PersonCommentsState, comment_count(PersonCommentsState))),
        to("events", t("Events"), once(PersonEventsState, PersonEventsState.total)),
    )


def _trash_banner() -> rx.Component:
    restore = button(t("Restore"), icon="undo-2", small=True, on_click=PersonState.restore)
    return banner(
        t("This person is in the trash."),
        kind="danger",
        icon="trash-2",
        action=rx.cond(may("staff.delete"), restore),
    )


def _delete_question() -> rx.Component:
    return confirm(
        open=PersonState.asked,
        title=t("Delete permanently?"),
        text=phrase(DELETES, name=person["name"]),
        confirm_label=t("Delete permanently"),
        on_confirm=PersonState.delete,
        on_cancel=PersonState.keep,
    )
