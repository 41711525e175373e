"""How often a viewer may ask for a grading."""

import logging
import math
from dataclasses import dataclass

from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.errors import SlowDown
from jupyter_pyprac.model import Viewer

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A token bucket per viewer, kept in Redis so that all replicas share it; 0 of either means no limit."""

    broker: Broker
    per_minute: float
    burst: int

    async def take(self, viewer: Viewer) -> None:
        """Take one token; with Redis down everything is allowed.

        Raises:
            SlowDown: there is none left.
        """
        try:
            seconds = await self.broker.take_token(viewer.name, per_minute=self.per_minute, burst=self.burst)
        except BrokerDown as error:
            log.info("the rate is not limited: %s", error)
            return
        if seconds > 0:
            message = f"That was many times in a short while. Try again in {math.ceil(seconds)} s."
            raise SlowDown(message, seconds)
