"""Live events: published with the commit, heard by every process, delivered to the tabs that look."""

from crm_app.core.live.announcing import CHANNEL as PRESENCE_CHANNEL
from crm_app.core.live.announcing import announce
from crm_app.core.live.changes import Change, Changes
from crm_app.core.live.hub import Hub, hub
from crm_app.core.live.listener import Listener, listener
from crm_app.core.live.patches import Facts, Patch, Row
from crm_app.core.live.presence import Presence, presence
from crm_app.core.live.views import Reading, Source, View, Views

__all__ = [
    "PRESENCE_CHANNEL",
    "Change",
    "Changes",
    "Facts",
    "Hub",
    "Listener",
    "Patch",
    "Presence",
    "Reading",
    "Row",
    "Source",
    "View",
    "Views",
    "announce",
    "hub",
    "listener",
    "presence",
]
