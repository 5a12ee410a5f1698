"""The org chart as Reflex sees it. Its modules lie beside this file under their names."""

from typing import Any

import reflex as rx

from crm_app.web.bundled import asset
from crm_app.web.chart.texts import chart_texts
from crm_app.web.ui.packages import WithDialogs

_MODULES = (
    "camera.js",
    "drawing.jsx",
    "files.js",
    "gestures.js",
    "here.jsx",
    "icons.jsx",
    "layout.js",
    "lettering.js",
    "loader.js",
    "org_chart.jsx",
    "outline.jsx",
    "people.js",
    "person_card.jsx",
    "rows.js",
    "saving.js",
    "scene.js",
    "search.jsx",
    "shapes.js",
    "signs.js",
    "stage.jsx",
    "store.js",
    "styles.js",
    "svg.js",
    "toolbar.jsx",
    "tree.js",
    "viewport.js",
    "walking.js",
    "words.js",
)
# All are registered here, because those of one Python module land in one folder and can import each other.
_PATHS = {name: asset(__file__, name).importable_path for name in _MODULES}


class OrgChart(WithDialogs):
    """The chart with its outline and tools."""

    library = _PATHS["org_chart.jsx"]
    tag = "OrgChart"

    picture: rx.Var[dict[str, Any]]
    answer: rx.Var[dict[str, Any]]
    version: rx.Var[int]
    found: rx.Var[dict[str, Any]]
    target: rx.Var[dict[str, Any]]
    texts: rx.Var[dict[str, str]]
    on_read: rx.EventHandler[rx.event.passthrough_event_spec(int, list[str])]
    on_find: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_locate: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]


def org_chart(**props: Any) -> rx.Component:
    """The chart of `picture` (the counts), with what was asked for in `answer`, `found` and `target`.

    It asks with `on_read(number, pages)` for people, with `on_find(text)` for what has that name, and with
    `on_locate(branch, person)` for the place of somebody; `version` counts the changes of what it shows.
    """
    return OrgChart.create(texts=chart_texts(), **props)
