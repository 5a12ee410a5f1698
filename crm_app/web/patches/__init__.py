"""Patches: lists whose changed rows go to all their tabs at once, read and encoded once. See docs/live.md."""

from crm_app.web.patches.following import NOT_LIVE, Base, Live, appended, follow, leave
from crm_app.web.patches.rows import live_fact, live_members, live_row, live_rows
from crm_app.web.patches.whole import WholeSource

__all__ = [
    "NOT_LIVE",
    "Base",
    "Live",
    "WholeSource",
    "appended",
    "follow",
    "leave",
    "live_fact",
    "live_members",
    "live_row",
    "live_rows",
]
