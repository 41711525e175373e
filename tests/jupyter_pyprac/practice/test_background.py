import asyncio
import logging
from contextlib import suppress

from jupyter_pyprac.broker import BrokerDown
from jupyter_pyprac.practice.background import Background, cancel


async def test_work_that_passes_over_the_first_word_to_stop_is_told_again():
    ended = asyncio.Event()

    async def work() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await cancel([task], again=0.01)
    assert ended.is_set()
    assert task.cancelled()


async def test_there_may_be_nothing_to_stop():
    await cancel([])


async def test_what_cannot_be_done_for_long_is_logged_at_its_start_and_at_its_end(caplog):
    caplog.set_level(logging.DEBUG, "jupyter_pyprac.practice.background")
    outcomes = iter([None, BrokerDown("away"), BrokerDown("away"), BrokerDown("away"), None, None, BrokerDown("again")])
    done = asyncio.Event()

    async def work() -> None:
        outcome = next(outcomes, done)
        if outcome is done:
            done.set()
            await asyncio.Event().wait()
        if isinstance(outcome, BrokerDown):
            raise outcome

    background = Background()
    background.repeat(work, every=0)
    async with asyncio.timeout(20):
        await done.wait()
    await background.close()
    assert [(each.levelname, each.message) for each in caplog.records if "background" in each.name] == [
        ("WARNING", "put off: away"),
        ("DEBUG", "put off: away"),
        ("DEBUG", "put off: away"),
        ("WARNING", "what was put off goes on"),
        ("WARNING", "put off: again"),
    ]
