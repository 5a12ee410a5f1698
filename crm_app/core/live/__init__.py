"""Live events: published with the commit, heard by every process, delivered to the tabs that look."""

from crm_app.core.live.announcing import CHANNEL as PRESENCE_CHANNEL
from crm_app.core.live.announcing import announce
from crm_app.core.live.changes import Change, Changes
from crm_app.core.live.hub import Hub, hub
from crm_app.core.live.listener import Listener, listener
from crm_app.core.live.presence import Presence, presence

__all__ = [
    "PRESENCE_CHANNEL",
    "Change",
    "Changes",
    "Hub",
    "Listener",
    "Presence",
    "announce",
    "hub",
    "listener",
    "presence",
]
