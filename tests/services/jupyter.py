"""A Jupyter server of a test's own: its folders are new, its port is free, and nothing of the user's own is read."""

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType

from tests.services.asking import Reply, ask
from tests.services.waiting import wait_until

TOKEN = "of-this-test"
LOCAL = ("--ServerApp.ip=127.0.0.1", "--ServerApp.open_browser=False", "--ServerApp.port_retries=0")


class Jupyter:
    """A running server; `home` holds its folders, `root` the notebooks."""

    def __init__(self, home: Path, address: str, words: Sequence[str], environment: Mapping[str, str]) -> None:
        self.home = home
        self.root = home / "work"
        self.url = address
        self._words = words
        self._environment = environment
        self.start()

    def start(self) -> None:
        """Start it, for the first time or again, in the same folders; returns when it takes requests."""
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self._words, env=self._environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        try:
            wait_until(self.answers, patience=60)
        except BaseException:
            self.stop()
            raise

    def ask(self, method: str, path: str, body: object = None, *, patience: float = 60) -> Reply:
        """Send a request to `{url}/{path}` as a client with the token."""
        return ask(method, f"{self.url}/{path}", token=TOKEN, body=body, patience=patience)

    def answers(self) -> bool:
        """Whether it takes requests; raises where it has ended, with its log."""
        if self.process.poll() is not None:
            raise RuntimeError(self.log())
        try:
            return self.ask("GET", "api/status", patience=5).status == 200
        except OSError:
            return False

    def log(self) -> str:
        """What it has written so far."""
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End it as a person would, and wait."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def jupyter(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    *flags: str,
    base: str = "/",
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Jupyter]:
    """Start `command` (such as `jupyter lab`) in new folders, below `base`, and end it and remove them afterwards.

    `variables` are given to it besides what is kept of the environment.
    """
    home = Path(tempfile.mkdtemp(prefix="pyprac-j-"))
    (home / "work").mkdir()
    port = free_port()
    allowed = ["--allow-root"] if os.geteuid() == 0 else []
    places = [f"--ServerApp.root_dir={home / 'work'}", f"--ServerApp.port={port}", f"--IdentityProvider.token={TOKEN}"]
    words = [str(word) for word in [*command, *LOCAL, *places, *allowed, f"--ServerApp.base_url={base}", *flags]]
    address = f"http://127.0.0.1:{port}{base.rstrip('/')}"
    try:
        server = Jupyter(home, address, words, {**own(environment, home), **variables})
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    """A port that nobody listened at just now, and that was not given before."""
    return next(port for port in ports() if is_free(port))


@cache
def ports() -> Iterator[int]:
    """Ports in an order of this process's own; none is one that the system gives to whoever connects to somebody."""
    return iter(random.sample(range(20_000, 32_768), 12_768))


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def own(environment: Mapping[str, str], home: Path) -> dict[str, str]:
    """The environment with every folder of Jupyter and of the user inside `home`, and no setting of the product."""
    kept = {name: value for name, value in environment.items() if not name.startswith(("JUPYTER", "PYPRAC", "XDG"))}
    folders = {f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    run = home / "run"
    run.mkdir(mode=0o700)
    return {**kept, **folders, "HOME": str(home), "XDG_RUNTIME_DIR": str(run), "IPYTHONDIR": str(home / "ipython")}
