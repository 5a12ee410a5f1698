"""Sentences that are completed in the browser, with the data of the state."""

from functools import reduce
from operator import add
from string import Formatter

import reflex as rx

from crm_app.core.texts import t


def phrase(text: str, **values: rx.Var[str]) -> rx.Var[str]:
    """The text of the catalogue with its `{placeholders}` filled by Vars; a Var itself."""
    parts: list[rx.Var[str]] = []
    for literal, name, _, _ in Formatter().parse(t(text)):
        parts += [rx.Var.create(literal)] if literal else []
        parts += [values[name].to(str)] if name else []
    return reduce(add, parts)
