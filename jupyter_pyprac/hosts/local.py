"""The practice on a Jupyter server of one's own: one user, who is also staff.

Every Jupyter server imports this while it starts, so it loads nothing but what is loaded anyway: database, queue and
graders begin with the first request of a panel or cell.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import ModuleType
from typing import TYPE_CHECKING

from jupyter_server.base.handlers import JupyterHandler
from traitlets.config import Config

from jupyter_pyprac.config import PyPrac, configured, load, stated
from jupyter_pyprac.errors import Misconfigured
from jupyter_pyprac.hosts.mounting import Rule, rules
from jupyter_pyprac.hosts.opening import Opening

if TYPE_CHECKING:
    from jupyter_pyprac.model import Viewer
    from jupyter_pyprac.practice.bootstrap import Practice

HUB_VARIABLES = ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_SERVICE_PREFIX")
ON_A_HUB = (
    "This server belongs to a JupyterHub, where practice is a service of its own. "
    "Staff must run that service and set PyPrac.upstream (PYPRAC_UPSTREAM) to its address: `configure(c)` in "
    "jupyterhub_config.py does both. Is it there, and was this server started since?"
)


class LocalHost:
    """One practice with one user, whatever name jupyter_server gives to a request."""

    def __init__(self, file: Config, command_line: Config, environment: Mapping[str, str] = os.environ) -> None:
        self._file = file
        self._command_line = command_line
        self._environment = environment
        self._opening = Opening(self._open)
        self._viewer: Viewer | None = None

    def rules(self) -> list[Rule]:
        """What to mount below the server's base URL."""
        return rules(self)

    async def enter(self, handler: JupyterHandler) -> "tuple[Practice, Viewer]":  # noqa: ARG002  every user here is the same
        """The practice, opened if need be, and the local user."""
        practice = await self._opening.practice()
        assert self._viewer is not None  # noqa: S101  set before the practice was
        return practice, self._viewer

    async def check(self) -> str | None:
        """Whether practice can be served, and why nothing is graded, where that is so."""
        return await self._opening.check()

    async def close(self) -> None:
        """Close what was opened."""
        await self._opening.close()

    @asynccontextmanager
    async def _open(self) -> "AsyncIterator[Practice]":
        refuse_on_a_hub(self._environment)
        settings = settings_of(self._file, self._command_line, self._environment)
        running = await asyncio.to_thread(load_running)
        self._viewer = local_viewer(settings.local_user)
        async with running.running_practice(settings, local=True) as practice:
            yield practice


def local_viewer(name: str) -> "Viewer":
    """The one user of this computer, who is also staff."""
    from jupyter_pyprac.model import Viewer  # noqa: PLC0415  loaded with the first request

    return Viewer(name=name, roles=frozenset({"student", "instructor", "admin"}))


def load_running() -> ModuleType:
    """Import database, queue and all that is heavy; blocks, so not on the loop."""
    from jupyter_pyprac.hosts import running  # noqa: PLC0415  loaded with the first request

    return running


def settings_of(file: Config, command_line: Config, environment: Mapping[str, str]) -> PyPrac:
    """The settings: the environment wins over a file, the command line over both."""
    settings = load(file, environment)
    given = configured(command_line)
    for name in stated(command_line)["PyPrac"].keys() & given.trait_names(config=True):
        setattr(settings, name, getattr(given, name))
    return settings


def refuse_on_a_hub(environment: Mapping[str, str]) -> None:
    """Start nothing on a student's server of a Hub, where the student could read all of it.

    Raises:
        Misconfigured: says what staff must set.
    """
    if any(environment.get(variable) for variable in HUB_VARIABLES):
        raise Misconfigured(ON_A_HUB)
