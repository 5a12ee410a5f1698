"""The Files and the Images tab of a contact, and the menu of its picture."""

import reflex as rx

from crm_app.core.texts import t
from crm_app.crm.attachments import Kind
from crm_app.web.media.lists import file_list, image_grid, photo_choices
from crm_app.web.media.rows import FileRow
from crm_app.web.media.uploads import add_button, drop_hint, drop_zone, photo_input, upload_list
from crm_app.web.pages.contacts.contact_state import ContactState
from crm_app.web.pages.contacts.media_state import MediaState
from crm_app.web.ui.cards import card
from crm_app.web.ui.dialogs import dialog
from crm_app.web.ui.empty import empty, failed
from crm_app.web.ui.menus import menu, menu_item, menu_line
from crm_app.web.ui.skeleton import bone


def files_tab() -> rx.Component:
    """Everything that is no image: drop, list, open, download, remove."""
    files = file_list(MediaState.files, can_edit=MediaState.can_edit, on_remove=MediaState.remove_files)
    return _zone("files", _card("files", t("Files"), "paperclip", add=t("Add files"), listed=files))


def images_tab() -> rx.Component:
    """The images: drop, look, star one as the contact's picture, remove."""
    images = image_grid(
        MediaState.images,
        can_edit=MediaState.can_edit,
        on_remove=MediaState.remove_images,
        on_star=MediaState.set_photo,
    )
    return _zone("images", _card("images", t("Images"), "image", add=t("Add images"), listed=images))


def photo_menu(picture: rx.Component) -> rx.Component:
    """The contact's `picture` as a button: choose one of the images, upload a new one, or remove it."""
    trigger = rx.el.button(
        picture,
        type="button",
        class_name="media-photo-button",
        title=t("Change photo"),
        aria_label=t("Change photo"),
    )
    return photo_input(
        rx.cond(
            MediaState.can_edit,
            rx.fragment(menu(trigger, *_photo_items(), align="start"), _photo_dialog()),
            picture,
        ),
        record=MediaState.record,
        label=MediaState.record_name,
        on_photo=MediaState.photo_uploaded,
        limit=MediaState.limit,
    )


def _photo_items() -> list[rx.Component]:
    choose = {"custom_attrs": {"data-choose-photo": ""}}
    return [
        rx.cond(
            MediaState.image_count > 0,
            menu_item(t("Choose from images"), icon="image", on_select=MediaState.open_photo_choice),
        ),
        menu_item(t("Upload a new photo"), icon="upload", **choose),
        rx.cond(
            MediaState.has_photo,
            rx.fragment(
                menu_line(),
                menu_item(t("Remove photo"), icon="trash-2", danger=True, on_select=MediaState.remove_photo),
            ),
        ),
    ]


def _photo_dialog() -> rx.Component:
    return dialog(
        photo_choices(MediaState.images, on_choose=MediaState.set_photo),
        open=MediaState.choosing_photo,
        title=t("Choose a photo"),
        on_close=MediaState.close_photo_choice,
    )


def _shown(kind: Kind) -> tuple[rx.Var[list[FileRow]], rx.Var[int]]:
    """The rows of this kind, and how many there are in all."""
    if kind == "images":
        return MediaState.images, MediaState.image_count
    return MediaState.files, MediaState.file_count


def _zone(kind: Kind, content: rx.Component) -> rx.Component:
    """The tab, as soon as it is about the contact on the page: files must never land in the one before."""
    zone = drop_zone(
        rx.cond(MediaState.is_trashed, _trashed_note()),
        upload_list(record=MediaState.record, kind=kind),
        content,
        record=MediaState.record,
        label=MediaState.record_name,
        kind=kind,
        disabled=~MediaState.can_edit,
        limit=MediaState.limit,
        on_settled=MediaState.refresh([]),
    )
    return rx.cond(MediaState.record == ContactState.contact["uuid"], zone, card(_waiting(kind), inset=False))


def _trashed_note() -> rx.Component:
    text = t("What is attached can be opened and downloaded. Restore the contact to add or remove something.")
    return rx.el.p(text, class_name="quiet")


def _card(kind: Kind, title: str, icon: str, *, add: str, listed: rx.Component) -> rx.Component:
    rows, count = _shown(kind)
    content = rx.cond(rows.length() > 0, rx.fragment(listed, _cut_note(kind)), _empty(kind, icon, add))
    return card(
        rx.cond(
            MediaState.problem,
            failed(MediaState.problem, MediaState.refresh([])),
            rx.cond(MediaState.loaded, content, _waiting(kind)),
        ),
        title=title,
        icon=icon,
        count=count,
        action=rx.cond(MediaState.can_edit & (count > 0), add_button(add)),
        inset=False,
    )


def _cut_note(kind: Kind) -> rx.Component:
    rows, count = _shown(kind)
    text = t("Only the newest are shown.")
    return rx.cond(count > rows.length(), rx.el.p(text, class_name="media-cut quiet small"))


def _empty(kind: Kind, icon: str, add: str) -> rx.Component:
    title = t("No images yet.") if kind == "images" else t("No files yet.")
    return rx.cond(
        MediaState.can_edit,
        empty(icon, title, drop_hint(), add_button(add, primary=True)),
        empty(icon, title, t("Nothing has been added to this contact.")),
    )


def _waiting(kind: Kind) -> rx.Component:
    if kind == "images":
        tiles = [rx.el.li(bone("100%", "100%"), class_name="media-tile") for _ in range(6)]
        return rx.el.ul(*tiles, class_name="media-grid", aria_hidden=True)
    text = rx.el.div(bone("40%"), bone("20%"), class_name="media-row-body")
    row = rx.el.li(bone("40px", "40px"), text, class_name="media-row")
    return rx.el.ul(row, row, row, class_name="media-list", aria_hidden=True)
