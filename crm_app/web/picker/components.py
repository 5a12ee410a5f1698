"""The picker as Reflex sees it. Its modules lie beside this file under their names."""

from typing import Any

import reflex as rx

from crm_app.web.bundled import asset
from crm_app.web.media import components as media
from crm_app.web.ui.packages import WithDialogs

# What the modules import from there is registered by being imported here.
assert media.DropZone

_MODULES = ("choosing.js", "icons.jsx", "looking.js", "picker.jsx", "picker_zone.jsx", "uploading.js")
# All are registered here, because those of one Python module land in one folder and can import each other.
_PATHS = {name: asset(__file__, name).importable_path for name in _MODULES}


class PickerZone(WithDialogs):
    """Opens the picker from a button inside it."""

    library = _PATHS["picker_zone.jsx"]
    tag = "PickerZone"

    title: rx.Var[str]
    record: rx.Var[str]
    single: rx.Var[bool]
    type: rx.Var[str]
    cap: rx.Var[int]
    upload: rx.Var[dict[str, Any]]
    disabled: rx.Var[bool]
    texts: rx.Var[dict[str, str]]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(list[str])]
