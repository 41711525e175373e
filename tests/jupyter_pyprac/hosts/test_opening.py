import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from jupyter_pyprac.errors import Misconfigured, PyPracError, Unavailable
from jupyter_pyprac.hosts.opening import Opening
from tests.services.waiting import eventually


class FakeHealth:
    """Well, until it is not."""

    ill = False

    async def check(self) -> None:
        if self.ill:
            raise Unavailable(self.__class__.__name__)


class FakePractice:
    """Has no use cases."""

    def __init__(self) -> None:
        self.health = FakeHealth()


class Door:
    """Opens at the test's word, or fails with its errors first."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.opened = 0
        self.closed = 0
        self.go = asyncio.Event()

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Any]:
        self.opened += 1
        await self.go.wait()
        if self.errors:
            raise self.errors.pop(0)
        yield FakePractice()
        self.closed += 1


async def test_all_who_ask_at_once_share_one_opening():
    door = Door()
    opening = Opening(door)
    askers = [asyncio.create_task(opening.practice()) for _ in range(20)]
    await asyncio.sleep(0)
    door.go.set()
    practices = await asyncio.gather(*askers)
    assert (len(set(map(id, practices))), door.opened) == (1, 1)
    assert await opening.practice() is practices[0]
    await opening.close()
    assert door.closed == 1


@pytest.mark.parametrize("error", [Misconfigured("set it"), Unavailable("later"), OSError("disk")])
async def test_a_failure_is_everybodys_answer_and_the_next_request_tries_again(error: Exception):
    door = Door(error)
    opening = Opening(door)
    askers = [asyncio.create_task(opening.practice()) for _ in range(3)]
    await asyncio.sleep(0)
    door.go.set()
    answers = await asyncio.gather(*askers, return_exceptions=True)
    assert all(isinstance(answer, PyPracError) and str(error) in str(answer) for answer in answers)
    assert door.opened == 1
    assert await opening.practice()
    assert door.opened == 2
    await opening.close()


async def test_who_goes_away_while_it_opens_takes_nothing_from_the_others():
    door = Door()
    opening = Opening(door)
    gone, stays = asyncio.create_task(opening.practice()), asyncio.create_task(opening.practice())
    await asyncio.sleep(0)
    gone.cancel()
    door.go.set()
    assert await stays
    await opening.close()


async def test_nothing_opens_after_closing_and_closing_does_not_wait_for_an_opening():
    door = Door()
    opening = Opening(door)
    asker = asyncio.create_task(opening.practice())
    await eventually(lambda: door.opened)
    await opening.close()
    with pytest.raises(Unavailable):
        await asker
    with pytest.raises(Unavailable):
        await opening.practice()
    assert (door.opened, door.closed) == (1, 0)


async def test_health_is_that_of_the_practice_and_opens_it_anew_where_that_failed():
    door = Door(Misconfigured("set it"), Unavailable("not yet"))
    opening = Opening(door)
    await opening.check()
    door.go.set()
    with pytest.raises(Misconfigured):
        await opening.practice()
    with pytest.raises(Unavailable, match="not yet"):
        await opening.check()
    await opening.check()
    practice: Any = await opening.practice()
    assert door.opened == 3
    practice.health.ill = True
    with pytest.raises(Unavailable):
        await opening.check()
    await opening.close()
