"""A wire between two processes that tests can cut, stall and mend: an offline browser keeps its open sockets.

The near end is who connects (a browser, an app), the far end the server behind (an app, a database).
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

Server = int | Path
"""Where the far end listens: a port of this machine, or a Unix socket."""


class Wire:
    """Forwards every connection to the server. `url` is its own address, for what speaks HTTP."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self._pairs: list[_Pair] = []
        self._flowing = threading.Event()
        self._flowing.set()
        self._changing = threading.Lock()
        self._accept()

    def cut(self) -> None:
        """Breaks every connection off, so that both ends notice, and refuses new ones."""
        with self._changing:
            _close(self._listening)
            for pair in self._pairs:
                pair.close()
            self._pairs = []
        self._flowing.set()

    def lose_near_ends(self) -> None:
        """Breaks the near ends off, as a laptop does that changes its network: the far ends stay open, and
        nothing comes there any more. New connections are taken."""
        with self._changing:
            for pair in self._pairs:
                pair.lose_near_end()

    def mend(self) -> None:
        """Takes connections again, under the same address."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._accept()

    def stall(self) -> None:
        """Lets nothing through, not even that an end has closed: neither end can notice. Who connects
        meanwhile gets no further than the wire."""
        self._flowing.clear()

    def flow(self) -> None:
        """Lets everything through again, first what has waited."""
        self._flowing.set()

    def _accept(self) -> None:
        threading.Thread(target=self._forward_all, args=[self._listening], daemon=True).start()

    def _forward_all(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                self._forward(listening, _Pair(near))

    def _forward(self, listening: socket.socket, pair: "_Pair") -> None:
        with self._changing:
            if listening is not self._listening or listening.fileno() < 0:
                pair.close()
                return
            self._pairs.append(pair)
        threading.Thread(target=pair.forward, args=[self._server, self._flowing], daemon=True).start()


class _Pair:
    """The two ends of one connection."""

    def __init__(self, near: socket.socket) -> None:
        self._near = near
        self._far: socket.socket | None = None
        self._lost = self._closed = False
        self._changing = threading.Lock()

    def forward(self, server: Server, flowing: threading.Event) -> None:
        """Goes on to the server, as soon as anything is let through, and copies both ways."""
        flowing.wait()
        try:
            far = self._reach(server)
        except OSError:
            _close(self._near)  # nobody is there: whoever connects hears it
            return
        for ends in ((self._near, far), (far, self._near)):
            threading.Thread(target=self._copy, args=[*ends, flowing], daemon=True).start()

    def _reach(self, server: Server) -> socket.socket:
        with self._changing:
            if self._lost or self._closed:
                raise ConnectionAbortedError()
            self._far = _connected(server)
            return self._far

    def _copy(self, source: socket.socket, target: socket.socket, flowing: threading.Event) -> None:
        """Brings over what comes, and in the end that nothing comes any more."""
        with suppress(OSError):
            while data := source.recv(65536):
                flowing.wait()
                target.sendall(data)
        flowing.wait()
        if not self._lost:
            with suppress(OSError):
                target.shutdown(socket.SHUT_RDWR)

    def lose_near_end(self) -> None:
        self._lost = True
        _close(self._near)

    def close(self) -> None:
        with self._changing:
            self._closed = True
            _close(self._near)
            if self._far is not None:
                _close(self._far)


def _connected(server: Server) -> socket.socket:
    if isinstance(server, int):
        return socket.create_connection(("127.0.0.1", server))
    unix = socket.socket(socket.AF_UNIX)
    unix.connect(str(server))
    return unix


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def wire_to(server: Server) -> Iterator[Wire]:
    """A wire that is gone after the block."""
    wire = Wire(server)
    try:
        yield wire
    finally:
        wire.cut()


@contextmanager
def wire_to_database(url: str) -> Iterator[tuple[Wire, str]]:
    """A wire to a PostgreSQL, and the URL of the same database through it."""
    address = conninfo_to_dict(url)
    host, port = str(address.get("host") or "localhost"), int(address.get("port") or 5432)
    with wire_to(Path(host) / f".s.PGSQL.{port}" if host.startswith("/") else port) as wire:
        name = f"{address.get('user', 'postgres')}:{address.get('password', '')}"
        yield wire, f"postgresql://{name}@127.0.0.1:{wire.port}/{address.get('dbname', 'postgres')}"
