"""A server that cannot be used is told from one that is away."""

import signal
import socket

import pytest

from jupyter_pyprac.broker import Broker, BrokerDown
from jupyter_pyprac.errors import Misconfigured
from tests.services.jobs import a_job


async def test_a_server_that_is_away_is_broker_down_and_works_again_when_back(valkey, broker):
    assert await broker.ping()
    valkey.stop(signal.SIGKILL)
    assert not await broker.ping()
    with pytest.raises(BrokerDown):
        await broker.queue(a_job(), {})
    with pytest.raises(BrokerDown):
        await broker.last_visit("c", "u")
    valkey.start()
    assert (await broker.queue(a_job(), {})).fresh


async def test_a_full_server_is_broker_down(valkey, broker):
    with valkey.client() as client:
        client.config_set("maxmemory", "1")
        with pytest.raises(BrokerDown):
            await broker.queue(a_job(), {})
        with pytest.raises(BrokerDown):
            await broker.remember_visit("c", "u", "a")
        client.config_set("maxmemory", "0")
    assert (await broker.queue(a_job(), {})).fresh


async def test_a_node_of_a_cluster_is_refused_with_a_sentence(valkey):
    valkey.stop()
    with socket.create_server(("127.0.0.1", 0)) as unused, socket.create_server(("127.0.0.1", 0)) as unused_too:
        port, bus = unused.getsockname()[1], unused_too.getsockname()[1]
    valkey.start("--cluster-enabled", "yes", "--port", str(port), "--cluster-port", str(bus))
    broker = Broker(valkey.url)
    try:
        with pytest.raises(Misconfigured, match="Sentinel"):
            await broker.queue(a_job(), {})
    finally:
        await broker.close()


def test_what_is_no_url_is_refused_with_what_to_set():
    with pytest.raises(Misconfigured, match="PYPRAC_REDIS_URL"):
        Broker("nonsense")
