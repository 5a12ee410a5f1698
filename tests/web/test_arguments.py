"""What browsers send along with events: of another kind than the handler is made for, it is refused."""

import inspect
from typing import Any

import pytest

from crm_app import accounts
from crm_app.web.arguments import BadEvent, fits
from crm_app.web.pages.staff.chart_state import Chart
from crm_app.web.pages.staff.person_form_state import PersonFormState
from crm_app.web.pages.staff.skill_state import SkillState
from tests.staff.organisation import a_person
from tests.web.conftest import OpenTab, Served
from tests.web.odd import PREFIX
from tests.web.test_walk import HANDLERS, NAMES, SHOWS, permission

pytestmark = pytest.mark.xdist_group("web")

OURS = [name for name in NAMES if permission(name) and PREFIX not in name and name not in SHOWS]
ODD: dict[str, Any] = {
    "nothing": None,
    "number": 5,
    "no_number": 1e308,
    "list": [[1], {}],
    "map": {"name": 5, "levels": 5, "uuid": [1], "email": {}, "skills": [1], "team_uuid": 7},
}


def fn(handler: Any) -> Any:
    return handler.fn


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (Chart.load, {}),
        (Chart.find, {"text": "Ada"}),
        (Chart.read, {"number": 1, "pages": ["unassigned"]}),
        (SkillState.set_level, {"assignment": "a", "level": "b", "wanted": False}),
        (PersonFormState.save, {"values": {"name": "Ada"}, "seen": {}}),
    ],
    ids=["none", "text", "number_and_list", "boolean", "maps"],
)
def test_what_pages_send_fits(handler: Any, payload: dict[str, Any]):
    assert fits(fn(handler), payload)


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (Chart.find, {}),
        (Chart.find, {"text": "Ada", "more": "Bob"}),
        (Chart.find, {"text": None}),
        (Chart.find, ["Ada"]),
        (Chart.read, {"number": True, "pages": []}),
        (Chart.read, {"number": 1, "pages": "unassigned"}),
        (Chart.read, {"number": 1, "pages": [1]}),
        (SkillState.set_level, {"assignment": "a", "level": "b", "wanted": 1}),
        (PersonFormState.save, {"values": {"name": None}, "seen": {}}),
        (PersonFormState.save, {"values": [], "seen": {}}),
    ],
    ids=[
        "too_few",
        "too_many",
        "nothing",
        "no_map",
        "true_for_1",
        "text_for_list",
        "number_in_list",
        "1_for_true",
        "nothing_in_map",
        "list_for_map",
    ],
)
def test_anything_else_does_not(handler: Any, payload: Any):
    assert not fits(fn(handler), payload)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_no_handler_trips_over_what_it_is_not_made_for(
    open_tab: OpenTab, served: Served, owner: accounts.User, odd: object
):
    """Everything that is registered, so whatever is added later is tried too."""
    tab = await open_tab(owner, f"/staff/people/{(await a_person('Grace')).uuid}")
    before = len(served.log())
    for name in OURS:
        parameters = list(inspect.signature(HANDLERS[name].handler.fn).parameters)[1:]
        if parameters:
            await tab.send(name, **dict.fromkeys(parameters, odd))
    await tab.settle()
    assert "unexpected_error" not in served.log()[before:]
    assert BadEvent.text in tab.notices()
