"""A class by its parts, as staff run a large one: PostgreSQL, Redis, graders, replicas of the service, and a Hub."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.services.asking import ask
from tests.services.balancer import balanced
from tests.services.hub import BASE, OF_PROXY, PATIENCE, Hub, folder_for_all
from tests.services.jupyter import free_port, own
from tests.services.postgres import FAST, Postgres, programs
from tests.services.valkey import Valkey
from tests.services.waiting import wait_until
from tests.services.walls import passable

PASSWORD = "s3cret-of-the-database"
SERVICE_TOKEN = "s3cret-of-the-service"
BY_ITSELF = f"""
from jupyter_pyprac.hosts.hub import configure
c.Authenticator.allow_all = True
c.JupyterHub.services[-1]["api_token"] = {SERVICE_TOKEN!r}
c.JupyterHub.load_groups = {{"pyprac-instructors": {{"users": ["tutor"]}}}}
configure(c, managed=False)
"""
COMMAND = (sys.executable, "-m", "jupyter_pyprac")


class Running:
    """A command of the product's, which can be ended and started again."""

    def __init__(self, words: tuple[str, ...], environment: Mapping[str, str], log: Path) -> None:
        self._words = [*passable(), *COMMAND, *words]
        self._environment = environment
        self.log = log
        self.start()

    def start(self) -> None:
        """Start it, for the first time or again."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._words, env=self._environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it and wait for its status."""
        self.process.send_signal(how)
        return self.process.wait(timeout=60)


class Replica(Running):
    """One of the service."""

    def __init__(self, port: int, environment: Mapping[str, str], log: Path) -> None:
        self.url = f"http://127.0.0.1:{port}{BASE}services/pyprac/"
        listening = {"JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{port}"}
        super().__init__(("hub",), {**environment, **listening}, log)

    def start(self) -> None:
        """Start it; returns when it serves."""
        super().start()
        wait_until(self.is_well, patience=PATIENCE)

    def is_well(self) -> bool:
        """Whether it serves; raises where it has ended, with its log."""
        if self.process.poll() is not None:
            raise RuntimeError(self.log.read_text(encoding="utf-8", errors="replace"))
        try:
            return ask("GET", f"{self.url}health", patience=5).status == 200
        except OSError:
            return False


@dataclass(frozen=True)
class Deployment:
    """All parts of a class, each to be stopped and started by itself."""

    home: Path
    postgres: Postgres
    valkey: Valkey
    hub: Hub
    graders: Running
    replicas: list[Replica]

    @contextmanager
    def graders_held(self) -> Iterator[None]:
        """Graders that grade nothing while the block lasts."""
        graders = psutil.Process(self.graders.process.pid).children()
        for each in graders:
            each.suspend()
        try:
            yield
        finally:
            for each in graders:
                each.resume()


@contextmanager
def deployment(replicas: int = 2, database: tuple[str, ...] = FAST, **variables: str) -> Iterator[Deployment]:
    """All parts running, two graders among them; ended and removed afterwards. The service gets the variables."""
    with ExitStack() as stack:
        home = stack.enter_context(folder_for_all())
        environment = own(os.environ, home)
        postgres, valkey = stack.enter_context(a_postgres(database)), Valkey(home, free_port())
        valkey.start()
        stack.callback(valkey.stop)
        settings = environment | {
            "PYPRAC_DB_URL": postgres.url("postgres").replace("pyprac@", f"pyprac:{PASSWORD}@"),
            "PYPRAC_REDIS_URL": valkey.url,
            "PYPRAC_DATA_DIR": str(home / "data"),
            "PYPRAC_METRICS_ADDR": "off",
            **variables,
        }
        assert Running(("migrate",), settings, home / "migrate.log").process.wait(timeout=60) == 0

        ports = [free_port() for _ in range(replicas)]
        port = stack.enter_context(balanced(ports)) if replicas > 1 else ports[0]
        hub = Hub(home, environment | OF_PROXY, BY_ITSELF, port)
        graders = Running(
            ("grader", "--instances", "2"), graders_environment(environment, valkey), home / "graders.log"
        )
        stack.callback(graders.stop)
        parts = Deployment(home, postgres, valkey, hub, graders, [])
        for number, each in enumerate(ports):
            parts.replicas.append(Replica(each, settings | told_by(hub), home / f"replica-{number}.log"))
            stack.callback(parts.replicas[-1].stop)
        hub.start()
        stack.callback(hub.stop)
        yield parts


def told_by(hub: Hub) -> dict[str, str]:
    """What a service that runs by itself must be told of its Hub."""
    return {
        "JUPYTERHUB_SERVICE_NAME": "pyprac",
        "JUPYTERHUB_API_URL": f"http://127.0.0.1:{hub.hub_port}{BASE}hub/api",
        "JUPYTERHUB_API_TOKEN": SERVICE_TOKEN,
    }


def graders_environment(environment: Mapping[str, str], valkey: Valkey) -> dict[str, str]:
    """What graders get: the address of Redis, and who they are to be where root starts them."""
    user = {"PYPRAC_GRADER_USER": "nobody"} if os.geteuid() == 0 else {}
    return {**environment, "PYPRAC_REDIS_URL": valkey.url, "PYPRAC_MINIMUM_PROTECTION": "L", **user}


@contextmanager
def a_postgres(settings: tuple[str, ...]) -> Iterator[Postgres]:
    """A PostgreSQL of its own; its folder has a short name because socket paths are limited to 100 bytes."""
    found = programs()
    assert found, "PostgreSQL is missing: apt install postgresql, or brew install postgresql"
    folder = Path(tempfile.mkdtemp(prefix="pyprac-pg-"))
    server = Postgres(found, folder, settings)
    server.create()
    server.start()
    try:
        yield server
    finally:
        server.stop(signal.SIGQUIT)  # there is nothing to save
        shutil.rmtree(folder)
