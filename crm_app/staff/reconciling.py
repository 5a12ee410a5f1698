"""What becomes of people's levels when the levels of a skill change."""

from uuid import UUID

from sqlalchemy import text

from crm_app.core.scope import Scope
from crm_app.staff.models import Skill

RECONCILE = text("""
UPDATE staff_person_skills AS assignment SET proficiency_levels = kept.levels
FROM (
    SELECT mine.uuid, coalesce(
        jsonb_agg(possible.id ORDER BY possible.place) FILTER (WHERE possible.id IS NOT NULL), '[]'
    ) AS levels
    FROM staff_person_skills AS mine
    LEFT JOIN LATERAL (
        SELECT id, place, multiple, row_number() OVER (PARTITION BY selector ORDER BY place) AS nth
        FROM unnest(CAST(:ids AS text[]), CAST(:selectors AS int[]), CAST(:multiples AS bool[]))
             WITH ORDINALITY AS option (id, selector, multiple, place)
        WHERE jsonb_exists(mine.proficiency_levels, id)
    ) AS possible ON possible.multiple OR possible.nth = 1
    WHERE mine.skill_uuid = :skill
    GROUP BY mine.uuid
) AS kept
WHERE assignment.uuid = kept.uuid AND assignment.proficiency_levels <> kept.levels
RETURNING assignment.staff_person_uuid
""")
"""`skill_levels.prune_level_ids` for everybody at once; writes only the rows that it changes."""


async def reconcile_assignments(scope: Scope, skill: Skill) -> list[UUID]:
    """Leaves people only levels that the skill has, in its order; answers whose levels changed.

    For callers that hold the skill.
    """
    groups = enumerate(skill.levels)
    options = [(option["id"], place, group) for place, group in groups for option in group["options"]]
    values = {
        "ids": [option_id for option_id, _, _ in options],
        "selectors": [place for _, place, _ in options],
        "multiples": [group["allow_multiple"] for _, _, group in options],
    }
    changed = await scope.session.execute(RECONCILE, {"skill": skill.uuid, **values})
    return list(changed.scalars())
