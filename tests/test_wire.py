"""The wire of the tests: what a network does to connections."""

import socket
from collections.abc import Iterator

import pytest

from tests.wire import Wire, wire_to

PATIENCE = 10


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        yield server


@pytest.fixture
def wire(server: socket.socket) -> Iterator[Wire]:
    with wire_to(server.getsockname()[1]) as wire:
        yield wire


def a_connection(wire: Wire) -> socket.socket:
    return socket.create_connection(("127.0.0.1", wire.port), PATIENCE)


def is_open(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True


def test_what_is_said_arrives(server: socket.socket, wire: Wire):
    with a_connection(wire) as near, server.accept()[0] as far:
        near.sendall(b"hello")
        assert far.recv(5) == b"hello"
        far.sendall(b"there")
        assert near.recv(5) == b"there"


def test_who_connects_while_nothing_is_let_through_arrives_when_it_flows(server: socket.socket, wire: Wire):
    wire.stall()
    with a_connection(wire) as near:
        near.sendall(b"hello")
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
        server.settimeout(PATIENCE)
        wire.flow()
        with server.accept()[0] as far:
            far.settimeout(PATIENCE)
            assert far.recv(5) == b"hello"


def test_who_was_lost_before_anything_was_let_through_never_arrives(server: socket.socket, wire: Wire):
    wire.stall()
    with a_connection(wire) as lost:
        lost.setblocking(False)
        while is_open(lost):
            wire.lose_near_ends()
        wire.flow()
        with a_connection(wire) as near, server.accept()[0] as far:
            near.sendall(b"hello")
            far.settimeout(PATIENCE)
            assert far.recv(5) == b"hello"
