"""Reading the audit trail: what happened to a record, in words.

The contexts that own the records ask for permission (`crm.view`, ...) before they come here.
"""

from crm_app.activity.events import Event, EventPage, did, list_events
from crm_app.activity.labels import ICONS, Label, label_of

__all__ = ["ICONS", "Event", "EventPage", "Label", "did", "label_of", "list_events"]
