"""The card with the people of a team or a skill: the search for more of them, and why there are none."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.pages.staff.org_people_state import OrgPeopleState
from crm_app.web.pages.staff.org_record_page import rest_of_people
from crm_app.web.ui.buttons import icon_button, link_button
from crm_app.web.ui.cards import card
from crm_app.web.ui.empty import empty
from crm_app.web.ui.menus import menu, menu_item
from crm_app.web.ui.phrases import phrase
from crm_app.web.ui.pickers import LevelGroup, PersonOption, person_picker
from crm_app.web.ui.tables import cell


def people_card(
    state: type[OrgPeopleState],
    people: rx.Component,
    *,
    everybody: str,
    nobody: str,
    groups: rx.Var[list[LevelGroup]] | None = None,
) -> rx.Component:
    """`people` is the table. `everybody` is said where nobody is left to add, `nobody` where it is empty."""
    shown = rx.fragment(people, rest_of_people(state.more, state.people.length(), state.read_on))
    return card(
        rx.cond(state.total > 0, shown, empty("users-round", nobody, compact=True)),
        title=t("People"),
        icon="users-round",
        count=state.total,
        action=rx.cond(may("staff.edit"), _picker(state, everybody, groups)),
        inset=False,
    )


def person_menu(state: type[OrgPeopleState], person: rx.Var[PersonOption], remove: str) -> rx.Component:
    """What can be done with somebody; the notice after they were taken away brings them back."""
    taking_away = menu_item(remove, icon="user-round-minus", on_select=state.remove(person["uuid"]))
    actions = menu(
        icon_button("ellipsis", phrase("Actions for {name}", name=person["name"]), small=True),
        menu_item(t("Open"), icon="arrow-up-right", on_select=rx.redirect(person["href"])),
        rx.cond(may("staff.edit"), taking_away),
    )
    return cell(actions, card="actions", class_name="row-actions")


def _picker(
    state: type[OrgPeopleState], everybody: str, groups: rx.Var[list[LevelGroup]] | None
) -> rx.Component:
    return person_picker(
        link_button(t("Add somebody to staff"), "/staff/people/new", icon="plus", small=True),
        open=state.picking,
        options=state.candidates,
        answers=state.answers,
        none=state.none,
        everybody=everybody,
        groups=() if groups is None else groups,
        on_open=state.open_picker,
        on_close=state.close_picker,
        on_search=state.search_people,
        on_pick=state.add,
    )
