"""Reading the audit trail: what happened to a record and to everything, in words.

The contexts that own the records ask for permission (`crm.view`, ...) before they ask for the events of one;
the whole trail needs `activity.view`, and shows what one may see.
"""

from crm_app.activity.choices import actions_seen, actors_seen
from crm_app.activity.events import Event, EventPage, did, list_events
from crm_app.activity.labels import ICONS, Label, is_known, label_of
from crm_app.activity.log import (
    ALL,
    VIEW,
    Areas,
    Cursor,
    Entry,
    LogPage,
    Wanted,
    areas_of,
    list_activity,
    these_entries,
)
from crm_app.core.audit import TOPIC

__all__ = [
    "ALL",
    "ICONS",
    "TOPIC",
    "VIEW",
    "Areas",
    "Cursor",
    "Entry",
    "Event",
    "EventPage",
    "Label",
    "LogPage",
    "Wanted",
    "actions_seen",
    "actors_seen",
    "areas_of",
    "did",
    "is_known",
    "label_of",
    "list_activity",
    "list_events",
    "these_entries",
]
