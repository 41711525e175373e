"""A queue on a server of its own, and what is published there."""

import pytest

from grader_service.contract import RESULTS_CHANNEL, Event, decode


@pytest.fixture
def client(valkey):
    with valkey.client() as client:
        yield client


@pytest.fixture
def heard(client):
    """Every event published until the call, oldest first."""
    hearing = client.pubsub()
    hearing.subscribe(RESULTS_CHANNEL)
    hearing.get_message(timeout=5)

    def so_far():
        return [decode(message["data"], Event) for message in iter(lambda: hearing.get_message(timeout=0.2), None)]

    yield so_far
    hearing.close()
