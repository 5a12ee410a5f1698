"""What is said around the rows of the library: whose they are, what becomes of them, why there are none."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may
from crm_app.web.pages.media.addresses import HOME
from crm_app.web.pages.media.state import LibraryState
from crm_app.web.patches import live_fact, live_rows
from crm_app.web.ui.buttons import button, link_button
from crm_app.web.ui.empty import empty
from crm_app.web.ui.phrases import phrase

place = LibraryState.place


def record_line() -> rx.Component:
    """In the folder of a record: whose it is."""
    text = phrase(t("These are the files of {name}."), name=LibraryState.record_name)
    open_record = link_button(
        t("Open the record"), LibraryState.record_href, icon="arrow-up-right", small=True
    )
    return rx.cond(
        LibraryState.record_href != "",
        rx.el.div(rx.el.span(text, class_name="grow"), open_record, class_name="library-note"),
    )


def trash_line() -> rx.Component:
    """In the trash: what becomes of what lies here."""
    trashed = live_fact(LibraryState.live, "trashed", LibraryState.trashed)
    empty_it = button(
        t("Empty the trash…"), icon="trash-2", small=True, custom_attrs={"data-empty-trash": ""}
    )
    return rx.cond(
        (place == "trash") & (trashed > 0),
        rx.el.div(
            rx.el.span(t("What lies here is deleted for good after a while."), class_name="grow"),
            rx.cond(may("media.delete"), empty_it),
            class_name="library-note",
        ),
    )


def copies_line() -> rx.Component:
    """Among duplicates: what can be done about them, and why."""
    told = t(
        "Equal contents are stored once, however many files have them. Keep one, and the folders of the "
        "others show it, too: then there is one to find, to change and to share."
    )
    return rx.cond(
        (place == "duplicates") & (live_rows(LibraryState.live, LibraryState.items).length() > 0),
        rx.el.p(told, class_name="library-note"),
    )


def missing() -> rx.Component:
    """Instead of a folder that is gone."""
    text = t("It was deleted or lies in the trash.")
    return empty("folder-x", t("This folder is not here any more"), text, link_button(t("Go to Media"), HOME))


def nothing(takes_uploads: Any, new_folder: rx.Component) -> rx.Component:
    """Where there are no rows: why, and the way out."""
    nowhere = phrase(t("Nothing here is called or contains “{search}”."), search=LibraryState.search)
    return rx.cond(
        LibraryState.search,
        empty("search-x", t("No results"), nowhere),
        rx.cond(
            LibraryState.narrowed,
            empty("list-filter", t("No files of this type here"), ""),
            rx.match(
                place,
                (
                    "trash",
                    empty(
                        "trash-2",
                        t("The trash is empty"),
                        t("What is deleted can be brought back from here."),
                    ),
                ),
                (
                    "duplicates",
                    empty("copy-check", t("No duplicates"), t("No two files have the same content.")),
                ),
                rx.cond(
                    takes_uploads,
                    empty(
                        "folder-open",
                        t("Nothing here yet"),
                        t("Drop files or folders here, or make a folder."),
                        new_folder,
                    ),
                    empty("folder-open", t("Nothing here yet"), ""),
                ),
            ),
        ),
    )
