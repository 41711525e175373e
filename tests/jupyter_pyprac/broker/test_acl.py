"""What the documentation lets the service do in Redis is all that it needs."""

import asyncio
from contextlib import aclosing
from uuid import uuid4

from grader_service.connection import connect, refuse_unfit
from grader_service.contract import GROUP, LATER_STREAM, STREAM
from grader_service.queue import LAST_ID
from jupyter_pyprac.broker import Broker, Resubscribed, ViewerEvent
from tests.services.acl import documented
from tests.services.jobs import a_job


async def test_the_service_does_all_its_work_with_what_it_may(valkey):
    with valkey.client() as client:
        url = documented(valkey, client, "pyprac")
        client.acl_log_reset()
        for stream in (STREAM, LATER_STREAM):
            client.xgroup_create(stream, GROUP, id="0", mkstream=True)
        client.xreadgroup(GROUP, "grader", {STREAM: LAST_ID})
        broker = Broker(url)
        try:
            await use(broker)
            async with connect(url) as looking:
                await refuse_unfit(looking)
        finally:
            await broker.close()
        assert [(each["reason"], each["object"]) for each in client.acl_log()] == []


async def use(broker: Broker) -> None:
    """Everything that the service asks of a server that is not its own."""
    job = a_job(digest="same")
    queued = await broker.queue(job, {"f" * 64: b"1,2"})
    assert (await broker.queue(a_job(digest="same"), {"f" * 64: b"1,2"})).job_id == job.job_id
    await broker.queue(a_job(), {}, shared=False, stream=LATER_STREAM)
    assert await broker.whereabouts(queued.stream_id) == "undelivered"
    assert await broker.position(queued.stream_id) == 0
    assert await broker.result(job.job_id) is None
    await broker.forget_result(job.job_id)
    assert [stream.lag for stream in (await broker.figures()).streams] == [1, 1]
    assert (await broker.graders()).reading == 1
    async with asyncio.timeout(20), aclosing(broker.events()) as events:
        assert await anext(events) == Resubscribed()
        await broker.tell_everyone({"type": "x"})
        assert await anext(events) == ViewerEvent(viewer="", event={"type": "x"})
    await broker.remember_visit("c", "ada", "c/a")
    assert await broker.last_visit("c", "ada") == "c/a"
    assert await broker.take_token("ada", per_minute=30, burst=10) == 0.0
    assert await broker.forget_viewer("ada") == 2
    run = str(uuid4())
    await broker.remember_run(run, "ada", job.job_id)
    assert await broker.run(run) == ("ada", job.job_id)
    await broker.keep_check("1", b"{}", 60)
    assert await broker.check("1") == b"{}"
    assert await broker.ping()
