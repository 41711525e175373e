"""A JupyterHub of the tests' own, with its proxy from npm, and people who log in to it and start their servers."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from tests.services.asking import Reply, ask
from tests.services.jupyter import free_port, own
from tests.services.waiting import wait_until
from tests.services.walls import passable

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "jupyterhub" / "jupyterhub_config.py"
PROXY = ROOT / "labextension" / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
BASE = "/class/"
STAFF_TOKEN = "of-these-tests"
OF_PROXY = {"CONFIGPROXY_AUTH_TOKEN": "of-the-proxy"}
PATIENCE = 90.0
"""Seconds that a Hub or a server may take to start on a busy machine."""

CONFIG = """
import sys
c = get_config()
c.JupyterHub.bind_url = {url!r}
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [{node!r}, {proxy!r}]
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {home!r} + "/people/{{username}}"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = {arguments!r}
c.Spawner.environment = {environment!r}
c.JupyterHub.services = [
    {{"name": "tests", "api_token": {staff_token!r}}},
    {{"name": "pyprac", "url": "http://127.0.0.1:{service_port}"}},
]
c.JupyterHub.load_roles = [{{"name": "admin", "services": ["tests"]}}]
"""

MANAGED = f"""
exec(compile(open({str(EXAMPLE)!r}).read(), {str(EXAMPLE)!r}, "exec"))
"""
"""The practice as the example has it: the Hub starts its service."""


class Person:
    """Somebody with an account, a server and a token of their own."""

    def __init__(self, hub: "Hub", name: str) -> None:
        self.hub = hub
        self.name = name
        self.url = f"{hub.url}user/{name}"
        self.token = self.new_token()[0]

    def ask(self, method: str, path: str, body: object = None, **more: Any) -> Reply:
        """Send a request to `pyprac/{path}` on the own server."""
        return ask(method, f"{self.url}/pyprac/{path}", **{"token": self.token, "body": body, **more})

    def by_hand(self, method: str, path: str, body: object = None, **more: Any) -> Reply:
        """Send a request to the service itself, past the own server."""
        return ask(method, f"{self.hub.service}{path}", **{"token": self.token, "body": body, **more})

    def new_token(self) -> tuple[str, str]:
        """A token that may all that its owner may, and its id."""
        made = self.hub.api("POST", f"users/{self.name}/tokens", {}).body
        return made["token"], made["id"]

    def stop(self) -> None:
        """Stop the server and wait until it has."""
        self.hub.api("DELETE", f"users/{self.name}/server")
        wait_until(lambda: not self.hub.api("GET", f"users/{self.name}").body["servers"], patience=PATIENCE)

    def answers(self) -> bool:
        """Whether the server takes requests."""
        return ask("GET", f"{self.url}/api/status", token=self.token).status == 200

    def processes(self) -> list[psutil.Process]:
        """The server, and whatever it has started."""
        prefix = f"{BASE}user/{self.name}/"
        home = str(self.hub.home)
        found = [(each, environment_of(each)) for each in psutil.process_iter()]
        own = [each for each, has in found if has.get("JUPYTERHUB_SERVICE_PREFIX") == prefix and home in has["HOME"]]
        assert own, f"the server of {self.name} does not run"
        return own


class Hub:
    """A Hub, once it is started; `home` holds all that it and its people write."""

    def __init__(
        self, home: Path, environment: Mapping[str, str], config: str = MANAGED, service_port: int = 0
    ) -> None:
        """`config` brings in the practice; its service listens at `service_port`, 0 = where there is room."""
        self.home = home
        self.url = f"http://127.0.0.1:{free_port()}{BASE}"
        self.hub_port = free_port()
        self.service_port = service_port or free_port()
        self.service = f"{self.url}services/pyprac/"
        self.people: dict[str, Person] = {}
        self._environment = environment
        (home / "jupyterhub_config.py").write_text(self._config() + config, encoding="utf-8")

    def start(self) -> None:
        """Start it, for the first time or again; returns when it and the practice service take requests."""
        command = [*passable(), sys.executable, "-m", "jupyterhub", "-f", str(self.home / "jupyterhub_config.py")]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self._environment, cwd=self.home, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        try:
            wait_until(self.answers, patience=PATIENCE)
        except BaseException:
            self.stop()
            raise

    def answers(self) -> bool:
        """Whether it and the service take requests; raises where it has ended, with its log."""
        if self.process.poll() is not None:
            raise RuntimeError(self.log())
        try:
            found = [ask("GET", url, patience=5).status for url in (f"{self.url}hub/health", f"{self.service}health")]
        except OSError:
            return False
        return found == [200, 200]

    def person(self, name: str) -> Person:
        """Somebody with an account."""
        if name not in self.people:
            self.api("POST", f"users/{name}")
            self.people[name] = Person(self, name)
        return self.people[name]

    def seat(self, *names: str) -> list[Person]:
        """People whose servers run; those that do not are started together."""
        people = [self.person(name) for name in names]
        waiting = [person for person in people if not person.answers()]
        for person in waiting:
            self.api("POST", f"users/{person.name}/server")
        for person in waiting:
            wait_until(person.answers, patience=PATIENCE)
        return people

    def api(self, method: str, path: str, body: object = None) -> Reply:
        """A request to the Hub's own API, as its staff."""
        return ask(method, f"{self.url}hub/api/{path}", token=STAFF_TOKEN, body=body)

    @property
    def metrics(self) -> str:
        """The address of its service's metrics."""
        return f"http://{self._environment['PYPRAC_METRICS_ADDR']}/metrics"

    def log(self) -> str:
        """What it and all that it started have written."""
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, as a person would or harder, and wait; killed, it leaves the servers of its people running."""
        self.process.send_signal(how)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def service_process(self) -> psutil.Process:
        """The practice service."""
        return next(each for each in psutil.Process(self.process.pid).children() if "jupyter_pyprac" in each.cmdline())

    def _config(self) -> str:
        return CONFIG.format(
            url=self.url,
            hub_port=self.hub_port,
            proxy_port=free_port(),
            service_port=self.service_port,
            node=node(),
            proxy=str(PROXY),
            home=str(self.home),
            arguments=["--allow-root"] if os.geteuid() == 0 else [],
            environment={"PYTHONWARNINGS": "ignore"},
            staff_token=STAFF_TOKEN,
        )


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A new folder that everybody can look into, removed afterwards."""
    home = Path(tempfile.mkdtemp(prefix="pyprac-h-"))
    home.chmod(0o755)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def jupyterhub(config: str = "", **variables: str) -> Iterator[Hub]:
    """Start a Hub in new folders, and end it and remove them afterwards; `config` is added to its configuration."""
    grader = {"PYPRAC_GRADER_USER": "nobody"} if os.geteuid() == 0 else {}
    with folder_for_all() as home:
        settings = {
            "PYPRAC_DATA_DIR": str(home / "data"),
            "PYPRAC_METRICS_ADDR": f"127.0.0.1:{free_port()}",
            "PYPRAC_LOG_FORMAT": "json",
            **OF_PROXY,
            **grader,
            **variables,
        }
        hub = Hub(home, {**own(os.environ, home), **settings}, MANAGED + config)
        hub.start()
        try:
            yield hub
        finally:
            hub.stop()


def node() -> str:
    """The node that the set-up brought, or the machine's own."""
    found = shutil.which("node", path=f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}")
    assert found, "node is needed for the Hub's proxy: python3 scripts/dev.py setup"
    return found


def environment_of(process: psutil.Process) -> dict[str, str]:
    """The variables with which a process was started, none where it cannot be asked."""
    try:
        return process.environ()
    except psutil.Error:
        return {}
