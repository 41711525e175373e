"""How a request of somebody whom the Hub knows meets the practice."""

from collections import Counter
from typing import Protocol

from tornado.httputil import HTTPServerRequest

from jupyter_pyprac.hosts.hub.requests import Named
from jupyter_pyprac.model import Viewer
from jupyter_pyprac.practice.bootstrap import Practice


class Host(Protocol):
    """What the service must know to serve practice."""

    turned_away: Counter[str]
    """How many sockets are being closed because their viewer has too many, by the viewer's name."""

    async def enter(self, request: HTTPServerRequest) -> tuple[Practice, Viewer]:
        """The practice, and who asks.

        Raises:
            HTTPError: 401, nobody who may.
            SlowDown, Unavailable, Misconfigured: not now.
        """

    async def check(self) -> str | None:
        """Whether practice can be served; a word for why nothing is graded, where that is so.

        Raises:
            Unavailable, Misconfigured: it cannot.
        """

    def began(self) -> None:
        """A request has come whose reply is to be waited for when the service ends."""

    def ended(self) -> None:
        """It has its reply."""


class Entering(Named):
    """A request of a viewer."""

    def initialize(self, host: Host) -> None:
        """Take the host from the rule."""
        self.host = host

    async def prepare(self) -> None:
        """Find out who asks; nobody goes further without that."""
        await super().prepare()
        self.practice, self.viewer = await self.host.enter(self.request)
        self.current_user = self.viewer


class Counted(Entering):
    """A request that the service lets end before it ends itself."""

    def initialize(self, host: Host) -> None:
        """Count it from its beginning: one that is refused before `prepare` ends as well."""
        super().initialize(host)
        host.began()

    def on_finish(self) -> None:
        """Count it no more, however it ended."""
        super().on_finish()
        self.host.ended()
