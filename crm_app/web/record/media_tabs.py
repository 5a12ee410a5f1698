"""The Files and the Images tab of a record, and the menu of its picture, whatever type of record it is."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.storage.record_media import Kind
from crm_app.web.media.lists import file_list, image_grid
from crm_app.web.media.rows import FileRow
from crm_app.web.media.uploads import add_button, drop_hint, drop_zone, photo_input, upload_list
from crm_app.web.patches import live_fact, live_rows
from crm_app.web.picker.picker import pick_button, record_picker
from crm_app.web.record.media_state import RecordMediaState
from crm_app.web.ui.cards import card
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.menus import menu, menu_item, menu_line
from crm_app.web.ui.skeleton import bone


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the tabs of one type of record show: its media, and which record the page is about by now.

    `in_trash` says what can still be done in the trash, `nothing` that there is nothing for who may not add.
    """

    media: type[RecordMediaState]
    on_page: rx.Var[str]
    in_trash: str
    nothing: str


def files_tab(shelf: Shelf) -> rx.Component:
    """Everything that is no image: drop, list, open, download, remove."""
    media = shelf.media
    files = file_list(files_now(media), can_edit=media.can_edit, on_remove=media.remove_files)
    return _zone(shelf, "files", _card(shelf, "files", t("Files"), "paperclip", t("Add files"), files))


def images_tab(shelf: Shelf) -> rx.Component:
    """The images: drop, look, star one as the record's picture, remove."""
    media = shelf.media
    images = image_grid(
        images_now(media),
        can_edit=media.can_edit,
        on_remove=media.remove_images,
        on_star=media.set_photo,
        words=media._words,
    )
    return _zone(shelf, "images", _card(shelf, "images", t("Images"), "image", t("Add images"), images))


def photo_menu(media: type[RecordMediaState], picture: rx.Component) -> rx.Component:
    """The record's `picture` as a button: choose one of the images, upload a new one, or remove it."""
    trigger = rx.el.button(
        picture,
        type="button",
        class_name="media-photo-button",
        title=media._words.change,
        aria_label=media._words.change,
    )
    choosing = record_picker(
        menu(trigger, *_photo_items(media), align="start"),
        **_target(media),
        kind="images",
        single=True,
        title=media._words.choose,
        on_pick=lambda uuids: media.pick_photo(media.record, uuids),
    )
    return photo_input(
        rx.cond(media.can_edit, choosing, picture),
        **_target(media),
        on_photo=media.photo_uploaded,
        words=media._words,
    )


def _target(media: type[RecordMediaState]) -> dict[str, Any]:
    """Where uploads and what is chosen go."""
    return {
        "resource": media._of.name,
        "record": media.record,
        "label": media.record_name,
        "limit": media.limit,
    }


def files_now(media: type[RecordMediaState]) -> rx.Var[list[FileRow]]:
    """The files as they are now."""
    return live_rows(media.files_live, media.files)


def images_now(media: type[RecordMediaState]) -> rx.Var[list[FileRow]]:
    """The images as they are now."""
    return live_rows(media.images_live, media.images)


def file_count(media: type[RecordMediaState]) -> rx.Var[int]:
    """How many files there are now."""
    return live_fact(media.files_live, "file_count", media.file_count)


def image_count(media: type[RecordMediaState]) -> rx.Var[int]:
    """How many images there are now."""
    return live_fact(media.images_live, "image_count", media.image_count)


def _photo_items(media: type[RecordMediaState]) -> list[rx.Component]:
    choose = {"custom_attrs": {"data-choose-photo": ""}}
    return [
        menu_item(t("Choose an image"), icon="image", custom_attrs={"data-open-picker": ""}),
        menu_item(media._words.upload, icon="upload", **choose),
        rx.cond(
            live_fact(media.images_live, "has_photo", media.has_photo),
            rx.fragment(
                menu_line(),
                menu_item(media._words.remove, icon="trash-2", danger=True, on_select=media.remove_photo),
            ),
        ),
    ]


def _shown(media: type[RecordMediaState], kind: Kind) -> tuple[rx.Var[list[FileRow]], rx.Var[int]]:
    """The rows of this kind, and how many there are in all."""
    if kind == "images":
        return images_now(media), image_count(media)
    return files_now(media), file_count(media)


def _zone(shelf: Shelf, kind: Kind, content: rx.Component) -> rx.Component:
    """The tab, as soon as it is about the record on the page: files must never land in the one before."""
    media = shelf.media
    zone = drop_zone(
        rx.cond(media.is_trashed, rx.el.p(shelf.in_trash, class_name="quiet")),
        upload_list(record=media.record, kind=kind),
        content,
        **_target(media),
        kind=kind,
        disabled=~media.can_edit,
        on_settled=media.refresh([]),
    )
    choosing = record_picker(
        zone,
        **_target(media),
        kind=kind,
        title=t("Choose images") if kind == "images" else t("Choose files"),
        on_pick=lambda uuids: media.add_existing(media.record, uuids),
    )
    return rx.cond(media.record == shelf.on_page, choosing, card(_waiting(kind), inset=False))


def _card(shelf: Shelf, kind: Kind, title: str, icon: str, add: str, listed: rx.Component) -> rx.Component:
    media = shelf.media
    rows, count = _shown(media, kind)
    nothing = _empty(shelf, kind, icon, add)
    content = rx.cond(rows.length() > 0, rx.fragment(listed, _cut_note(media, kind)), nothing)
    return card(
        rx.cond(
            media.problem,
            failed(media.problem, media.refresh([])),
            rx.cond(media.loaded, content, _waiting(kind)),
        ),
        title=title,
        icon=icon,
        count=count,
        action=rx.cond(media.can_edit & (count > 0), _ways_to_add(add)),
        inset=False,
    )


def _ways_to_add(add: str, *, primary: bool = False) -> rx.Component:
    """Those that are there already, and new ones."""
    return rx.el.div(
        pick_button(t("Choose existing")), add_button(add, primary=primary), class_name="media-adds"
    )


def _cut_note(media: type[RecordMediaState], kind: Kind) -> rx.Component:
    rows, count = _shown(media, kind)
    text = t("Only the newest are shown.")
    return rx.cond(count > rows.length(), rx.el.p(text, class_name="media-cut quiet small"))


def _empty(shelf: Shelf, kind: Kind, icon: str, add: str) -> rx.Component:
    title = t("No images yet.") if kind == "images" else t("No files yet.")
    return rx.cond(
        shelf.media.can_edit,
        empty(icon, title, drop_hint(), _ways_to_add(add, primary=True)),
        empty(icon, title, shelf.nothing),
    )


def _waiting(kind: Kind) -> rx.Component:
    if kind == "images":
        tiles = [rx.el.li(bone("100%", "100%"), class_name="media-tile") for _ in range(6)]
        return rx.el.ul(*tiles, class_name="media-grid", aria_hidden=True)
    text = rx.el.div(bone("40%"), bone("20%"), class_name="media-row-body")
    row = rx.el.li(bone("40px", "40px"), text, class_name="media-row")
    return rx.el.ul(row, row, row, class_name="media-list", aria_hidden=True)
