"""The search for a record to narrow the log to: contacts, companies and people, a few of each."""

from urllib.parse import urlencode

import reflex as rx

from crm_app import crm, staff
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.web.access import handler, scope_of
from crm_app.web.activity.addresses import PATH, record_by
from crm_app.web.activity.records import noun_of
from crm_app.web.ui.avatars import initials, tint
from crm_app.web.ui.pickers import PersonOption, Picker

EACH = 5
LONGEST = 200


class RecordSearch(rx.State):
    """What is found for the text in `answers`, while the search is open."""

    open: bool = False
    found: list[PersonOption] = []
    answers: str = ""
    none: str = ""

    @handler("activity.view")
    async def begin(self) -> None:
        """Opens the search with the first of everything."""
        await self._find("")
        self.open = True

    @handler("activity.view")
    async def end(self) -> None:
        """Closes it; nothing was chosen, or it has been."""
        self.open, self.found = False, []

    @handler("activity.view")
    async def find(self, text: str) -> None:
        """Answers what is being typed."""
        await self._find(text.strip()[:LONGEST])

    @handler("activity.view")
    async def pick(self, key: str, levels: list[str]) -> rx.event.EventSpec | None:
        """Leads to what happened to this record; the other filters stay."""
        if record_by({"record": key}) is None:
            return None
        query = {**self.router.url.query_parameters, "record": key}
        return rx.redirect(f"{PATH}?{urlencode(query)}")

    async def _find(self, text: str) -> None:
        async with scope_of(self) as scope:
            self.found = await _records(scope, text)
        self.answers, self.none = text, "match"


async def _records(scope: Scope, text: str) -> list[PersonOption]:
    """Those that are not in the trash, in the order of their names within each type."""
    contacts = await crm.list_contacts(scope, search=text, limit=EACH)
    companies = await crm.list_companies(scope, search=text, limit=EACH)
    people = await staff.people_page(scope, staff.PeopleFilter(search=text), limit=EACH)
    return [
        *(_option("crm_contact", str(row.uuid), row.name) for row in contacts.rows),
        *(_option("crm_company", str(row.uuid), row.name) for row in companies.rows),
        *(_option("staff_person", str(row.uuid), row.name) for row in people.rows),
    ]


def _option(kind: str, uuid: str, name: str) -> PersonOption:
    return PersonOption(
        uuid=f"{kind}:{uuid}",
        href="",
        name=name,
        title=noun_of(kind),
        email="",
        image="",
        letters=initials(name),
        tint=tint(uuid),
    )


def record_search() -> rx.Component:
    """The search, behind a button."""
    return Picker.create(
        open=RecordSearch.open,
        options=RecordSearch.found,
        answers=RecordSearch.answers,
        none=RecordSearch.none,
        groups=[],
        once=True,
        texts={
            "label": t("Record"),
            "search": t("Search contacts, companies, people"),
            "people": t("Records"),
            "searching": t("Searching…"),
            "match": t("Nothing matches “{search}”."),
            "added": t("{name} was chosen."),
        },
        on_open=RecordSearch.begin,
        on_close=RecordSearch.end,
        on_search=RecordSearch.find,
        on_pick=RecordSearch.pick,
    )
