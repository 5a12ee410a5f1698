"""What the trail can be narrowed to: who has done something, and what has been done.

However long the trail is, each value costs one look into an index: PostgreSQL has no such scan of its own.
"""

from uuid import UUID

from sqlalchemy import text

from crm_app.activity.log import VIEW, areas_of
from crm_app.core.scope import Scope

_ACTIONS = text("""
WITH RECURSIVE seen AS (
  (SELECT action FROM activities ORDER BY action LIMIT 1)
  UNION ALL
  SELECT (SELECT action FROM activities WHERE action > seen.action ORDER BY action LIMIT 1)
  FROM seen WHERE seen.action IS NOT NULL
)
SELECT action FROM seen WHERE action IS NOT NULL
""")
_ACTORS = text("""
WITH RECURSIVE seen AS (
  (SELECT actor_uuid FROM activities WHERE actor_uuid IS NOT NULL ORDER BY actor_uuid LIMIT 1)
  UNION ALL
  SELECT (SELECT actor_uuid FROM activities WHERE actor_uuid > seen.actor_uuid ORDER BY actor_uuid LIMIT 1)
  FROM seen WHERE seen.actor_uuid IS NOT NULL
)
SELECT actor_uuid, (
  SELECT actor_name FROM activities AS latest
  WHERE latest.actor_uuid = seen.actor_uuid ORDER BY inserted_at DESC LIMIT 1
) FROM seen WHERE actor_uuid IS NOT NULL
""")


async def actions_seen(scope: Scope) -> list[str]:
    """All actions in the trail that one may see, in order. Needs `activity.view`."""
    scope.require(VIEW)
    areas = areas_of(scope)
    found = [action for (action,) in await scope.session.execute(_ACTIONS)]
    return [action for action in found if areas is None or action.partition(".")[0] in areas]


async def actors_seen(scope: Scope) -> dict[UUID, str]:
    """Everybody who has done something, with the name they had the last time. Needs `activity.view`."""
    scope.require(VIEW)
    return {uuid: name or "" for uuid, name in await scope.session.execute(_ACTORS)}
