"""Servers on ports that want a password, and a real Sentinel that watches over them."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_pyprac.embedded.binary import server_binary
from tests.services.jupyter import free_port
from tests.services.waiting import wait_until

PASSWORD = "secret%1"
NAME = "practice"


@contextmanager
def a_server(folder: Path, port: int, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server or Sentinel that listens; killing it is the test's to do."""
    command = [server_binary(), *arguments]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: is_listening(port))
            yield process
        finally:
            process.kill()


@contextmanager
def a_master(folder: Path, *more: str) -> Iterator[int]:
    """A server that wants the password; yields its port."""
    port = free_port()
    with a_server(folder, port, *keyed(port), *more):
        yield port


def keyed(port: int) -> list[str]:
    """The words of a server that keeps nothing, and that gives and wants the password."""
    return ["--port", str(port), "--save", "", "--requirepass", PASSWORD, "--masterauth", PASSWORD]


@contextmanager
def sentinels(folder: Path, master: int, *lines: str) -> Iterator[int]:
    """The Sentinel that watches over the server at that port; yields its own."""
    port = free_port()
    file = folder / "sentinel.conf"
    watching = [
        f"port {port}",
        f"sentinel monitor {NAME} 127.0.0.1 {master} 1",
        f"sentinel auth-pass {NAME} {PASSWORD}",
        f"sentinel down-after-milliseconds {NAME} 500",
        f"sentinel failover-timeout {NAME} 5000",
    ]
    file.write_text("\n".join([*watching, *lines, ""]))
    with a_server(folder, port, file, "--sentinel"):
        yield port


def is_listening(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
