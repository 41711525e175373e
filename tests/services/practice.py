"""The private Redis and graders of a test's own, and the processes behind them."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import psutil
import pytest
import redis

from jupyter_pyprac.embedded.folders import Place, place
from jupyter_pyprac.embedded.plan import Plan
from tests.services.waiting import wait_until
from tests.services.walls import passable


class Machine:
    """One user's laptop: a data folder and a folder for sockets."""

    def __init__(self, folder: Path, **wishes: object) -> None:
        self.data = folder / "data"
        self.runtime = folder / "run"
        self.runtime.mkdir(mode=0o700)
        self.wishes = wishes

    def plan(self, **wishes: object) -> Plan:
        """What its servers ask for; gradings are done as the jobs' code says."""
        wishes = {**self.wishes, **wishes}
        url = str(wishes.get("redis_url", ""))
        own = {"XDG_RUNTIME_DIR": str(self.runtime)}
        folder = place(self.data, url, own, passable="user" in wishes).folder
        usual = {"graders": 1, "slots": 1, "claim_seconds": 1.0, "module": "tests.services.fake_grader"}
        return Plan(data_dir=str(self.data), folder=str(folder), **{**usual, **wishes})

    @property
    def place(self) -> Place:
        """Where its private server is."""
        return Place(Path(self.plan().folder))

    def supervisor(self) -> psutil.Process | None:
        """The supervisor that runs now."""
        with suppress(OSError, ValueError, psutil.NoSuchProcess):
            return psutil.Process(int(self.place.supervisor.read_text()))
        return None

    def family(self) -> list[psutil.Process]:
        """The supervisor and all that it started."""
        supervisor = self.supervisor()
        return [supervisor, *supervisor.children(recursive=True)] if supervisor else []

    def child(self, name: str) -> psutil.Process:
        """The child of the supervisor with `name` in its command line."""
        return next(process for process in self.family()[1:] if any(name in part for part in process.cmdline()))

    @contextmanager
    def client(self) -> Generator["redis.Redis", None, None]:
        """A blocking client of its private server."""
        client = redis.Redis(unix_socket_path=str(self.place.socket), protocol=2, socket_timeout=5)
        try:
            yield client
        finally:
            client.close()

    @contextmanager
    def starting_server(self) -> Generator[subprocess.Popen, None, None]:
        """A Jupyter server in a process of its own, which says `ready` on its output."""
        command = [*(passable() if "user" in self.wishes else []), sys.executable, "-m", "tests.services.fake_server"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            process.stdin.write(msgspec.json.encode(self.plan()) + b"\n")
            process.stdin.flush()
            yield process

    @contextmanager
    def server(self) -> Generator[subprocess.Popen, None, None]:
        """The same, ready."""
        with self.starting_server() as process:
            assert process.stdout.readline() == b"ready\n"
            yield process


def are_gone(processes: list[psutil.Process]) -> bool:
    """Whether none of them runs any more."""
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)


@pytest.fixture
def machine() -> Generator[Machine, None, None]:
    """A machine on which nothing is left running when the test is over."""
    folder = Path(tempfile.mkdtemp(prefix="pyprac-"))
    machine = Machine(folder)
    yield machine
    family = machine.family()
    wait_until(lambda: are_gone(family))
    shutil.rmtree(machine.place.folder)
    shutil.rmtree(folder)
