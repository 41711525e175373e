"""A class by its parts: two replicas, two graders, PostgreSQL and Redis. Whatever is hurt, nothing is lost."""

import asyncio
import itertools
import signal
from collections.abc import Callable

import pytest

from grader_service.contract import STREAM
from tests.hub.course import DOUBLE, RIGHT
from tests.hub.sockets import page, tab
from tests.services.asking import Reply
from tests.services.deployment import Deployment
from tests.services.hub import Person
from tests.services.waiting import eventually, wait_until

COUNT, GRADED_FIRST = 6, 2
AGAIN = {429, 502, 503, 504}
"""What a page answers by sending the same once more."""
SLOWLY = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end:\n    pass\n"
PATIENCE = 90
NUMBERS = itertools.count()

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def alice(parts: Deployment) -> Person:
    """A student."""
    return parts.hub.seat("alice")[0]


@pytest.fixture
def bob(parts: Deployment) -> Person:
    """Another one."""
    return parts.hub.seat("bob")[0]


def new_code(before: str = "") -> str:
    """A right solution that nobody has sent yet."""
    return f"{before}{RIGHT}# {next(NUMBERS)}\n"


def asked(person: Person, method: str, path: str, body: object = None) -> Reply:
    """The answer to a request that is sent as a page does it: until somebody takes it."""
    replies: list[Reply] = []

    def is_taken() -> bool:
        replies.append(person.ask(method, path, body))
        return replies[-1].status not in AGAIN

    wait_until(is_taken)
    assert replies[-1].status in {200, 201}, replies[-1]
    return replies[-1]


def submit(person: Person, code: str) -> str:
    """The id of a submission."""
    return str(asked(person, "POST", "submission", {"assignment_id": DOUBLE, "code": code}).body["id"])


def graded(person: Person) -> set[str]:
    """The ids of what has a verdict of all tests."""
    found = asked(person, "GET", "submissions?limit=200").body["submissions"]
    return {each["id"] for each in found if each["status"] == "processed" and each["correct"]}


def queued(parts: Deployment) -> int:
    """Jobs that were ever queued."""
    with parts.valkey.client() as client:
        return int(client.xinfo_stream(STREAM)["entries-added"])


async def test_tabs_on_either_replica_hear_their_viewers_events_and_nobody_elses(
    parts: Deployment, alice: Person, bob: Person
):
    first, second = (replica.url for replica in parts.replicas)
    async with tab(alice, first) as a1, tab(alice, second) as a2, tab(bob, first) as b1, tab(bob, second) as b2:
        of_alice, of_bob = [await asyncio.to_thread(submit, person, new_code()) for person in (alice, bob)]
        for opened, own, others in ((a1, of_alice, of_bob), (a2, of_alice, of_bob), (b1, of_bob, of_alice)):
            await opened.until("graded", lambda frame, own=own: frame["submission"]["id"] == own)
            assert others not in str(opened.frames)
        await b2.until("graded", lambda frame: frame["submission"]["id"] == of_bob)
        assert of_alice not in str(b2.frames)


async def test_the_same_code_on_two_replicas_at_once_is_graded_once(parts: Deployment, alice: Person, bob: Person):
    code, before = new_code(SLOWLY), queued(parts)
    both = await asyncio.gather(*(asyncio.to_thread(submit, person, code) for person in (alice, bob)))
    await eventually(lambda: both[0] in graded(alice) and both[1] in graded(bob))
    assert queued(parts) == before + 1


def kill_a_replica(parts: Deployment) -> None:
    parts.replicas[0].stop(signal.SIGKILL)
    parts.replicas[0].start()


def kill_both_replicas(parts: Deployment) -> None:
    for replica in parts.replicas:
        replica.stop(signal.SIGKILL)
    for replica in parts.replicas:
        replica.start()


def restart_one_replica_after_the_other(parts: Deployment) -> None:
    for replica in parts.replicas:
        assert replica.stop() == 0
        replica.start()


def restart_postgresql(parts: Deployment) -> None:
    parts.postgres.stop()
    parts.postgres.start()


def crash_redis(parts: Deployment) -> None:
    parts.valkey.restart(signal.SIGKILL)


def lose_what_redis_holds(parts: Deployment) -> None:
    parts.valkey.lose_data()


@pytest.mark.parametrize(
    "hurt",
    [
        kill_a_replica,
        kill_both_replicas,
        restart_one_replica_after_the_other,
        restart_postgresql,
        crash_redis,
        lose_what_redis_holds,
    ],
    ids=lambda hurt: hurt.__name__,
)
async def test_nothing_is_lost_and_pages_come_back(
    parts: Deployment, alice: Person, bob: Person, hurt: Callable[[Deployment], None]
):
    made: dict[str, set[str]] = {"alice": set(), "bob": set()}

    async def send(count: int) -> None:
        for _ in range(count):
            for person in (alice, bob):
                made[person.name].add(await asyncio.to_thread(submit, person, new_code(SLOWLY)))

    async with page(alice) as of_alice, page(bob) as of_bob:
        with parts.graders_held():
            await send(COUNT)
        await eventually(lambda: len(graded(alice) & made["alice"]) >= GRADED_FIRST, PATIENCE)
        assert not made["bob"] <= graded(bob)
        await asyncio.gather(asyncio.to_thread(hurt, parts), send(1))
        for person, opened in ((alice, of_alice), (bob, of_bob)):
            await eventually(lambda person=person: made[person.name] <= graded(person), PATIENCE)
            last = await asyncio.to_thread(submit, person, new_code())
            await eventually(lambda last=last, opened=opened: last in opened.graded, PATIENCE)
            assert opened.heard_of <= made[person.name] | {last}


async def test_with_the_hub_gone_those_whom_the_service_knows_go_on(parts: Deployment, alice: Person):
    async with tab(alice) as opened:
        await asyncio.to_thread(parts.hub.stop, signal.SIGKILL)
        made = await asyncio.to_thread(submit, alice, new_code())
        await opened.until("graded", lambda frame: frame["submission"]["id"] == made)
    await asyncio.to_thread(parts.hub.start)
    async with tab(alice):
        assert alice.ask("GET", "courses").status == 200
