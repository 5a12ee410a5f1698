"""The few JavaScript modules of the design system as components. Each lies beside this file."""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

import reflex as rx

from crm_app.core.texts import t
from crm_app.web.bundled import asset

# What others import has to lie beside them.
asset(__file__, "moments.js")
asset(__file__, "own_writes.js")
asset(__file__, "uuid7.js")

_TIMES = asset(__file__, "times.js")
_LISTS = asset(__file__, "lists.js")
PARAMETERS = asset(__file__, "parameters.js")
_FORMS = asset(__file__, "forms.js")
_NOTICES = asset(__file__, "notices.js")


class Choice(TypedDict):
    """One option of a filter: what stands in the URL and what people read."""

    value: str
    label: str
    count: NotRequired[int]
    group: NotRequired[str]


class RelativeTime(rx.Component):
    """A time as people say it ("5 minutes ago"), with the exact one as its title."""

    library = _TIMES.importable_path
    tag = "RelativeTime"

    at: rx.Var[str]
    just_now: rx.Var[str]


class Day(rx.Component):
    """A day without a time."""

    library = _TIMES.importable_path
    tag = "Day"

    on: rx.Var[str]


class Sentinel(rx.Component):
    """Asks for the next page of a list while it is in view."""

    library = _LISTS.importable_path
    tag = "Sentinel"

    position: rx.Var[int]
    on_reach: rx.EventHandler[rx.event.no_args_event_spec]


class Glow(rx.Component):
    """Lights the element with `data-row` around it when `version` changes."""

    library = _LISTS.importable_path
    tag = "Glow"

    version: rx.Var[str]


class SearchField(rx.Component):
    """A search whose text is a parameter of the URL."""

    library = PARAMETERS.importable_path
    tag = "SearchField"

    param: rx.Var[str]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    clear_label: rx.Var[str]


class Choices(rx.Component):
    """A filter whose value is a parameter of the URL."""

    library = PARAMETERS.importable_path
    tag = "Choices"

    param: rx.Var[str]
    label: rx.Var[str]
    options: rx.Var[list[Choice]]
    fallback: rx.Var[str]


class ArrowKeys(rx.Component):
    """Makes the arrow keys go from row to row."""

    library = _LISTS.importable_path
    tag = "ArrowKeys"


class ListStart(rx.Component):
    """Where a list begins; the page goes back there when `of` becomes another list."""

    library = _LISTS.importable_path
    tag = "ListStart"

    of: rx.Var[str]


class PageTitle(rx.Component):
    """Sets the title of the browser's tab to something known only at run time."""

    library = _LISTS.importable_path
    tag = "PageTitle"

    text: rx.Var[str]


class Conflict(TypedDict):
    """One field that somebody else has changed meanwhile: what is stored now, and what this person wants.

    The texts are what people read; `theirs` and `yours` are the values in the form.
    """

    field: str
    label: str
    theirs: str
    yours: str
    theirs_text: str
    yours_text: str


class KeptForm(rx.Component):
    """A form that keeps what is typed, asks before it is left, and saves with Ctrl/Cmd-Enter."""

    library = _FORMS.importable_path
    tag = "KeptForm"

    draft: rx.Var[str]
    label: rx.Var[str]
    values: rx.Var[dict[str, str]]
    answered: rx.Var[int]
    saved: rx.Var[str]
    conflicts: rx.Var[list[Conflict]]
    texts: rx.Var[dict[str, str]]
    on_save: rx.EventHandler[rx.event.passthrough_event_spec(dict[str, str], dict[str, str])]
    on_leave_field: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]


class OnlyFor(rx.Component):
    """Shows its first child on the page with this path, elsewhere its second."""

    library = _LISTS.importable_path
    tag = "OnlyFor"

    path: rx.Var[str]


class Notice(rx.Component):
    """One message that ends by itself unless somebody holds it."""

    library = _NOTICES.importable_path
    tag = "Notice"

    kind: rx.Var[str]
    seconds: rx.Var[int]
    on_end: rx.EventHandler[rx.event.no_args_event_spec]


def search_field(label: str, *, placeholder: str | None = None, param: str = "q") -> rx.Component:
    """A search over the page; the page's `on_load` runs with the new text 250 ms after the last key."""
    return SearchField.create(
        param=param, label=label, placeholder=placeholder or label, clear_label=t("Clear search")
    )


def choices(
    label: str, options: Sequence[Choice] | rx.Var[list[Choice]], *, param: str, fallback: str
) -> rx.Component:
    """A row of filters as links; `fallback` is the one that the bare URL means."""
    return Choices.create(param=param, label=label, options=options, fallback=fallback)


def page_title(text: str | rx.Var[str]) -> rx.Component:
    """Shows `text` in the browser's tab."""
    return PageTitle.create(text=text)


def glow(version: rx.Var[str]) -> rx.Component:
    """Put it into a row that has `data-row`: the row glows when `version` becomes another."""
    return Glow.create(version=version)


def more_on_scroll(position: rx.Var[int], on_reach: rx.EventHandler | rx.event.EventSpec) -> rx.Component:
    """Put it below a list: calls `on_reach` when it comes into view, again after `position` has changed."""
    return Sentinel.create(position=position, on_reach=on_reach)


def list_start(of: rx.Var[str]) -> rx.Component:
    """Put it above a list: a filter or another order leads back to its start. `of` names the list."""
    return ListStart.create(of=of)


def only_for(path: rx.Var[str], content: rx.Component, waiting: rx.Component) -> rx.Component:
    """`content` where `path` (what a state has read) is the address of the page, else `waiting`."""
    return OnlyFor.create(content, waiting, path=path)


def kept_form(
    *children: rx.Component,
    draft: str | rx.Var[str],
    label: str | rx.Var[str],
    values: rx.Var[dict[str, str]],
    answered: rx.Var[int],
    saved: rx.Var[str],
    conflicts: rx.Var[list[Conflict]],
    on_save: rx.EventHandler | rx.event.EventSpec,
    on_leave_field: rx.EventHandler | rx.event.EventSpec,
) -> rx.Component:
    """A form with a memory, named `draft`. Fields that nobody has touched follow the record's `values`.

    `on_save` gets what is in the form (with a `uuid` made in the browser) and what stood there before it was
    changed. The state answers by counting `answered` up: with the address to go on to in `saved`, or with
    messages at the fields or `conflicts`. `on_leave_field` gets name and value of a changed field.
    """
    return KeptForm.create(
        *children,
        draft=draft,
        label=label,
        values=values,
        answered=answered,
        saved=saved,
        conflicts=conflicts,
        texts=_form_texts(),
        on_save=on_save,
        on_leave_field=on_leave_field,
        class_name="form",
    )


def _form_texts() -> Mapping[str, str]:
    return {
        "kept": t("This is what you typed before. It is not saved yet."),
        "startOver": t("Start over"),
        "leaveTitle": t("Leave without saving?"),
        "leaveText": t("What you typed on this page is not saved yet."),
        "stay": t("Keep editing"),
        "leave": t("Leave"),
    }
