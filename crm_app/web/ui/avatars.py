"""Round pictures of people and companies: the picture, else initials on a quiet tint that stays theirs."""

from typing import Literal

import reflex as rx

_TINTS = 6
Size = Literal[20, 24, 28, 40, 64]


def initials(name: str) -> str:
    """Up to two letters: of the first and the last word."""
    words = [word for word in name.split() if word[0].isalnum()] or name.split()
    chosen = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in chosen).upper() or "?"


def tint(key: str) -> str:
    """One of the tints, always the same for one key (a uuid)."""
    return str(sum(key.encode()) % _TINTS + 1)


def avatar(
    *,
    image: str | rx.Var[str] = "",
    letters: str | rx.Var[str] = "",
    colour: str | rx.Var[str] = "0",
    size: Size = 28,
) -> rx.Component:
    """The picture at `image`, else `letters` on the tint `colour`. The name beside it says who it is."""
    picture = rx.el.img(src=image, alt="", loading="lazy", decoding="async", width=size, height=size)
    inside = (
        rx.cond(image, picture, letters) if isinstance(image, rx.Var) else (picture if image else letters)
    )
    return rx.el.span(inside, class_name="avatar", data_size=str(size), data_tint=colour, aria_hidden=True)
