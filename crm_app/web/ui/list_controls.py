"""What sorts and narrows a list. All of it lives in the URL, so that back, reload and sharing work."""

from collections.abc import Sequence

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.ui.scripts import PARAMETERS, Choice


class ParameterSelect(rx.Component):
    """One of many options, as a parameter of the URL."""

    library = PARAMETERS.importable_path
    tag = "ParameterSelect"

    param: rx.Var[str]
    label: rx.Var[str]
    options: rx.Var[list[Choice]]
    fallback: rx.Var[str]


class SortHeading(rx.Component):
    """The head of a column that sorts."""

    library = PARAMETERS.importable_path
    tag = "SortHeading"

    param: rx.Var[str]
    by: rx.Var[str]
    fallback: rx.Var[str]
    label: rx.Var[str]
    width: rx.Var[str]


class Without(rx.Component):
    """A link to this page without some parameters."""

    library = PARAMETERS.importable_path
    tag = "Without"

    params: rx.Var[list[str]]


class Period(rx.Component):
    """From one day to another, as parameters of the URL."""

    library = PARAMETERS.importable_path
    tag = "Period"

    texts: rx.Var[dict[str, str]]


class SameQuery(rx.Component):
    """A link to another address with this page's query."""

    library = PARAMETERS.importable_path
    tag = "SameQuery"

    to: rx.Var[str]


def choice_select(
    label: str,
    options: Sequence[Choice] | rx.Var[list[Choice]],
    *,
    param: str,
    fallback: str = "",
    class_name: str = "",
) -> rx.Component:
    """One of many options. `fallback` is the one that the bare URL means, and whatever is no option.

    Options of a `group` stand together below its name.
    """
    return ParameterSelect.create(
        param=param, label=label, options=options, fallback=fallback, class_name=class_name
    )


def sort_heading(
    label: str, by: str, *, width: str = "", param: str = "sort", fallback: str = "name", class_name: str = ""
) -> rx.Component:
    """The title of a column, a link that sorts `by` it: upwards, at the second click downwards (`-by`)."""
    return SortHeading.create(
        param=param, by=by, fallback=fallback, label=label, width=width, class_name=class_name
    )


def clear_filters(label: str, *params: str) -> rx.Component:
    """A button that leads to this page without these parameters; the others stay."""
    return Without.create(label, params=list(params), class_name="button")


def period(label: str) -> rx.Component:
    """Two days as the parameters `from` and `to`, in the time zone of the browser, which `zone` names."""
    return Period.create(texts={"label": label, "from": t("From"), "to": t("To")})


def same_query(*content: rx.Component, to: str, class_name: str = "button") -> rx.Component:
    """A download of what the page's own query asks for, from the address `to`."""
    return SameQuery.create(*content, to=to, class_name=class_name)
