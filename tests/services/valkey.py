"""A real Valkey of a test's own, which can be killed, restarted and made to lose its data."""

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from jupyter_pyprac.embedded.binary import server_binary
from tests.services.waiting import wait_until


class Valkey:
    """One server in a folder of its own, on a unix socket and maybe a port; `url` stays the same over restarts."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.socket = folder / "v.sock"
        self.port = port
        self.url = f"redis://127.0.0.1:{port}/0" if port else f"unix://{self.socket}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *flags: str) -> None:
        """Start it on the data it had; returns when it answers."""
        ways = ["--bind", "127.0.0.1", "--port", str(self.port), "--unixsocket", self.socket]
        places = ["--dir", self.folder, "--logfile", self.folder / "log"]
        keeping = ["--save", "", "--appendonly", "yes", "--appendfsync", "everysec"]
        self.process = subprocess.Popen([server_binary(), *ways, *places, *keeping, *flags])
        wait_until(self.answers)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it; `SIGKILL` stands for a crash."""
        if self.process:
            self.process.send_signal(how)
            self.process.wait(timeout=20)
            self.process = None

    def restart(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it and start it again on its data."""
        self.stop(how)
        self.start()

    def lose_data(self) -> None:
        """Come back empty, as after a lost disk."""
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder / "appendonlydir", ignore_errors=True)
        self.start()

    def answers(self) -> bool:
        """Whether it takes commands."""
        with self.client() as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    @contextmanager
    def client(self) -> Iterator["redis.Redis"]:
        """A blocking client, for a test's own look into the server."""
        client = redis.Redis(unix_socket_path=str(self.socket), protocol=2, socket_timeout=5)
        try:
            yield client
        finally:
            client.close()


@pytest.fixture
def valkey() -> Generator[Valkey, None, None]:
    """A running server; its folder has a short name because socket paths are limited to 100 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="pyprac-"))
    server = Valkey(folder)
    server.start()
    yield server
    server.stop(signal.SIGKILL)
    shutil.rmtree(folder)
