"""The product as a student has it, with real graders, hurt while it works: all is graded once and nothing is lost."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil
import pytest

from jupyter_pyprac.embedded.folders import Place, place
from tests.services.jupyter import Jupyter, jupyter
from tests.services.waiting import wait_until

COUNT = 12
GRADED_FIRST = 2
ASSIGNMENT = "python-basics/the-bill"
SLOWLY = "import time\nend = time.time() + 0.3\nwhile time.time() < end:\n    pass\n"
RIGHT = "def bill(teas, cakes):\n    return 2.5 * teas + 3.2 * cakes\n"
PATIENCE = 90
"""A grader's claim on a job runs out after 30 s."""

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def server() -> Iterator[Jupyter]:
    command = [sys.executable, "-m", "jupyter_server"]
    enabled = "--ServerApp.jpserver_extensions={'jupyter_pyprac': True}"
    with jupyter(command, os.environ, enabled, "--PyPrac.rate_per_minute=0") as running:
        yield running
        family = family_of(running)
    wait_until(lambda: not any(process.is_running() for process in family))


def place_of(server: Jupyter) -> Place:
    return place(server.home / "data" / "pyprac", "", {"XDG_RUNTIME_DIR": str(server.home / "run")})


def family_of(server: Jupyter) -> list[psutil.Process]:
    """The supervisor, then Redis and the graders with all below them."""
    supervisor = psutil.Process(int(place_of(server).supervisor.read_text()))
    return [supervisor, *supervisor.children(recursive=True)]


def named(server: Jupyter, *words: str) -> list[psutil.Process]:
    """The supervisor's children with one of the words in their command line."""
    found = []
    for child in family_of(server)[0].children():
        with suppress(psutil.NoSuchProcess):  # what a run leaves behind ends at any moment
            command = " ".join(child.cmdline())
            found += [child] if any(word in command for word in words) else []
    return found


def graders_of(server: Jupyter) -> list[psutil.Process]:
    return named(server, "__main__') grader_service")


def redis_of(server: Jupyter) -> psutil.Process:
    [redis] = named(server, "valkey-server", "redis-server")
    return redis


def kill_a_grader(server: Jupyter) -> None:
    graders_of(server)[0].kill()


def kill_both_graders(server: Jupyter) -> None:
    for grader in graders_of(server):
        grader.kill()


def kill_redis(server: Jupyter) -> None:
    redis_of(server).kill()


def lose_what_redis_holds(server: Jupyter) -> None:
    supervisor, redis = family_of(server)[0], redis_of(server)
    supervisor.suspend()  # so that it starts no other before the data is gone
    redis.kill()
    shutil.rmtree(server.home / "data" / "pyprac" / "redis" / "appendonlydir")
    supervisor.resume()


def kill_the_server(server: Jupyter) -> None:
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.start()


def kill_everything(server: Jupyter) -> None:
    for process in family_of(server):
        with suppress(psutil.NoSuchProcess):  # a run ends by itself, or with the grader before it
            process.kill()
    kill_the_server(server)


def submit(server: Jupyter, number: int) -> str:
    """The id of a submission; the even ones are right."""
    code = f"{SLOWLY}\n# {number}\n" + (RIGHT if number % 2 == 0 else "")
    reply = server.ask("POST", "pyprac/submission", {"assignment_id": ASSIGNMENT, "code": code})
    assert reply.status == 201, reply
    return str(reply.body["id"])


def attempts(server: Jupyter) -> list[dict]:
    return server.ask("GET", f"pyprac/submissions?assignment_id={ASSIGNMENT}&limit=200").body["submissions"]


def graded(server: Jupyter) -> int:
    return sum(each["status"] != "pending" for each in attempts(server))


@pytest.mark.parametrize(
    "hurt",
    [kill_a_grader, kill_both_graders, kill_redis, lose_what_redis_holds, kill_the_server, kill_everything],
    ids=lambda hurt: hurt.__name__,
)
def test_every_submission_is_graded_once_and_none_is_lost(server: Jupyter, hurt: Callable[[Jupyter], None]):
    server.ask("GET", "pyprac/assignments")
    submitted = [submit(server, number) for number in range(COUNT)]
    wait_until(lambda: graded(server) >= GRADED_FIRST)
    before = {each["id"]: each for each in attempts(server) if each["status"] != "pending"}
    assert len(before) < COUNT
    hurt(server)
    wait_until(lambda: graded(server) == COUNT, PATIENCE)
    after = {each["id"]: each for each in attempts(server)}
    assert sorted(after) == sorted(submitted)
    assert {each["status"] for each in after.values()} == {"processed"}
    assert [after[each]["correct"] for each in submitted] == [number % 2 == 0 for number in range(COUNT)]
    assert sorted(each["attempt"] for each in after.values()) == list(range(1, COUNT + 1))
    assert {name: after[name] for name in before} == before
