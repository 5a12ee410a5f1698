"""The picker around the buttons that open it."""

from typing import Any

import reflex as rx

from crm_app.storage.record_media import Kind
from crm_app.web.picker.components import PickerZone
from crm_app.web.picker.texts import picker_texts
from crm_app.web.ui.buttons import button

Text = str | rx.Var[str]


def record_picker(
    *children: rx.Component,
    resource: str,
    record: Text,
    label: Text,
    kind: Kind,
    limit: int | rx.Var[int],
    title: Text,
    on_pick: Any,
    single: bool = False,
    **props: Any,
) -> rx.Component:
    """Chooses files for a record: its own, those of the library for who may see it, or new ones.

    New ones go into the record's `kind` of folder; for its images only images can be chosen. Anything inside
    with `data-open-picker` (a `pick_button`) opens it. `on_pick` gets the uuids in the order of choosing; the
    server has to verify them.
    """
    upload = {"resource": resource, "record": record, "kind": kind, "label": label, "limit": limit}
    return PickerZone.create(
        *children,
        title=title,
        record=f"{resource}:" + record,
        single=single,
        type="image" if kind == "images" else "",
        upload=upload,
        texts=picker_texts(),
        on_pick=on_pick,
        **props,
    )


def pick_button(label: str, **props: Any) -> rx.Component:
    """Opens the picker around it."""
    return button(label, icon="folder-search", custom_attrs={"data-open-picker": ""}, **props)
