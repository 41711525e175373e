"""TLS in front of a server that speaks none, with certificates of the tests' own."""

import selectors
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import trustme

HANDSHAKE = b"\x16"
"""The first byte of a client that speaks TLS; no command of Redis begins with it."""


class Terminator:
    """Listens at `port` and passes on to the server behind it what comes, encrypted or not, as Sentinels do both."""

    def __init__(self, behind: tuple[str, int], folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        authority = trustme.CA()
        self.ca = folder / "ca.pem"
        authority.cert_pem.write_to_path(self.ca)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1", "localhost").configure_cert(self._context)
        self._behind = behind
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.encrypted = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            if client.recv(1, socket.MSG_PEEK) == HANDSHAKE:
                client = self._context.wrap_socket(client, server_side=True)
                self.encrypted += 1
            with client, socket.create_connection(self._behind) as server:
                pass_on(client, server)

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()


def pass_on(one: socket.socket, other: socket.socket) -> None:
    """Everything from each to the other, until one of them ends."""
    with selectors.DefaultSelector() as selector:
        selector.register(one, selectors.EVENT_READ, other)
        selector.register(other, selectors.EVENT_READ, one)
        while True:
            for key, _ in selector.select():
                source, sink = key.fileobj, key.data
                assert isinstance(source, socket.socket)
                data = source.recv(65536)
                while isinstance(source, ssl.SSLSocket) and source.pending():
                    data += source.recv(65536)
                if not data:
                    return
                sink.sendall(data)


@contextmanager
def terminated(port: int, folder: Path) -> Iterator[Terminator]:
    """TLS in front of the server at that port of this machine."""
    terminator = Terminator(("127.0.0.1", port), folder)
    try:
        yield terminator
    finally:
        terminator.close()
