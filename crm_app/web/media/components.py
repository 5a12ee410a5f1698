"""The media components as Reflex sees them. Each lies beside this file as a module under its name."""

from typing import Any

import reflex as rx

from crm_app.web.bundled import asset
from crm_app.web.ui.packages import WithDialogs, WithIcons

_MODULES = (
    "clashes.jsx",
    "controls.jsx",
    "drop_zone.jsx",
    "dropped_files.js",
    "folder_plan.js",
    "folder_requests.js",
    "icons.jsx",
    "library_uploads.jsx",
    "photo_input.jsx",
    "picking.js",
    "preview.jsx",
    "shelf.jsx",
    "store.js",
    "thumb.jsx",
    "transport.js",
    "upload_list.jsx",
    "upload_queue.js",
    "upload_tray.jsx",
    "uploader.js",
    "viewer.jsx",
    "words.js",
    "zoom.js",
    "zoom_picture.jsx",
)
# All are registered here, because those of one Python module land in one folder and can import each other.
_PATHS = {name: asset(__file__, name).importable_path for name in _MODULES}

Texts = dict[str, str]


class DropZone(WithIcons):
    """Takes files that are dropped, pasted or chosen for one record."""

    library = _PATHS["drop_zone.jsx"]
    tag = "DropZone"

    resource: rx.Var[str]
    record: rx.Var[str]
    label: rx.Var[str]
    kind: rx.Var[str]
    limit: rx.Var[int]
    disabled: rx.Var[bool]
    texts: rx.Var[Texts]
    on_settled: rx.EventHandler[rx.event.no_args_event_spec]


class LibraryUploads(WithDialogs):
    """Takes files and whole folders for the library."""

    library = _PATHS["library_uploads.jsx"]
    tag = "LibraryUploads"

    folder: rx.Var[str]
    label: rx.Var[str]
    limit: rx.Var[int]
    disabled: rx.Var[bool]
    texts: rx.Var[Texts]
    on_told: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]


class UploadList(rx.Component):
    """The uploads of one record."""

    library = _PATHS["upload_list.jsx"]
    tag = "UploadList"

    record: rx.Var[str]
    kind: rx.Var[str]
    texts: rx.Var[Texts]


class UploadTray(rx.Component):
    """Uploads to records that are not on the screen."""

    library = _PATHS["upload_tray.jsx"]
    tag = "UploadTray"

    paths: rx.Var[dict[str, str]]
    texts: rx.Var[Texts]


class PhotoInput(rx.Component):
    """Uploads an image and hands it out as the record's new picture."""

    library = _PATHS["photo_input.jsx"]
    tag = "PhotoInput"

    resource: rx.Var[str]
    record: rx.Var[str]
    label: rx.Var[str]
    limit: rx.Var[int]
    disabled: rx.Var[bool]
    texts: rx.Var[Texts]
    on_photo: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]


class Shelf(rx.Component):
    """Gives rows of files their viewer, selection and keyboard."""

    library = _PATHS["shelf.jsx"]
    tag = "Shelf"

    files: rx.Var[list[dict[str, Any]]]
    can_edit: rx.Var[bool]
    texts: rx.Var[Texts]
    on_remove: rx.EventHandler[rx.event.passthrough_event_spec(list[str])]
    on_star: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class Thumb(rx.Component):
    """A small picture in its place, or the icon that stands for it."""

    library = _PATHS["thumb.jsx"]
    tag = "Thumb"

    src: rx.Var[str]
    alt: rx.Var[str]
    icon: rx.Var[str]
    pending: rx.Var[bool]
