"""The levels of skills: selectors (such as "Proficiency"), each with options of which people have some.

Pure rules. A selector is `{id, name, allow_multiple, options: [{id, name}]}`; ids of options are unique in
their skill, so that a person's levels are a flat list of them. What a browser sends may be anything: it is
either brought into this form or refused, and never breaks a rule by its type.
"""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeGuard, cast

from crm_app.core.texts import t
from crm_app.core.typed_text import normalised, text_problem
from crm_app.staff.errors import InvalidLevels, TooManyLevels

NAME_LENGTH = 255
SELECTORS, OPTIONS = 50, 100
"""At most so many selectors, and options in each: every one becomes something to click at."""
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

Group = Mapping[str, Any]
Option = Mapping[str, Any]


class HasLevels(Protocol):
    """A skill, or a row that shows one."""

    @property
    def levels(self) -> Sequence[Group]: ...


class Levels(list[dict[str, Any]]):
    """Selectors that keep the rules. As text: what two people who changed them are shown."""

    def __str__(self) -> str:
        return "; ".join(_line(group) for group in self)


class LevelsRefused(ValueError):
    """What was given cannot be the levels of a skill; the message says why, to people."""


def clean_levels(given: object) -> Levels:
    """The selectors in their stored form: trimmed, with ids, without empty ones. `LevelsRefused`."""
    if not _is_list(given):
        raise LevelsRefused(t("This must be a list of selectors."))
    if len(given) > SELECTORS:
        raise LevelsRefused(t("Use at most {limit} selectors.", limit=SELECTORS))
    groups = Levels(group for group in map(_clean_group, given) if group["name"] or group["options"])
    if not _different(group["id"] for group in groups):
        raise LevelsRefused(t("Two selectors have the same id."))
    if not _different(option["id"] for group in groups for option in group["options"]):
        raise LevelsRefused(t("Two levels have the same id."))
    return groups


def gen_level_id() -> str:
    """An id for a new selector or option: 8 hexadecimal characters."""
    return secrets.token_hex(4)


def level_groups(skill: HasLevels) -> list[Group]:
    """The selectors of the skill in order."""
    return list(skill.levels)


def group_options(group: Group) -> list[Option]:
    """The options of a selector in order."""
    return list(group["options"])


def all_option_ids(skill: HasLevels) -> list[str]:
    """The ids of all options of the skill in order."""
    return [option["id"] for group in skill.levels for option in group["options"]]


def find_option(skill: HasLevels, option_id: object) -> tuple[Group, Option] | None:
    """The option of this id and its selector; None when the skill has none."""
    for group in skill.levels:
        for option in group["options"]:
            if option["id"] == option_id:
                return group, option
    return None


def option_name(skill: HasLevels, option_id: object) -> str | None:
    """What the option is called; None when the skill has none of this id."""
    found = find_option(skill, option_id)
    return found[1]["name"] if found else None


def option_choices(group: Group) -> list[tuple[str, str]]:
    """Name and id of each option of a selector in order."""
    return [(option["name"], option["id"]) for option in group["options"]]


def selected_by_group(skill: HasLevels, ids: Sequence[str]) -> list[tuple[Group, list[Option]]]:
    """The selectors in which something is chosen, each with that, in the skill's order."""
    chosen = ((group, [o for o in group["options"] if o["id"] in ids]) for group in skill.levels)
    return [(group, options) for group, options in chosen if options]


def toggle_option(skill: HasLevels, ids: Sequence[str], option_id: str) -> list[str]:
    """The choice after a click on an option: other selectors keep theirs, a single one has at most one."""
    found = find_option(skill, option_id)
    if found is None:
        return list(ids)
    if option_id in ids:
        return [kept for kept in ids if kept != option_id]
    rivals = [] if found[0]["allow_multiple"] else [option["id"] for option in found[0]["options"]]
    return [*(kept for kept in ids if kept not in rivals), option_id]


def validate_level_ids(skill: HasLevels, ids: object) -> list[str]:
    """The ids, trimmed and without doubles, in the skill's order; None is none, a text is one.

    `InvalidLevels` for anything that is not an option of the skill, `TooManyLevels` for two where a
    selector takes one.
    """
    wanted = _texts(ids)
    if wanted is None or set(wanted) - set(all_option_ids(skill)):
        raise InvalidLevels()
    for group, options in selected_by_group(skill, wanted):
        if len(options) > 1 and not group["allow_multiple"]:
            raise TooManyLevels()
    return [option_id for option_id in all_option_ids(skill) if option_id in wanted]


def prune_level_ids(skill: HasLevels, ids: object) -> list[str]:
    """What of a choice is still possible, in the skill's order, of a single selector the first one."""
    kept: list[str] = []
    for group, options in selected_by_group(skill, _texts(ids) or []):
        kept += [option["id"] for option in (options if group["allow_multiple"] else options[:1])]
    return kept


def _texts(ids: object) -> list[str] | None:
    """Trimmed, without blanks; None when there is anything but text among them."""
    given = [] if ids is None else [ids] if isinstance(ids, str) else ids
    if not _is_list(given) or not all(isinstance(text, str) for text in given):
        return None
    return [text.strip() for text in cast(Sequence[str], given) if text.strip()]


def _clean_group(given: object) -> dict[str, Any]:
    group = _as_map(given)
    options = _as_list(group.get("options"))
    if len(options) > OPTIONS:
        raise LevelsRefused(t("Use at most {limit} levels in a selector.", limit=OPTIONS))
    return {
        "id": _clean_id(group.get("id")),
        "name": _clean_name(group.get("name")),
        "allow_multiple": group.get("allow_multiple") is True or group.get("allow_multiple") == "true",
        "options": [option for option in map(_clean_option, options) if option["name"]],
    }


def _clean_option(given: object) -> dict[str, Any]:
    option = _as_map(given)
    return {"id": _clean_id(option.get("id")), "name": _clean_name(option.get("name"))}


def _clean_id(given: object) -> str:
    text = "" if given is None else given
    if not isinstance(text, str) or (text.strip() and not ID.fullmatch(text.strip())):
        raise _refused()
    return text.strip() or gen_level_id()


def _clean_name(given: object) -> str:
    if given is None:
        return ""
    if not isinstance(given, str):
        raise _refused()
    name = normalised(given, 4 * NAME_LENGTH)
    problem = text_problem(name, NAME_LENGTH)
    if problem:
        raise LevelsRefused(problem)
    return name


def _as_list(given: object) -> Sequence[object]:
    if given is not None and not _is_list(given):
        raise _refused()
    return given or ()


def _as_map(given: object) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise _refused()
    return cast(Mapping[str, object], given)


def _is_list(given: object) -> TypeGuard[Sequence[object]]:
    return isinstance(given, list | tuple)


def _different(ids: Iterator[str]) -> bool:
    found = list(ids)
    return len(found) == len(set(found))


def _refused() -> LevelsRefused:
    return LevelsRefused(t("One of the selectors or levels is not valid."))


def _line(group: Group) -> str:
    names = ", ".join(option["name"] for option in group["options"])
    return f"{group['name']}: {names}" if group["name"] and names else group["name"] or names
