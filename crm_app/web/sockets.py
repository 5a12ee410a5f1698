"""Which socket a tab has in this process, and how much waits in it. The one place that reaches into the
bookkeeping of Reflex, python-socketio and python-engineio.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import reflex as rx
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from reflex.utils.prerequisites import get_app
from socketio.packet import EVENT

from crm_app.wires import Wire, frame_of, wire_in

FULL = 1_000_000
"""So much counts as waiting where the network takes nothing."""


class Packed(NamedTuple):
    """An event, encoded once for however many tabs."""

    packet: EnginePacket
    frame: bytes


def socket_of(app: rx.App, tab: str) -> str | None:
    """The tab's socket in this process; None when it has closed, or moved to another."""
    tokens = app.event_namespace._token_manager if app.event_namespace else None
    record = tokens.token_to_socket.get(tab) if tokens else None
    return record.sid if record is not None and record.instance_id == tokens.instance_id else None


def packed(event: str, data: Sequence[Any]) -> Packed:
    """The event with its arguments."""
    server, namespace = _server()
    encoded = server.packet_class(EVENT, namespace=namespace, data=[event, *data]).encode()
    packet = EnginePacket(MESSAGE, encoded)
    return Packed(packet, frame_of(packet.encode()))


class Line:
    """The connection below a tab's socket."""

    __slots__ = ("_socket", "_wire")

    def __init__(self, socket: Any, wire: Wire | None) -> None:
        self._socket, self._wire = socket, wire

    @property
    def waiting(self) -> int:
        """How many packets its browser has not taken yet."""
        return FULL if self._wire is not None and self._wire.is_full else self._socket.queue.qsize()

    async def send(self, event: Packed) -> None:
        """Writes the event, where that is possible past what waits. Nothing happens on a closed line."""
        if self._socket.closed:
            return
        if self._wire is not None:
            self._wire.write_frame(event.frame)
        else:
            await self._socket.send(event.packet)


def line_of(tab: str) -> Line | None:
    """The tab's line in this process; None when it has none."""
    server, namespace = _server()
    socket = socket_of(get_app().app, tab)
    engine = server.manager.eio_sid_from_sid(socket, namespace) if socket else None
    line = server.eio.sockets.get(engine) if engine else None
    if line is None or line.closed:
        return None
    environ = server.get_environ(socket, namespace) or {}
    return Line(line, wire_in(environ.get("asgi.scope", {})))


def _server() -> tuple[Any, str]:
    app = get_app().app
    assert app.sio is not None, "Reflex has no sockets before the app is put together"
    assert app.event_namespace is not None, "Reflex has no sockets before the app is put together"
    return app.sio, app.event_namespace.namespace
