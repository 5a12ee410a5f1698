"""The skills of a person as a form carries them: everything that is chosen, saved together with the rest.

Whoever has the form open says what it showed first. So only what they changed is written, and what others
changed meanwhile stays; the same skill changed by both to something else is for them to decide.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from sqlmodel import col, select

from crm_app.core.errors import Difference, EditConflict, ValidationFailed
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.staff.assignments import assign_skill, unassign_skill, update_assignment_levels
from crm_app.staff.models import Skill
from crm_app.staff.skill_levels import prune_level_ids
from crm_app.staff.skills_of_people import SkillOfPerson, list_skills_for_person

Staged = dict[str, list[str]]
"""The ids of the chosen levels by the uuid of the skill; no levels is [], no skill is no key."""
FIELD = "skills"
LONGEST, MOST = 200_000, 1_000


def staged_of(given: object) -> Staged:
    """The choice that a form sent, as a map or as JSON. `ValidationFailed` at `skills` for anything else."""
    chosen = _parsed(given) if isinstance(given, str) else given
    if not isinstance(chosen, Mapping) or len(cast(Mapping[object, object], chosen)) > MOST:
        raise _refused()
    return {_uuid(key): _ids(ids) for key, ids in cast(Mapping[object, object], chosen).items()}


def staged_text(staged: Mapping[str, Iterable[str]]) -> str:
    """The choice as JSON: the same choice is always the same text, as the browser writes it too."""
    return json.dumps({key: list(ids) for key, ids in sorted(staged.items())}, separators=(",", ":"))


def staged_now(skills: Iterable[SkillOfPerson]) -> Staged:
    """The choice that these skills of a person are."""
    return {str(skill.skill_uuid): skill.proficiency_levels for skill in skills}


async def hold_skills(scope: Scope, *choices: Collection[str]) -> dict[str, Skill]:
    """The skills of these choices, held against changes of their levels; one that is deleted is absent.

    Call it before the person is locked: whoever changes a skill locks in the same order.
    """
    wanted = {UUID(key) for choice in choices for key in choice}
    query = select(Skill).where(col(Skill.uuid).in_(wanted)).order_by(col(Skill.uuid))
    held = query.with_for_update(read=True).execution_options(populate_existing=True)
    return {str(skill.uuid): skill for skill in await scope.session.exec(held)} if wanted else {}


async def save_skills(
    scope: Scope, person_uuid: UUID, wanted: Staged, before: Staged | None, held: Mapping[str, Skill]
) -> None:
    """Writes what `wanted` changes of `before` (None: of what is stored); `held` comes from `hold_skills`.

    A skill or a level that was deleted meanwhile is passed over: nobody would have it any more if this had
    been saved just before. `EditConflict` at `skills`, `PersonTrashed`, `NotFound`.
    """
    current = {str(skill.skill_uuid): skill for skill in await list_skills_for_person(scope, person_uuid)}
    stored = _possible(staged_now(current.values()), held)
    before = stored if before is None else _possible(before, held)
    wanted = _possible({key: ids for key, ids in wanted.items() if key in held}, held)
    changed = [key for key in sorted({*wanted, *before}) if wanted.get(key) != before.get(key)]
    disputed = [key for key in changed if stored.get(key) not in (before.get(key), wanted.get(key))]
    if disputed:
        raise EditConflict([_difference(disputed, stored, wanted, before)])
    for key in changed:
        await _write(scope, person_uuid, key, current.get(key), wanted.get(key))


def _possible(choice: Staged, held: Mapping[str, Skill]) -> Staged:
    """The choice with the levels that these skills have now."""
    return {key: prune_level_ids(held[key], ids) if key in held else ids for key, ids in choice.items()}


def _difference(disputed: list[str], stored: Staged, wanted: Staged, before: Staged) -> Difference:
    """Theirs: what the form showed, with the disputed skills as they are now."""
    theirs = {key: ids for key, ids in before.items() if key not in disputed}
    theirs |= {key: stored[key] for key in disputed if key in stored}
    return Difference(FIELD, staged_text(theirs), staged_text(wanted))


async def _write(
    scope: Scope, person_uuid: UUID, skill_uuid: str, current: SkillOfPerson | None, wanted: list[str] | None
) -> None:
    if current is None and wanted is not None:
        await assign_skill(scope, person_uuid, skill_uuid, wanted)
    elif current is not None and wanted is None:
        await unassign_skill(scope, person_uuid, skill_uuid)
    elif current is not None:
        await update_assignment_levels(scope, current.assignment_uuid, wanted)


def _parsed(text: str) -> Any:
    if not text.strip():
        return {}
    try:
        return json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None


def _uuid(key: object) -> str:
    uuid = parse_uuid(key)
    if uuid is None:
        raise _refused()
    return str(uuid)


def _ids(ids: object) -> list[str]:
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in cast(list[object], ids)):
        raise _refused()
    return cast(list[str], ids)


def _refused() -> ValidationFailed:
    return ValidationFailed({FIELD: [t("This is not a choice of skills.")]})
