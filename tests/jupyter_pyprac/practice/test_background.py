import asyncio
from contextlib import suppress

from jupyter_pyprac.practice.background import cancel


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
