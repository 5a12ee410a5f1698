"""`/media?place=&folder=&q=&type=&sort=&view=`: the library. The tree stands beside what it shows."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.access import may, page
from crm_app.web.library.components import Crumbs, Details, Library, Tree, TreeButton, ViewSwitch
from crm_app.web.library.texts import library_texts
from crm_app.web.media.uploads import library_uploads
from crm_app.web.pages.media import notes
from crm_app.web.pages.media.addresses import HOME, PERMISSIONS, PLACES
from crm_app.web.pages.media.details_state import LibraryDetails
from crm_app.web.pages.media.doing_state import LibraryDoing
from crm_app.web.pages.media.share_panel import share_panel
from crm_app.web.pages.media.state import LibraryState
from crm_app.web.pages.media.tree_state import LibraryTree
from crm_app.web.patches import live_fact, live_rows
from crm_app.web.ui.buttons import button, spinner
from crm_app.web.ui.empty import failed
from crm_app.web.ui.list_controls import choice_select
from crm_app.web.ui.menus import menu, menu_item
from crm_app.web.ui.scripts import Choice, list_start, more_on_scroll, search_field
from crm_app.web.ui.shell import shell
from crm_app.web.ui.skeleton import bone, waiting

place = LibraryState.place
TYPES: list[Choice] = [
    {"value": "", "label": t("All types")},
    {"value": "image", "label": t("Images")},
    {"value": "document", "label": t("Documents")},
    {"value": "video", "label": t("Videos")},
    {"value": "audio", "label": t("Audio")},
    {"value": "archive", "label": t("Archives")},
    {"value": "other", "label": t("Other files")},
]
ORDERS: list[Choice] = [
    {"value": "name", "label": t("By name")},
    {"value": "-added", "label": t("Newest first")},
    {"value": "added", "label": t("Oldest first")},
    {"value": "-size", "label": t("Largest first")},
    {"value": "size", "label": t("Smallest first")},
    {"value": "-name", "label": t("By name, backwards")},
]


@page(HOME, "media.view", t("Media"), on_load=[LibraryState.load, LibraryTree.load])
def media_page() -> rx.Component:
    """The page."""
    return library_uploads(_shell(), folder=_folder(), limit=LibraryState.limit, disabled=~_takes_uploads())


def _shell() -> rx.Component:
    return shell(
        rx.el.div(
            _tree(),
            rx.el.div(_toolbar(), _content(), class_name="library-main"),
            _details(),
            class_name="library",
        ),
        trail=[(LibraryState.title, None)],
        steps=Crumbs.create(
            place=place, title=LibraryState.title, crumbs=LibraryState.crumbs, texts=library_texts()
        ),
        skeleton=rx.el.div(rx.el.div(class_name="library-tree"), _waiting(), class_name="library"),
        action=rx.cond(_takes_uploads(), rx.fragment(_new_folder(), _upload())),
    )


def _folder() -> rx.Var[str]:
    return rx.cond(LibraryState.folder != "", LibraryState.folder, "root")


def _takes_more() -> Any:
    """Whether things can be added to what is shown."""
    return ((place == "folders") | (LibraryState.folder != "")) & ~LibraryState.missing


def _takes_uploads() -> Any:
    return may("media.edit") & _takes_more()


def _upload() -> rx.Component:
    return menu(
        button(t("Upload"), icon="upload", kind="primary"),
        menu_item(t("Upload files…"), icon="file-up", custom_attrs={"data-choose-files": ""}),
        menu_item(t("Upload a folder…"), icon="folder-up", custom_attrs={"data-choose-folder": ""}),
    )


def _tree() -> rx.Component:
    places: list[Any] = [{"place": name, "label": label, "count": 0} for name, label in PLACES.items()]
    trashed = live_fact(LibraryState.live, "trashed", LibraryState.trashed)
    shown = [_place(each, trashed) for each in places]
    return Tree.create(
        tree=LibraryTree.children,
        places=shown,
        place=place,
        folder=LibraryState.folder,
        trail=LibraryState.trail,
        texts=library_texts(),
        on_open=LibraryTree.open,
    )


def _place(entry: dict[str, Any], trashed: Any) -> dict[str, Any]:
    name = entry["place"]
    permission = "media.delete" if name == "trash" else PERMISSIONS.get(name, "media.view")
    return {
        "place": rx.cond(may(permission), name, ""),
        "label": entry["label"],
        "count": trashed if name == "trash" else 0,
    }


def _toolbar() -> rx.Component:
    return rx.el.div(
        TreeButton.create(texts=library_texts()),
        search_field(t("Search the library"), placeholder=t("Search names and contents…")),
        rx.el.div(
            choice_select(t("Type"), TYPES, param="type"),
            rx.cond(
                (place != "trash") & (place != "duplicates"),
                choice_select(t("Order"), ORDERS, param="sort", fallback="name", class_name="order"),
            ),
            class_name="filters",
        ),
        ViewSwitch.create(texts=library_texts()),
        class_name="toolbar",
    )


def _content() -> rx.Component:
    shown = rx.cond(LibraryState.missing, notes.missing(), rx.fragment(*_above(), _rows()))
    return rx.cond(
        LibraryState.problem,
        failed(LibraryState.problem, LibraryState.load),
        rx.cond(LibraryState.loaded, shown, _waiting()),
    )


def _above() -> list[rx.Component]:
    return [notes.record_line(), notes.trash_line(), notes.copies_line()]


def _rows() -> rx.Component:
    rows = live_rows(LibraryState.live, LibraryState.items)
    return rx.el.div(
        list_start(LibraryState.list_name),
        rx.cond(rows.length() == 0, notes.nothing(_takes_uploads(), _new_folder())),
        _library(rows),
        class_name="library-body",
    )


def _library(rows: Any) -> rx.Component:
    return Library.create(
        rx.el.div(
            rx.cond(
                LibraryState.more,
                rx.fragment(
                    more_on_scroll(rows.length(), LibraryState.read_on), spinner(), t("Loading more…")
                ),
            ),
            rx.cond(
                LibraryState.cut, rx.el.span(t("No more than these are shown. Search to find the others."))
            ),
            class_name="table-end",
            aria_live="polite",
        ),
        live=LibraryState.live,
        items=LibraryState.items,
        list=LibraryState.list_name,
        place=place,
        folder=LibraryState.folder,
        trail=LibraryState.trail,
        sort=LibraryState.sort,
        scattered=LibraryState.scattered,
        more=LibraryState.more,
        cut=LibraryState.cut,
        tree=LibraryTree.children,
        fresh=LibraryDoing.fresh,
        may_edit=may("media.edit"),
        may_delete=may("media.delete"),
        texts=library_texts(),
        on_move=LibraryDoing.move,
        on_copy=LibraryDoing.copy,
        on_link=LibraryDoing.link,
        on_trash=LibraryDoing.trash,
        on_restore=LibraryDoing.restore,
        on_delete=LibraryDoing.delete,
        on_keep=LibraryDoing.keep_one,
        on_read_all=LibraryState.read_all,
        on_empty=LibraryDoing.empty_trash,
        on_rename=LibraryDoing.rename,
        on_colour=LibraryDoing.recolour,
        on_details=LibraryDetails.show,
        on_open=LibraryTree.open,
    )


def _details() -> rx.Component:
    """The panel at the right. What is shared is said below."""
    return Details.create(
        share_panel(LibraryDetails.details["key"], LibraryDetails.name),
        details=LibraryDetails.details,
        limit=LibraryState.limit,
        may_edit=may("media.edit"),
        texts=library_texts(),
        on_describe=LibraryDetails.describe,
        on_restore_version=LibraryDetails.restore_version,
        on_close=LibraryDetails.close,
    )


def _new_folder() -> rx.Component:
    return button(
        t("New folder"),
        icon="folder-plus",
        aria_label=t("New folder"),
        custom_attrs={"data-short": ""},
        on_click=LibraryDoing.add_folder,
    )


def _waiting() -> rx.Component:
    def tile(width: str) -> rx.Component:
        picture = rx.el.div(bone("100%", "100%"), class_name="library-picture")
        return rx.el.li(picture, rx.el.div(bone(width), class_name="library-foot"), class_name="library-tile")

    tiles = [tile(width) for width in ("60%", "48%", "70%", "52%", "64%", "44%", "58%", "66%", "50%", "62%")]
    return waiting(
        rx.el.ul(*tiles, class_name="library-grid", aria_hidden=True),
        class_name="library-main library-waiting",
    )
