"""The list of people as it is now: what was read, with everything that has changed since."""

from typing import Any

import reflex as rx

from crm_app.web.pages.staff.list_state import PeopleList
from crm_app.web.patches import live_fact, live_members

people: rx.Var[Any] = live_members(PeopleList.live, PeopleList.items)
count: rx.Var[Any] = live_fact(PeopleList.live, "count", PeopleList.count)
matching: rx.Var[Any] = live_fact(PeopleList.live, "matching", PeopleList.matching)
beyond: rx.Var[Any] = live_fact(PeopleList.live, "beyond", PeopleList.beyond)
trashed: rx.Var[Any] = live_fact(PeopleList.live, "trashed", PeopleList.trashed)
