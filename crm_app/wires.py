"""WebSockets that can be handed a frame which was made once for all of them.

A patch for hundreds of tabs is the same bytes for each. On its ordinary way a packet wakes two tasks for
every tab and is framed for every tab; here it is one write.
"""

from collections.abc import Mapping
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Request

WIRE = "crm.wire"
"""What an ASGI scope calls its wire, among the extensions."""


class Wire(WebSocketsSansIOProtocol):
    """A WebSocket as uvicorn speaks it, which whoever knows its scope may write frames to."""

    def handle_connect(self, event: Request) -> None:
        """The wire can be found in the scope, as long as there is one."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"][WIRE] = self  # type: ignore[index]

    @property
    def is_full(self) -> bool:
        """Whether the other side does not take what was written to it."""
        return not self.writable.is_set()

    def write_frame(self, frame: bytes) -> None:
        """Writes what `frame_of` made. Nothing happens when the socket is not open."""
        if self.handshake_complete and not (self.close_sent or self.transport.is_closing()):
            self.transport.write(frame)


def frame_of(text: str) -> bytes:
    """A text message as a server sends it: the same bytes for everybody, and never compressed."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


def wire_in(scope: Mapping[str, Any]) -> Wire | None:
    """The wire of an ASGI scope; None when another server than ours made it."""
    wire = scope.get("extensions", {}).get(WIRE)
    return wire if isinstance(wire, Wire) else None
