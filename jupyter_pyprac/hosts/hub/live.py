"""Live connections of a class: no more of one viewer than a replica can bear, and none that the Hub would refuse."""

import asyncio

from tornado.web import HTTPError

from jupyter_pyprac.errors import PyPracError, SlowDown
from jupyter_pyprac.hosts.hub.entering import Entering
from jupyter_pyprac.web.connect import TRY_AGAIN_LATER, Connect

MOST_OF_VIEWER = 100
"""Sockets of one viewer in this process: more than anybody has tabs, fewer than would crowd others out."""
LOOK_SECONDS = 300.0
"""How often the Hub is asked again who the viewer of an open socket is."""


class LiveConnection(Connect, Entering):
    """`/connect`."""

    look_seconds = LOOK_SECONDS
    _looking: "asyncio.Task[None] | None" = None

    async def prepare(self) -> None:
        """Find out who asks, and whether there is room."""
        await super().prepare()
        if self.practice.connections.count(self.viewer) >= MOST_OF_VIEWER:
            message = "You have too many pages open: close some."
            raise SlowDown(message, LOOK_SECONDS)

    async def open(self, *args: str, **kwargs: str) -> None:
        """Greet, and look now and then whether the viewer is still welcome."""
        await super().open(*args, **kwargs)
        self._looking = asyncio.create_task(self._look())

    def on_close(self) -> None:
        """Look no more."""
        super().on_close()
        if self._looking:
            self._looking.cancel()

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(self.look_seconds)
            if not await self._is_as_it_was():
                self.close(TRY_AGAIN_LATER, "who you are has changed")
                return

    async def _is_as_it_was(self) -> bool:
        """Whether the viewer is who it was, with the same courses and roles; while nobody can tell, nothing changes."""
        try:
            _, viewer = await self.host.enter(self.request)
        except HTTPError:
            return False
        except PyPracError:
            return True
        return viewer == self.viewer
