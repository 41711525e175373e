"""Redis as the service uses it: transport and cache, never the truth."""

from jupyter_pyprac.broker.client import Broker, BrokerDown, Queued
from jupyter_pyprac.broker.events import Heard, Resubscribed, ViewerEvent
from jupyter_pyprac.broker.figures import QueueFigures
from jupyter_pyprac.broker.graders import ALIVE_SECONDS, GradersSeen

__all__ = [
    "ALIVE_SECONDS",
    "Broker",
    "BrokerDown",
    "GradersSeen",
    "Heard",
    "QueueFigures",
    "Queued",
    "Resubscribed",
    "ViewerEvent",
]
