"""The Interactions tab of a record: who writes here now, the composer, the filters, the timeline."""

from dataclasses import dataclass

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import Session, may
from crm_app.web.interactions.components import Composer, Timeline, Who
from crm_app.web.interactions.texts import TYPES, composer_texts, filter_texts, timeline_texts
from crm_app.web.interactions.timeline_state import RecordInteractionsState
from crm_app.web.patches import live_fact, live_rows
from crm_app.web.ui.buttons import link_button, spinner
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.scripts import Choice, choices, more_on_scroll
from crm_app.web.ui.skeleton import bone
from crm_app.web.ui.watchers import writing_note


@dataclass(frozen=True, slots=True)
class Notes:
    """What the tab of one type of record shows: its timeline, and which record the page is about by now.

    `href` is the record's page. `in_trash` says why nobody can write there. A company's timeline shows what
    its people were involved in, too, and can be narrowed to one of the two.
    """

    state: type[RecordInteractionsState]
    on_page: rx.Var[str]
    name: rx.Var[str]
    href: rx.Var[str]
    trashed: rx.Var[bool]
    in_trash: str
    of_company: bool = False


def interactions_tab(notes: Notes) -> rx.Component:
    """The tab, as soon as it is about the record on the page: nothing must be written to the one before."""
    state = notes.state
    content = rx.el.div(
        rx.cond(may("crm.edit"), _writing(notes)),
        _bar(notes),
        rx.cond(
            state.problem,
            failed(state.problem, state.load),
            rx.cond(state.loaded, _timeline(notes), _waiting()),
        ),
        class_name="interactions",
    )
    return rx.cond(state.record == notes.on_page, content, rx.el.div(_waiting(), class_name="interactions"))


def interaction_count(state: type[RecordInteractionsState]) -> rx.Var[int]:
    """How many the timeline shows now."""
    return live_fact(state.live, "count", state.count)


def _writing(notes: Notes) -> rx.Component:
    state = notes.state
    composer = Composer.create(
        **_form(notes),
        key=state.record,
        disabled=notes.trashed,
        texts=composer_texts(),
        on_writing=state.writing,
        on_saved=state.saved,
    )
    return rx.fragment(
        rx.cond(notes.trashed, rx.el.p(notes.in_trash, class_name="quiet")),
        rx.el.div(writing_note(), composer, class_name="interactions-writing"),
    )


def _form(notes: Notes) -> dict[str, object]:
    """What a form needs to know of the record that it is about."""
    resource = notes.state._of.name
    return {
        "anchor": f"{resource}:" + notes.state.record,
        "label": notes.name,
        "page": notes.href + "?tab=interactions",
        "without": notes.state.record,
        "owner": Session.email,
    }


def _bar(notes: Notes) -> rx.Component:
    """The filters; they are parts of the address."""
    state = notes.state
    every: list[Choice] = [{"value": "", "label": t("All types") if notes.of_company else t("All")}]
    types: list[Choice] = [{"value": name, "label": filter_texts()[name]} for name in TYPES]
    return rx.el.div(
        *([_whose()] if notes.of_company else []),
        choices(t("Type"), every + types, param="type", fallback=""),
        Who.create(param="who", name=state.who, without="", texts=timeline_texts()),
        class_name="interactions-bar",
        role="group",
        aria_label=t("Filter"),
    )


def _whose() -> rx.Component:
    options: list[Choice] = [
        {"value": "all", "label": t("All")},
        {"value": "company", "label": t("Company")},
        {"value": "members", "label": t("People")},
    ]
    return choices(t("Whose"), options, param="only", fallback="all")


def _timeline(notes: Notes) -> rx.Component:
    state = notes.state
    rows = live_rows(state.live, state.items)
    listed = Timeline.create(
        **_form(notes),
        rows=rows,
        can_edit=may("crm.edit") & ~notes.trashed,
        texts=timeline_texts(),
        on_delete=state.delete,
        on_writing=state.writing,
    )
    return rx.cond(rows.length() > 0, rx.fragment(listed, _end(state)), _nothing(notes))


def _end(state: type[RecordInteractionsState]) -> rx.Component:
    reading_on = rx.fragment(
        more_on_scroll(state.items.length(), state.read_on), spinner(), t("Loading more…")
    )
    return rx.el.div(rx.cond(state.more, reading_on), class_name="table-end", aria_live="polite")


def _nothing(notes: Notes) -> rx.Component:
    everything = link_button(t("Show all"), notes.href + "?tab=interactions", small=True)
    why = rx.cond(
        may("crm.edit") & ~notes.trashed,
        t("Calls, e-mails, meetings and notes that are written down above stand here, for everybody."),
        t("Calls, e-mails, meetings and notes stand here once somebody writes them down."),
    )
    return rx.cond(
        notes.state.filtered,
        empty("list-filter", t("No interactions like that"), "", everything, compact=True),
        empty("messages-square", t("No interactions logged yet."), why, compact=True),
    )


def _waiting() -> rx.Component:
    def note(width: str) -> rx.Component:
        lines = rx.el.div(bone("24%"), bone(width), bone("60%"), class_name="waiting-note-lines")
        return rx.el.div(bone("32px", "32px", round=True), lines, class_name="waiting-note")

    return rx.el.div(note("72%"), note("54%"), note("80%"), aria_hidden=True)
