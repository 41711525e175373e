"""Sockets of the stage, on loopback and under names of its own; each answers whatever comes with the secret."""

import selectors
import socket
import threading
from contextlib import suppress


class Listeners:
    """A thread that answers; `places` says where, `received` counts what came."""

    def __init__(self, root, mark, answer) -> None:
        self._answer = answer
        self._selector = selectors.DefaultSelector()
        self.places = {}
        self.received = 0
        self._stop, self._stopper = socket.socketpair()
        self._selector.register(self._stop, selectors.EVENT_READ)
        stream, datagram, packets = socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET
        self.places["tcp"] = self._open(socket.AF_INET, stream, ("127.0.0.1", 0))[1]
        self.places["udp"] = self._open(socket.AF_INET, datagram, ("127.0.0.1", 0))[1]
        self.places["tcp6"] = 0
        with suppress(OSError):  # a machine may have no IPv6
            self.places["tcp6"] = self._open(socket.AF_INET6, stream, ("::1", 0))[1]
        self.places["unix"] = self._open(socket.AF_UNIX, stream, str(root / "stream"))
        self.places["unix_seq"] = self._open(socket.AF_UNIX, packets, str(root / "packets"))
        self.places["unix_dgram"] = self._open(socket.AF_UNIX, datagram, str(root / "datagram"))
        self._open(socket.AF_UNIX, stream, f"\0{mark}")
        self._open(socket.AF_UNIX, datagram, f"\0{mark}-dgram")
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _open(self, family, kind, address):
        listener = socket.socket(family, kind)
        try:
            listener.bind(address)
        except OSError:
            listener.close()
            raise
        if kind != socket.SOCK_DGRAM:
            listener.listen()
        self._selector.register(listener, selectors.EVENT_READ, kind)
        return listener.getsockname()

    def _serve(self) -> None:
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._stop:
                    return
                with suppress(OSError):
                    self._take(key.fileobj, key.data)

    def _take(self, ready, kind) -> None:
        if kind == socket.SOCK_DGRAM:
            _, sender = ready.recvfrom(4096)
            self.received += 1
            if sender:
                ready.sendto(self._answer, sender)
        elif kind is not None:
            connection, _ = ready.accept()
            self._selector.register(connection, selectors.EVENT_READ)
        elif ready.recv(4096):
            self.received += 1
            ready.send(self._answer)
        else:
            self._selector.unregister(ready)
            ready.close()

    def close(self) -> None:
        """End the thread and close all sockets."""
        self._stopper.send(b"x")
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()
        self._selector.close()
        self._stopper.close()
