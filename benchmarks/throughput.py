"""How many submissions two graders grade in a second, from a full queue."""

import asyncio
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.server import assignment
from grader_service.contract import Event
from grader_service.launcher import start_graders
from jupyter_pyprac.broker import Broker
from jupyter_pyprac.practice.jobs import submission_job
from tests.services.valkey import Valkey

WARM_UP, JOBS, GRADERS = 50, 1000, 2


def measure() -> list[Figure]:
    """Queue everything, then count the verdicts between the warm-up's last and the last of all."""
    folder = Path(tempfile.mkdtemp(prefix="pyprac-b-"))
    redis = Valkey(folder)
    redis.start()
    try:
        rate = asyncio.run(gradings_a_second(redis.url))
    finally:
        redis.stop()
        shutil.rmtree(folder)
    return [Figure("Gradings in a second, two graders", rate, "", aim=100, more_is_better=True)]


async def gradings_a_second(url: str) -> float:
    """The rate over the jobs after the warm-up."""
    broker = Broker(url)
    what = assignment()
    try:
        for number in range(WARM_UP + JOBS):
            await broker.queue(submission_job(what, f"{what.solution}\n# {number}\n"), {})
        graders = await asyncio.to_thread(start_graders, url, GRADERS, minimum_protection="L")
        try:
            return JOBS / await seconds_of_the_rest(broker)
        finally:
            await asyncio.to_thread(graders.stop)
    finally:
        await broker.close()


async def seconds_of_the_rest(broker: Broker) -> float:
    """Seconds between the verdict that ends the warm-up and the last one."""
    done, begin = 0, 0.0
    async for event in broker.events():
        if isinstance(event, Event) and event.type == "graded":
            done += 1
            begin = time.perf_counter() if done == WARM_UP else begin
            if done == WARM_UP + JOBS:
                break
    return time.perf_counter() - begin
