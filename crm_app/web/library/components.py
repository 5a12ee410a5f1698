"""The parts of the library as Reflex sees them. Their modules lie beside this file under their names."""

from typing import Any

import reflex as rx

from crm_app.web.bundled import asset
from crm_app.web.library.rows import CrumbItem, LibraryItem, PlaceItem, TreeItem
from crm_app.web.media import components as media
from crm_app.web.patches import Live
from crm_app.web.patches import rows as patched
from crm_app.web.ui import scripts
from crm_app.web.ui.packages import WithDialogs

# What the modules import from there is registered by being imported here.
assert media.DropZone and scripts.Glow and patched

_MODULES = (
    "bar.jsx",
    "branches.js",
    "choosing.js",
    "copies.jsx",
    "crumbs.jsx",
    "details.jsx",
    "dragging.js",
    "folder_chooser.jsx",
    "head.jsx",
    "icons.jsx",
    "keyboard.js",
    "library.jsx",
    "menu.jsx",
    "places.js",
    "rest.js",
    "shared.js",
    "tiles.jsx",
    "tree.jsx",
    "view.jsx",
)
# All are registered here, because those of one Python module land in one folder and can import each other.
_PATHS = {name: asset(__file__, name).importable_path for name in _MODULES}

Texts = dict[str, str]
_KEYS = rx.event.passthrough_event_spec(list[str])
_KEYS_AND_FOLDER = rx.event.passthrough_event_spec(list[str], str)
_KEY_AND_TEXT = rx.event.passthrough_event_spec(str, str)


class Library(WithDialogs):
    """The folders and files of one place. `list` names what they are rows of, `fresh` a folder just made.

    `scattered`: the rows lie in many folders. `more`: not all of them are read yet; `cut`: not all will be.
    """

    library = _PATHS["library.jsx"]
    tag = "Library"

    live: rx.Var[Live]
    items: rx.Var[list[LibraryItem]]
    list: rx.Var[str]
    place: rx.Var[str]
    folder: rx.Var[str]
    trail: rx.Var[list[str]]
    sort: rx.Var[str]
    scattered: rx.Var[bool]
    more: rx.Var[bool]
    cut: rx.Var[bool]
    tree: rx.Var[dict[str, list[TreeItem]]]
    fresh: rx.Var[str]
    may_edit: rx.Var[bool]
    may_delete: rx.Var[bool]
    texts: rx.Var[Texts]
    on_move: rx.EventHandler[rx.event.passthrough_event_spec(list[str], str, str)]
    on_copy: rx.EventHandler[_KEYS_AND_FOLDER]
    on_link: rx.EventHandler[_KEYS_AND_FOLDER]
    on_trash: rx.EventHandler[_KEYS_AND_FOLDER]
    on_restore: rx.EventHandler[_KEYS]
    on_delete: rx.EventHandler[_KEYS]
    on_keep: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_read_all: rx.EventHandler[rx.event.no_args_event_spec]
    on_empty: rx.EventHandler[rx.event.no_args_event_spec]
    on_rename: rx.EventHandler[_KEY_AND_TEXT]
    on_colour: rx.EventHandler[_KEY_AND_TEXT]
    on_details: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_open: rx.EventHandler[_KEYS]


class Tree(rx.Component):
    """The places and the tree of folders beside the list."""

    library = _PATHS["tree.jsx"]
    tag = "Tree"

    tree: rx.Var[dict[str, list[TreeItem]]]
    places: rx.Var[list[PlaceItem]]
    place: rx.Var[str]
    folder: rx.Var[str]
    trail: rx.Var[list[str]]
    texts: rx.Var[Texts]
    on_open: rx.EventHandler[_KEYS]


class Crumbs(rx.Component):
    """Where one is: the trail in the page's head."""

    library = _PATHS["crumbs.jsx"]
    tag = "Crumbs"

    place: rx.Var[str]
    title: rx.Var[str]
    crumbs: rx.Var[list[CrumbItem]]
    texts: rx.Var[Texts]


class ViewSwitch(rx.Component):
    """Grid or list."""

    library = _PATHS["view.jsx"]
    tag = "ViewSwitch"

    texts: rx.Var[Texts]


class TreeButton(rx.Component):
    """Opens the tree on narrow screens."""

    library = _PATHS["view.jsx"]
    tag = "TreeButton"

    texts: rx.Var[Texts]


class Details(rx.Component):
    """The panel about one file or folder; what stands in it is shown below what is known."""

    library = _PATHS["details.jsx"]
    tag = "Details"

    details: rx.Var[dict[str, Any]]
    limit: rx.Var[int]
    may_edit: rx.Var[bool]
    texts: rx.Var[Texts]
    on_describe: rx.EventHandler[_KEY_AND_TEXT]
    on_restore_version: rx.EventHandler[rx.event.passthrough_event_spec(int)]
    on_close: rx.EventHandler[rx.event.no_args_event_spec]
