"""What an entry says behind its label: how many files, which kind of employment. Nothing it does not know."""

from collections.abc import Mapping
from typing import Any, cast

from crm_app.core.texts import t, tn

_TYPES = {"call": "Call", "email": "E-mail", "meeting": "Meeting", "note": "Note", "other": "Other"}
"""The types of interactions."""


def detail_of(action: str, details: Mapping[str, Any]) -> str:
    """`2 images`, `Full-time`, `Active`, `1 level`, a name; "" where the entry has nothing of that kind."""
    name = action.rpartition(".")[2]
    if name == "person_created":
        return _word(details.get("status"))
    if name.startswith("person_employment_"):
        return _word(details.get("employment_type"))
    if name.startswith("person_skill_"):
        return _levels(details.get("proficiency_levels"))
    if name.startswith("interaction_"):
        return _text(details.get("subject")) or _type(details.get("interaction_type"))
    if action == "account.role_changed":
        return " → ".join(filter(None, (_word(details.get("before")), _word(details.get("after")))))
    if action.startswith("media.") and "name" in details:
        return _text(details["name"])
    if name.startswith(("company_member_", "contact_company_")):
        return _text(details.get("name"))
    return _count(name, details.get("count"))


def _count(name: str, count: object) -> str:
    if not isinstance(count, int) or count < 1:
        return ""
    if name.startswith("people_"):
        return tn("{count} person", "{count} people", count)
    images = "image" in name
    return (
        tn("{count} image", "{count} images", count) if images else tn("{count} file", "{count} files", count)
    )


def _levels(levels: object) -> str:
    chosen = len(cast(list[object], levels)) if isinstance(levels, list) else 0
    return tn("{count} level", "{count} levels", chosen) if chosen else ""


def _type(value: object) -> str:
    return t(_TYPES[value]) if isinstance(value, str) and value in _TYPES else _word(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _word(value: object) -> str:
    """`full_time` becomes `Full-time`: as staff names it, without knowing which kinds there are."""
    return t(value.replace("_", "-").capitalize()) if isinstance(value, str) else ""
