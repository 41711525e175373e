"""One replica at a time."""

import asyncio

from jupyter_pyprac.store import submissions
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.store.making import NOW, later


async def take(database, holder, *, now=NOW, seconds=10, name="reconciler"):
    return await database.write(submissions.lease, name, holder, later(seconds), now)


async def test_who_comes_first_holds_it_and_may_renew_it(database):
    assert await take(database, "one")
    assert not await take(database, "two")
    assert await take(database, "one", now=later(9), seconds=20)
    assert not await take(database, "two", now=later(15), seconds=30)


async def test_it_is_free_again_when_its_time_is_over(database):
    assert await take(database, "one")
    assert await take(database, "two", now=later(10), seconds=20)
    assert not await take(database, "one", now=later(11), seconds=30)


async def test_leases_of_other_names_are_others(database):
    assert await take(database, "one")
    assert await take(database, "two", name="another")


async def test_of_many_that_ask_at_once_one_gets_it(database, database_url):
    other = Database(database_url)
    got = await asyncio.gather(*(take((database, other)[number % 2], f"{number}") for number in range(12)))
    assert got.count(True) == 1
    await other.close()
