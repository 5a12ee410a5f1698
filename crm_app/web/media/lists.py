"""Lists of files: rows with what one can do to them, and a grid of pictures."""

from typing import Any

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.media.components import Shelf, Thumb
from crm_app.web.media.picture_words import PHOTO, PictureWords
from crm_app.web.media.rows import FileRow
from crm_app.web.media.texts import shelf_texts
from crm_app.web.ui.icons import icon
from crm_app.web.ui.times import ago

Rows = rx.Var[list[FileRow]]


def file_list(files: Rows, *, can_edit: rx.Var[bool] | bool, on_remove: Any) -> rx.Component:
    """Files as rows; the name opens the viewer, `on_remove(uuids)` takes files away."""
    return Shelf.create(
        rx.el.ul(rx.foreach(files, lambda file: _row(file, can_edit)), class_name="media-list"),
        files=files,
        can_edit=can_edit,
        on_remove=on_remove,
        texts=shelf_texts(),
    )


def image_grid(
    files: Rows,
    *,
    can_edit: rx.Var[bool] | bool,
    on_remove: Any,
    on_star: Any,
    words: PictureWords = PHOTO,
) -> rx.Component:
    """Pictures as square tiles; the star, `on_star(uuid)`, makes one the record's picture."""
    return Shelf.create(
        rx.el.ul(rx.foreach(files, lambda file: _tile(file, can_edit, words)), class_name="media-grid"),
        files=files,
        can_edit=can_edit,
        on_remove=on_remove,
        on_star=on_star,
        texts=shelf_texts() | {"set_photo": words.set, "is_photo": words.current},
    )


def _row(file: rx.Var[FileRow], can_edit: rx.Var[bool] | bool) -> rx.Component:
    return rx.el.li(
        _checkbox(file),
        Thumb.create(src=file["thumb_url"], icon=file["icon"], pending=file["pending"]),
        rx.el.div(
            _name(file),
            rx.el.div(_facts(file), class_name="media-row-facts"),
            rx.cond(file["note"], rx.el.p(file["note"], class_name="media-row-note")),
            class_name="media-row-body",
        ),
        rx.el.div(
            rx.cond(file["opens"], _open_link(file)),
            _link("download", t("Download"), file["download_url"], download=file["name"]),
            rx.cond(can_edit, _act("trash-2", t("Remove"), "remove", file)),
            class_name="media-row-actions",
        ),
        key=file["uuid"],
        class_name="media-row",
        custom_attrs={"data-file": file["uuid"]},
    )


def _name(file: rx.Var[FileRow]) -> rx.Component:
    return rx.el.a(
        file["name"],
        href=file["url"],
        target="_blank",
        rel="noopener",
        dir="auto",
        title=file["name"],
        class_name="media-name",
        custom_attrs={"data-open": file["uuid"]},
    )


def _facts(file: rx.Var[FileRow]) -> rx.Component:
    return rx.fragment(
        rx.el.span(file["size"], class_name="numbers"),
        ago(file["at"]),
        rx.cond(file["by"], rx.el.span(file["by"], dir="auto")),
    )


def _tile(file: rx.Var[FileRow], can_edit: rx.Var[bool] | bool, words: PictureWords) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            Thumb.create(src=file["thumb_url"], alt=file["name"], icon=file["icon"], pending=file["pending"]),
            rx.cond(file["note"], rx.el.span(file["note"], class_name="media-tile-note")),
            rx.el.span(file["name"], class_name="media-tile-name", dir="auto", aria_hidden=True),
            href=file["url"],
            target="_blank",
            rel="noopener",
            title=file["name"],
            aria_label=file["name"],
            class_name="media-tile-open",
            custom_attrs={"data-open": file["uuid"]},
        ),
        _checkbox(file),
        rx.el.div(
            rx.cond(can_edit, _act("trash-2", t("Remove"), "remove", file)),
            rx.cond(can_edit | file["is_avatar"], _star(file, words)),
            class_name="media-tile-actions",
        ),
        rx.cond(file["is_avatar"], rx.el.span(words.mark, class_name="media-tile-badge")),
        key=file["uuid"],
        class_name="media-tile",
        custom_attrs={"data-file": file["uuid"], "data-current": file["is_avatar"]},
    )


def _star(file: rx.Var[FileRow], words: PictureWords) -> rx.Component:
    return rx.cond(
        file["is_avatar"],
        _act("star", words.current, "star", file, disabled=True, aria_pressed=True),
        _act("star", words.set, "star", file, aria_pressed=False),
    )


def _checkbox(file: rx.Var[FileRow]) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            aria_label=t("Select {name}").replace("{name}", "") + file["name"],
            custom_attrs={"data-choose": file["uuid"]},
        ),
        class_name="media-check",
    )


def _look(class_: str = "") -> dict[str, Any]:
    return {
        "class_name": f"button {class_}".strip(),
        "data_kind": "ghost",
        "data_size": "small",
        "data_shape": "icon",
    }


def _open_link(file: rx.Var[FileRow]) -> rx.Component:
    label = t("Open in a new tab")
    return _link("external-link", label, file["url"], target="_blank", class_="media-wide-only")


def _act(symbol: str, label: str, what: str, file: rx.Var[FileRow], **props: Any) -> rx.Component:
    return rx.el.button(
        icon(symbol),
        type="button",
        title=label,
        aria_label=rx.Var.create(label) + ": " + file["name"],
        custom_attrs={f"data-{what}": file["uuid"]},
        **_look(),
        **props,
    )


def _link(symbol: str, label: str, href: rx.Var[str], *, class_: str = "", **props: Any) -> rx.Component:
    if props.get("target"):
        props["rel"] = "noopener noreferrer"
    return rx.el.a(icon(symbol), href=href, title=label, aria_label=label, **_look(class_), **props)
