"""Whether the practice can serve, and whether what is submitted is graded."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.store.assignments import is_empty
from jupyter_pyprac.store.engine import Database

Delay = Literal["refused", "no-graders", "no-redis"]
"""Why nothing is graded just now: graders refuse to work, there are none, or Redis does not answer."""
LOOK_SECONDS = 0.5
"""A probe waits no longer than this for Redis."""


@dataclass(frozen=True, kw_only=True)
class Health:
    """For probes: that nothing is graded is no illness, because submissions are taken all the same."""

    database: Database
    broker: Broker

    async def check(self) -> Delay | None:
        """Ask the database something small; why what is submitted waits, where it does.

        Raises:
            Unavailable: the database does not answer.
        """
        await self.database.read(is_empty)
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                seen = await self.broker.graders()
        except (BrokerDown, TimeoutError):
            return "no-redis"
        if seen.reading:
            return None
        return "refused" if seen.refusal else "no-graders"
