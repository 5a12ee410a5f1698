"""A search for a team to come to, behind a button."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.pages.staff.person_teams_state import PersonTeamsState
from crm_app.web.ui.links import link
from crm_app.web.ui.pickers import Picker


def team_picker() -> rx.Component:
    """Adds the person on the screen to a team."""
    return Picker.create(
        link(t("Create a team"), href="/staff/teams/new"),
        open=PersonTeamsState.picking,
        options=PersonTeamsState.candidates,
        answers=PersonTeamsState.answers,
        none=PersonTeamsState.none,
        groups=[],
        texts=_texts(),
        on_open=PersonTeamsState.open_picker,
        on_close=PersonTeamsState.close_picker,
        on_search=PersonTeamsState.search_teams,
        on_pick=PersonTeamsState.add,
    )


def _texts() -> dict[str, Any]:
    return {
        "label": t("Add to a team"),
        "search": t("Search team or department"),
        "people": t("Teams"),
        "searching": t("Searching…"),
        "match": t("No team matches “{search}”."),
        "all": t("This person is on every team already."),
        "empty": t("There are no teams yet."),
        "added": t("Added to {name}."),
    }
