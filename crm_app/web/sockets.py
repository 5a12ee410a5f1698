"""Which socket a tab has in this process, and how much waits in it. The one place that reaches into the
bookkeeping of Reflex, python-socketio and python-engineio.
"""

from collections.abc import Sequence
from typing import Any

import reflex as rx
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from reflex.utils.prerequisites import get_app
from socketio.packet import EVENT


def socket_of(app: rx.App, tab: str) -> str | None:
    """The tab's socket in this process; None when it has closed, or moved to another."""
    tokens = app.event_namespace._token_manager if app.event_namespace else None
    record = tokens.token_to_socket.get(tab) if tokens else None
    return record.sid if record is not None and record.instance_id == tokens.instance_id else None


def packet(event: str, data: Sequence[Any]) -> EnginePacket:
    """An event with its arguments, encoded once for however many tabs."""
    server, namespace = _server()
    encoded = server.packet_class(EVENT, namespace=namespace, data=[event, *data]).encode()
    return EnginePacket(MESSAGE, encoded)


def line_of(tab: str) -> "Line | None":
    """The tab's line in this process; None when it has none."""
    server, namespace = _server()
    socket = socket_of(get_app().app, tab)
    engine = server.manager.eio_sid_from_sid(socket, namespace) if socket else None
    line = server.eio.sockets.get(engine) if engine else None
    return Line(line) if line is not None and not line.closed else None


class Line:
    """The connection below a tab's socket."""

    __slots__ = ("_socket",)

    def __init__(self, socket: Any) -> None:
        self._socket = socket

    @property
    def waiting(self) -> int:
        """How many packets its browser has not taken yet."""
        return self._socket.queue.qsize()

    async def send(self, packet: EnginePacket) -> None:
        """Queues the packet; nothing happens when the line has closed."""
        if not self._socket.closed:
            await self._socket.send(packet)


def _server() -> tuple[Any, str]:
    app = get_app().app
    assert app.sio is not None, "Reflex has no sockets before the app is put together"
    assert app.event_namespace is not None, "Reflex has no sockets before the app is put together"
    return app.sio, app.event_namespace.namespace
