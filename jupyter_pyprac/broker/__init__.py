"""Redis as the service uses it: transport and cache, never the truth."""

from jupyter_pyprac.broker.client import Broker, BrokerDown, Queued
from jupyter_pyprac.broker.events import Heard, Resubscribed, ViewerEvent
from jupyter_pyprac.broker.figures import QueueFigures

__all__ = ["Broker", "BrokerDown", "Heard", "QueueFigures", "Queued", "Resubscribed", "ViewerEvent"]
