"""What graders and replicas publish is heard, and graders are counted."""

import asyncio
import logging
import signal
from contextlib import aclosing

from grader_service.contract import CLAIM_SECONDS, GROUP, LATER_STREAM, RESULTS_CHANNEL, STREAM, Event, encode
from grader_service.queue import LAST_ID
from jupyter_pyprac.broker import ALIVE_SECONDS, Resubscribed, ViewerEvent
from jupyter_pyprac.broker.graders import is_alive
from tests.services.waiting import eventually


async def test_events_of_graders_and_replicas_are_heard(valkey, broker):
    started = Event(type="started", job_id="j")
    async with asyncio.timeout(20), aclosing(broker.events()) as events:
        assert await anext(events) == Resubscribed()
        with valkey.client() as client:
            client.publish(RESULTS_CHANNEL, b"damaged")
            client.publish("viewer-events", b'{"viewer": 1}')
            client.publish(RESULTS_CHANNEL, encode(started))
        await broker.tell_viewer("Zoë", {"type": "queued", "position": 1})
        assert await anext(events) == started
        assert await anext(events) == ViewerEvent(viewer="Zoë", event={"type": "queued", "position": 1})


async def test_events_come_back_after_the_server_did(valkey, broker):
    async with asyncio.timeout(60), aclosing(broker.events()) as events:
        assert await anext(events) == Resubscribed()
        await asyncio.to_thread(valkey.restart, signal.SIGKILL)
        assert await anext(events) == Resubscribed()
        await broker.tell_viewer("u", {"type": "pong"})
        assert await anext(events) == ViewerEvent(viewer="u", event={"type": "pong"})


async def test_a_loss_is_logged_once_however_long_it_lasts_and_so_is_its_end(valkey, broker, caplog):
    caplog.set_level(logging.DEBUG, "jupyter_pyprac.broker.events")

    def said():
        return [record for record in caplog.records if record.name == "jupyter_pyprac.broker.events"]

    async with asyncio.timeout(60), aclosing(broker.events()) as events:
        assert await anext(events) == Resubscribed()
        await asyncio.to_thread(valkey.stop, signal.SIGKILL)
        back = asyncio.create_task(anext(events))
        await eventually(lambda: len(said()) >= 4)
        await asyncio.to_thread(valkey.start)
        assert await back == Resubscribed()
    loss, *again, end = said()
    assert [loss.levelname, end.levelname] == ["WARNING", "WARNING"]
    assert {record.levelname for record in again} == {"DEBUG"}
    assert end.message == "events are heard again"


async def test_graders_are_counted_once_whichever_stream_keeps_them_busy(valkey, broker):
    assert (await broker.graders()).reading == 0
    with valkey.client() as client:
        for stream, names in ((STREAM, ("a", "b")), (LATER_STREAM, ("b", "c"))):
            client.xgroup_create(stream, GROUP, id="0", mkstream=True)
            for name in names:
                client.xreadgroup(GROUP, name, {stream: LAST_ID})
    assert (await broker.graders()).reading == 3


def test_a_grader_is_counted_no_longer_than_it_takes_two_renewals_of_its_claims():
    assert is_alive(0)
    assert is_alive(ALIVE_SECONDS * 1000 - 1)
    assert not is_alive(ALIVE_SECONDS * 1000)
    assert 1 < ALIVE_SECONDS / (CLAIM_SECONDS / 3) <= 2
