"""A wire between browser and server that tests can cut: an offline browser keeps its open sockets."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Wire:
    """Forwards every connection to the server's port. `url` is its own address."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._port: int = self._listening.getsockname()[1]
        self.url = f"http://localhost:{self._port}"
        self._ends: list[socket.socket] = []
        self._accept()

    def cut(self) -> None:
        """Breaks every connection off and refuses new ones."""
        for end in [self._listening, *self._ends]:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends = []

    def mend(self) -> None:
        """Takes connections again, under the same address."""
        self._listening = socket.create_server(("127.0.0.1", self._port), reuse_port=False)
        self._accept()

    def _accept(self) -> None:
        threading.Thread(target=self._forward_all, args=[self._listening], daemon=True).start()

    def _forward_all(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(("127.0.0.1", self._server_port))
                self._ends += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._copy, args=[source, target], daemon=True).start()

    def _copy(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire_to(server_port: int) -> Iterator[Wire]:
    """A wire that is gone after the block."""
    wire = Wire(server_port)
    try:
        yield wire
    finally:
        wire.cut()
