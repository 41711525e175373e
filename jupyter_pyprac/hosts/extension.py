"""The extension of a Jupyter server: the practice itself on one's own computer, a relay to it on a Hub."""

import os
from collections.abc import Mapping

from jupyter_server.extension.application import ExtensionApp
from traitlets.config import Config

from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.hosts.local import LocalHost
from jupyter_pyprac.hosts.relay import Relay


class PyPracExtension(ExtensionApp):
    """`jupyter_pyprac` on a Jupyter server."""

    name = "jupyter_pyprac"
    classes = [PyPrac]  # noqa: RUF012  traitlets' own way

    def initialize_handlers(self) -> None:
        """Mount the handlers; nothing is started."""
        assert self.serverapp is not None  # noqa: S101  jupyter_server links it first
        self.host = host_of(self.config, self.serverapp.cli_config)
        self.handlers.extend(self.host.rules())

    async def stop_extension(self) -> None:
        """Close everything with the server."""
        await self.host.close()


def host_of(file: Config, command_line: Config, environment: Mapping[str, str] = os.environ) -> LocalHost | Relay:
    """A relay where the address of a service is set, by the same precedence as every setting."""
    given = command_line.get("PyPrac", {}), {"upstream": environment.get("PYPRAC_UPSTREAM")}, file.get("PyPrac", {})
    upstream = next((address for each in given if (address := each.get("upstream"))), None)
    if upstream is None:
        return LocalHost(file, command_line, environment)
    return Relay(str(upstream), [command_line, file], environment)
