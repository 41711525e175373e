"""Live connections of a class: no more of one viewer than a replica can bear, and none that the Hub would refuse."""

import asyncio

from tornado.web import HTTPError

from jupyter_pyprac.errors import PyPracError, SlowDown
from jupyter_pyprac.hosts.hub.entering import Entering
from jupyter_pyprac.web.connect import TRY_AGAIN_LATER, Connect

MOST_OF_VIEWER = 100
"""Sockets of one viewer in this process: more than anybody has tabs, fewer than would crowd others out."""
MOST_TURNED_AWAY = 20
"""Sockets of one viewer that are being closed, which a client may drag out for seconds."""
LOOK_SECONDS = 300.0
"""How often the Hub is asked again who the viewer of an open socket is."""


class LiveConnection(Connect, Entering):
    """`/connect`."""

    look_seconds = LOOK_SECONDS
    _looking: "asyncio.Task[None] | None" = None
    _turned_away = False

    async def prepare(self) -> None:
        """Find out who asks, and refuse those who are turned away faster than they go."""
        await super().prepare()
        if self.host.turned_away[self.viewer.name] >= MOST_TURNED_AWAY:
            message = "You have too many pages open: close some."
            raise SlowDown(message, LOOK_SECONDS)

    async def open(self, *args: str, **kwargs: str) -> None:
        """Greet, where there is room, and look now and then whether the viewer is still welcome."""
        if self.practice.connections.count(self.viewer) >= MOST_OF_VIEWER:
            self._turn_away()
            return
        await super().open(*args, **kwargs)
        self._looking = asyncio.create_task(self._look())

    def on_close(self) -> None:
        """Look no more."""
        super().on_close()
        if self._turned_away:
            self.host.turned_away[self.viewer.name] -= 1
        if self._looking:
            self._looking.cancel()

    def _turn_away(self) -> None:
        """Close with the reason, as a browser reads the reason of a closing but not the status of a refusal."""
        self._turned_away = True
        self.host.turned_away[self.viewer.name] += 1
        self.close(TRY_AGAIN_LATER, SlowDown.code)

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
