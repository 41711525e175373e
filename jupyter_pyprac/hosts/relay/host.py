"""The relay of one server: what it mounts, and whether it may serve at all."""

from collections.abc import Iterable, Mapping
from typing import Any

from tornado.web import RequestHandler
from traitlets.config import Config

from jupyter_pyprac.config import SECRETS, PyPrac, stated
from jupyter_pyprac.errors import Misconfigured
from jupyter_pyprac.hosts.relay.live import LiveRelay
from jupyter_pyprac.hosts.relay.rest import Forward, Probe
from jupyter_pyprac.hosts.relay.upstream import Upstream
from jupyter_pyprac.web import paths

TOKEN = "JUPYTERHUB_API_TOKEN"  # noqa: S105  the name of a variable
TOKENLESS = (
    "This server is to relay to a practice service, and has no token of a JupyterHub: start it from a Hub, or take "
    "PyPrac.upstream (PYPRAC_UPSTREAM) out of its settings."
)


class Relay:
    """Passes requests and sockets on, or says why it does not."""

    def __init__(self, upstream: str, files: Iterable[Config], environment: Mapping[str, str]) -> None:
        """`files` are the server's configurations, `environment` its variables."""
        self._refusal = refusal(files, environment)
        self.upstream = Upstream(upstream, environment.get(TOKEN, ""))

    def check(self) -> None:
        """Refuse to serve where staff must set something first.

        Raises:
            Misconfigured: says what.
        """
        if self._refusal:
            raise Misconfigured(self._refusal)

    def rules(self) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
        """What to mount below the server's base URL."""
        table = ((paths.HEALTH, Probe), (paths.CONNECT, LiveRelay), (paths.REST, Forward))
        return [(path, handler, {"relay": self}) for path, handler in table]

    async def close(self) -> None:
        """Let go of connections."""
        self.upstream.close()


def refusal(files: Iterable[Config], environment: Mapping[str, str]) -> str | None:
    """Why this server must not serve, as a sentence; None where it may."""
    found = secrets(files, environment)
    if found:
        return (
            f"Students can read everything on this server, and it was given {' and '.join(found)}: staff must take "
            "that out of the settings and the environment of students' servers. It belongs to the practice service "
            "alone; a password in it is known now and must be changed."
        )
    return None if environment.get(TOKEN) else TOKENLESS


def secrets(files: Iterable[Config], environment: Mapping[str, str]) -> list[str]:
    """The names under which this server was given what no student may know."""
    traits = PyPrac.class_traits()
    names = [traits[name].metadata["environment"] for name in sorted(SECRETS)]
    variables = [variable for name in names for variable in (name, f"{name}_FILE") if environment.get(variable)]
    settings = {f"PyPrac.{name}" for file in files for name in stated(file)["PyPrac"].keys() & SECRETS}
    return [*variables, *sorted(settings)]
