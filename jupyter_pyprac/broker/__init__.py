"""Redis as the service uses it: transport and cache, never the truth."""

from jupyter_pyprac.broker.client import Broker, BrokerDown, Queued
from jupyter_pyprac.broker.events import Heard, Resubscribed, ViewerEvent
from jupyter_pyprac.broker.figures import QueueFigures
from jupyter_pyprac.broker.graders import GradersSeen

__all__ = ["Broker", "BrokerDown", "GradersSeen", "Heard", "QueueFigures", "Queued", "Resubscribed", "ViewerEvent"]
