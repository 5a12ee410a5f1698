"""Where files come in: the drop zone around a tab, the list of uploads, the photo input, the tray."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.media.components import DropZone, LibraryUploads, PhotoInput, UploadList, UploadTray
from crm_app.web.media.picture_words import PHOTO, PictureWords
from crm_app.web.media.texts import clash_texts, upload_texts
from crm_app.web.notices import Notices
from crm_app.web.ui.buttons import button

Text = str | rx.Var[str]

FILES_TABS = {
    "contact": "/contacts/{record}?tab=files",
    "company": "/companies/{record}?tab=files",
    "person": "/staff/people/{record}?tab=files",
    "folder": "/media",
}
"""Where the files of a record are, by the type of record that has such a page."""


def drop_zone(
    *children: rx.Component,
    record: Text,
    label: Text,
    kind: str,
    limit: int | rx.Var[int],
    resource: str,
    disabled: rx.Var[bool] | bool = False,
    **props: Any,
) -> rx.Component:
    """Takes files dropped anywhere, pasted, or chosen with an `add_button` inside, for `record`.

    `resource` is the record's type as `POST /uploads` knows it, `label` the record's name (shown where
    uploads go on after the page has moved on). Files above `limit` bytes are refused before they are sent,
    0 leaves that to the server.
    """
    target = {"resource": resource, "record": record, "label": label, "kind": kind}
    return DropZone.create(*children, **target, limit=limit, disabled=disabled, texts=upload_texts(), **props)


def add_button(label: str, *, primary: bool = False, **props: Any) -> rx.Component:
    """Opens the file dialog of the drop zone around it."""
    kind = "primary" if primary else "secondary"
    return button(label, icon="plus", kind=kind, custom_attrs={"data-choose-files": ""}, **props)


def library_uploads(
    *children: rx.Component,
    folder: Text,
    limit: int | rx.Var[int],
    disabled: rx.Var[bool] | bool = False,
    **props: Any,
) -> rx.Component:
    """Around a page of the library: takes files and whole folders, dropped anywhere, pasted or chosen.

    They go into `folder` (a uuid, or "root"), or into the folder under the pointer: an element with
    `data-drop-folder` (the same), which has `data-drop-over` meanwhile. Inside, `data-choose-files` and
    `data-choose-folder` open the dialogs (`add_button`, `add_folder_button`). What is uploaded is shown in a
    corner of the page; one notice tells what came of it.
    """
    target = {"folder": folder, "label": t("the library"), "limit": limit, "disabled": disabled}
    texts = upload_texts() | clash_texts()
    return LibraryUploads.create(*children, **target, texts=texts, on_told=_tell, **props)


def _tell(text: rx.Var[str], kind: rx.Var[str]) -> rx.event.EventSpec:
    return Notices.show(text, kind, "", {})


def add_folder_button(label: str, **props: Any) -> rx.Component:
    """Opens the dialog for a whole folder of the `library_uploads` around it."""
    return button(label, icon="folder-up", custom_attrs={"data-choose-folder": ""}, **props)


def upload_list(*, record: Text, kind: str) -> rx.Component:
    """What is being uploaded to `record`; nothing while there is nothing."""
    return UploadList.create(record=record, kind=kind, texts=upload_texts())


def upload_tray() -> rx.Component:
    """For the shell: tells of uploads to records that are not on the screen, and leads to them."""
    return UploadTray.create(paths=FILES_TABS, texts=upload_texts())


def photo_input(
    *children: rx.Component,
    resource: str,
    record: Text,
    label: Text,
    limit: int | rx.Var[int],
    on_photo: Any,
    words: PictureWords = PHOTO,
    **props: Any,
) -> rx.Component:
    """Around the menu of a picture: an item with `data-choose-photo` uploads a new one into the images.

    `on_photo(record, file_uuid)` is called when it is stored.
    """
    target = {"resource": resource, "record": record, "label": label}
    texts = upload_texts() | {"upload_photo": words.upload}
    return PhotoInput.create(*children, **target, limit=limit, texts=texts, on_photo=on_photo, **props)


def drop_hint() -> str:
    """What an empty list says below its title."""
    return t("Drop them anywhere here, paste them, or choose them.")
