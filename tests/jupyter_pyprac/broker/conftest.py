"""The service's side of Redis on a server of its own."""

import pytest

from jupyter_pyprac.broker import Broker


@pytest.fixture
def broker(valkey, jp_asyncio_loop):
    broker = Broker(valkey.url)
    yield broker
    jp_asyncio_loop.run_until_complete(broker.close())
