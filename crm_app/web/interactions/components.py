"""The composer and the timeline as Reflex sees them. Their modules lie beside this file under their names."""

import reflex as rx

from crm_app.web.bundled import asset
from crm_app.web.interactions.rows import InteractionRow
from crm_app.web.media import components as media
from crm_app.web.picker import components as picker
from crm_app.web.ui import linked_text, scripts
from crm_app.web.ui.packages import WithDialogs

# What the modules import from there is registered by being imported here.
assert media.DropZone and picker.PickerZone and scripts.Glow and linked_text

_MODULES = (
    "answers.js",
    "attachments.jsx",
    "choosing.js",
    "composer.jsx",
    "days.js",
    "draft.js",
    "fields.jsx",
    "form.js",
    "holding.js",
    "icons.jsx",
    "keeper.js",
    "note.jsx",
    "parties.jsx",
    "questions.jsx",
    "requests.js",
    "saving.js",
    "staging.js",
    "timeline.jsx",
    "who.jsx",
)
# All are registered here, because those of one Python module land in one folder and can import each other.
_PATHS = {name: asset(__file__, name).importable_path for name in _MODULES}

Texts = dict[str, str]


class Composer(WithDialogs):
    """Where somebody writes about `anchor` ("contact:<uuid>"), with files, and with a draft that stays."""

    library = _PATHS["composer.jsx"]
    tag = "Composer"

    anchor: rx.Var[str]
    label: rx.Var[str]
    page: rx.Var[str]
    without: rx.Var[str]
    owner: rx.Var[str]
    disabled: rx.Var[bool]
    texts: rx.Var[Texts]
    on_writing: rx.EventHandler[rx.event.passthrough_event_spec(bool)]
    on_saved: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class Timeline(WithDialogs):
    """The rows by day."""

    library = _PATHS["timeline.jsx"]
    tag = "Timeline"

    rows: rx.Var[list[InteractionRow]]
    anchor: rx.Var[str]
    label: rx.Var[str]
    page: rx.Var[str]
    without: rx.Var[str]
    owner: rx.Var[str]
    can_edit: rx.Var[bool]
    texts: rx.Var[Texts]
    on_delete: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_writing: rx.EventHandler[rx.event.passthrough_event_spec(bool)]


class Who(WithDialogs):
    """The filter by a person, a parameter of the address."""

    library = _PATHS["who.jsx"]
    tag = "Who"

    param: rx.Var[str]
    name: rx.Var[str]
    without: rx.Var[str]
    texts: rx.Var[Texts]
