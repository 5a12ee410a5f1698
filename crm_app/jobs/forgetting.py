"""Jobs that nobody asks about any more."""

from datetime import datetime, timedelta

from sqlalchemy import text

from crm_app.core.scope import Scope

KEPT, KEPT_FAILED = timedelta(days=7), timedelta(days=30)

_FORGET = text("""
    DELETE FROM procrastinate_jobs AS job USING (
        SELECT job_id, max(at) AS at FROM procrastinate_events GROUP BY job_id
    ) AS last
    WHERE last.job_id = job.id
        AND (
            (status = 'succeeded' AND at < :since)
            OR (status NOT IN ('succeeded', 'todo', 'doing') AND at < :since_failed)
        )
""")


async def delete_old(scope: Scope, at: datetime) -> int:
    """Deletes jobs that ended a week ago, failed ones after a month; how many. Needs `settings.edit`."""
    scope.require("settings.edit")
    times = {"since": at - KEPT, "since_failed": at - KEPT_FAILED}
    result = await scope.session.execute(_FORGET, times)
    return int(getattr(result, "rowcount", 0))
