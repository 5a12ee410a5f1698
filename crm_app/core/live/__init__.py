"""Live events: published with the commit, heard by every process, delivered to the tabs that look."""

from crm_app.core.live.changes import Change, Changes
from crm_app.core.live.hub import Hub, hub
from crm_app.core.live.listener import Listener, listener

__all__ = ["Change", "Changes", "Hub", "Listener", "hub", "listener"]
