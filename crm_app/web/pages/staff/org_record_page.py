"""The pages of one department, team or skill: the same head over cards that differ."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.pages.staff.org_deleting import delete_question
from crm_app.web.pages.staff.org_record_state import OrgRecordState
from crm_app.web.ui.avatars import avatar
from crm_app.web.ui.buttons import icon_button, link_button, spinner
from crm_app.web.ui.empty import failed
from crm_app.web.ui.icons import icon
from crm_app.web.ui.links import mail_link
from crm_app.web.ui.menus import menu, menu_item
from crm_app.web.ui.pickers import PersonOption
from crm_app.web.ui.scripts import more_on_scroll
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting, waiting_card
from crm_app.web.ui.tables import cell, row_link


def org_record(
    state: type[OrgRecordState], *cards: rx.Component, meta: rx.Component, class_name: str = ""
) -> rx.Component:
    """The page. `meta` is the line below the name."""
    words = state._words
    body = rx.el.div(*cards, class_name=f"page-inset org-record {class_name}".strip())
    content = rx.fragment(_head(state, meta), body)
    return shell(
        rx.cond(state.problem, failed(state.problem, state.load), content),
        delete_question(state),
        trail=[(t("Staff"), "/staff"), (words.many, words.path), (state.name, None)],
        path=state.path,
        skeleton=_waiting(),
        action=rx.cond(may("staff.edit") & (state.uuid != ""), _edit(state)),
    )


def _head(state: type[OrgRecordState], meta: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.span(icon(state._words.icon, size=20), class_name="tile", data_size="40", aria_hidden=True),
        rx.el.div(
            rx.el.div(rx.el.h2(state.name), class_name="name-line"),
            rx.el.div(meta, class_name="meta"),
            rx.cond(state.description, rx.el.p(state.description, class_name="prose description")),
            class_name="who",
        ),
        rx.cond(may("staff.delete"), _menu(state)),
        class_name="record-head",
    )


def _menu(state: type[OrgRecordState]) -> rx.Component:
    delete = menu_item(t("Delete…"), icon="trash-2", danger=True, on_select=state.ask_to_delete(state.uuid))
    return menu(icon_button("ellipsis", t("More actions")), delete)


def _edit(state: type[OrgRecordState]) -> rx.Component:
    return link_button(t("Edit"), state.path + "/edit", icon="pencil", kind="primary")


def person_cell(person: rx.Var[PersonOption]) -> rx.Component:
    """Picture, name and title, a link to the person."""
    return cell(
        row_link(
            avatar(image=person["image"], letters=person["letters"], colour=person["tint"]),
            rx.el.span(
                rx.el.span(person["name"], class_name="cut"),
                rx.cond(person["title"], rx.el.span(person["title"], class_name="cut quiet small")),
                class_name="two-lines",
            ),
            href=person["href"],
        )
    )


def email_cell(person: rx.Var[PersonOption]) -> rx.Component:
    """Where to write to somebody."""
    return cell(mail_link(person["email"], class_name="cell-link"), card="hidden", class_name="cut quiet")


def rest_of_people(more: rx.Var[bool], shown: rx.Var[int], on_reach: Any) -> rx.Component:
    """Below a list of people: reads on while there are more than are shown."""
    reading = rx.fragment(more_on_scroll(shown, on_reach), spinner(), t("Loading more…"))
    return rx.cond(more, rx.el.div(reading, class_name="table-end", aria_live="polite"))


def _waiting() -> rx.Component:
    return waiting(
        rx.el.div(
            bone("40px", "40px"),
            rx.el.div(bone("180px", "20px"), rx.el.div(bone("120px"), class_name="meta"), class_name="who"),
            class_name="record-head",
        ),
        rx.el.div(waiting_card(5), waiting_card(3), class_name="page-inset org-record"),
    )
