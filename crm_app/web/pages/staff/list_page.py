"""`/staff`: everybody on staff, searched, filtered and sorted by the address, read on as one scrolls."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import page
from crm_app.web.pages.staff import list_now
from crm_app.web.pages.staff.list_bars import chosen_bar, toolbar
from crm_app.web.pages.staff.list_choice import PeopleChoice
from crm_app.web.pages.staff.list_deletion import PeopleDeletion
from crm_app.web.pages.staff.list_empty import new_person, nothing
from crm_app.web.pages.staff.list_line import may_choose, person_line
from crm_app.web.pages.staff.list_state import PeopleList
from crm_app.web.pages.staff.sections import staff_sections
from crm_app.web.ui.buttons import spinner
from crm_app.web.ui.dialogs import confirm
from crm_app.web.ui.empty import failed
from crm_app.web.ui.list_controls import sort_heading
from crm_app.web.ui.scripts import list_start, more_on_scroll
from crm_app.web.ui.selection import pick_all, selection, selection_texts
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting
from crm_app.web.ui.tables import heading, table


@page("/staff/people", "staff.view", t("Staff"), on_load=PeopleList.load)
@page("/staff", "staff.view", t("Staff"), on_load=PeopleList.load)
def people_page() -> rx.Component:
    """The list, under both of its addresses."""
    return shell(
        rx.cond(PeopleList.problem, failed(PeopleList.problem, PeopleList.load), _list()),
        _delete_question(),
        trail=[(t("Staff"), None)],
        ready=PeopleList.loaded | (PeopleList.problem != ""),
        toolbar=rx.fragment(staff_sections("people"), toolbar()),
        skeleton=_waiting(),
        action=new_person(),
    )


def _list() -> rx.Component:
    return selection(
        list_start(PeopleList.order),
        rx.cond(list_now.people.length() > 0, rx.fragment(_table(), _end()), nothing()),
        chosen_bar(),
        rows=list_now.people,
        list=PeopleList.listed,
        matching=list_now.matching,
        answer=PeopleChoice.answer,
        texts=selection_texts(label=t("Selected people"), all=t("Select all people")),
    )


def _table() -> rx.Component:
    live = PeopleList.live
    rows = rx.foreach(list_now.people, lambda read: person_line(read=read, live=live, key=read["uuid"]))
    columns = [
        rx.cond(may_choose(), pick_all()),
        sort_heading(t("Name"), "name"),
        sort_heading(t("Title"), "title", width="18%", class_name="wider-920"),
        sort_heading(t("Department"), "department", width="16%", class_name="from-920"),
        heading(t("Teams"), "20%", class_name="from-1100"),
        (t("Status"), "124px"),
        ("", "56px"),
    ]
    return table(rows, columns=columns, label=t("People on staff"), rows="tall")


def _end() -> rx.Component:
    reading_on = rx.fragment(
        more_on_scroll(list_now.people.length(), PeopleList.read_on), spinner(), t("Loading more…")
    )
    rest = t("Only the first of them are shown. Search or filter to find the others.")
    left = list_now.matching > list_now.people.length()
    return rx.el.div(
        rx.cond(PeopleList.more, reading_on, rx.cond(left, rest, "")),
        class_name="table-end",
        aria_live="polite",
    )


def _delete_question() -> rx.Component:
    return confirm(
        open=PeopleDeletion.asking,
        title=PeopleDeletion.question,
        text=PeopleDeletion.consequence,
        confirm_label=rx.cond(PeopleDeletion.deleting, t("Deleting…"), t("Delete permanently")),
        busy=PeopleDeletion.deleting,
        on_confirm=PeopleDeletion.delete,
        on_cancel=PeopleDeletion.keep,
    )


def _waiting() -> rx.Component:
    def line(width: str) -> rx.Component:
        return rx.el.div(
            bone("28px", "28px", round=True), bone(width), bone("14%"), bone("12%"), class_name="waiting-row"
        )

    return waiting(*[line(width) for width in ("18%", "24%", "15%", "21%", "17%", "26%", "19%", "20%")])
