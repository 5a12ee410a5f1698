"""What was sent to a tab is not kept until the next packet comes.

A writer of python-engineio holds on to the packets it has sent last, and each of them to its data and to the
same once more as encoded: with a list just loaded that is as much as half of what a tab needs.
"""

from typing import Any

from engineio import async_socket
from engineio.packet import Packet


class _Once:
    """A packet that is there until it is encoded. What others hold of it stays as it is."""

    __slots__ = ("_packet",)

    def __init__(self, packet: Packet) -> None:
        self._packet: Packet | None = packet

    def encode(self, b64: bool = False) -> str | bytes:
        """The packet as it goes over the network."""
        packet, self._packet = self._packet, None
        assert packet is not None, "it was sent before"
        return packet.encode(b64=b64)


class Socket(async_socket.AsyncSocket):
    """A tab's socket, which forgets what it has sent."""

    async def poll(self) -> list[Any]:
        """What waits, each to be encoded once."""
        return [_Once(packet) for packet in await super().poll()]


def forget_what_was_sent() -> None:
    """From now on new sockets keep nothing of what they have sent. Call it when the app starts."""
    async_socket.AsyncSocket = Socket  # where python-engineio looks up what a socket is
