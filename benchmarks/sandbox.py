"""What a run in the sandbox costs, at the level this machine gives, beside a bare interpreter in the same round."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec.structs import replace

from benchmarks.figures import Figure, bare_interpreter, median, percentile
from grader_service.contract import Job, Test, digest
from grader_service.grading import Workshop
from grader_service.items import split
from grader_service.sandbox.nursery import Nursery

RUNS, IN_A_ROUND, JOBS = 1000, 50, 300
SPARES, PATIENCE = 2, 10
CALLS = tuple(Test(name=f"call {number}", call=f"square({number})", expected=str(number**2)) for number in range(5))
CLASS = """
import unittest
from submission import square
class TestSquare(unittest.TestCase):
""" + "".join(
    f"    def test_{number}(self):\n        self.assertEqual(square({number}), {number**2})\n" for number in range(7)
)
METHODS = tuple(Test(name=part.title, code=part.code) for part in split(CLASS))
CODE = "def square(number):\n    return number * number\n"


def measure() -> list[Figure]:
    """Single runs, then as many as go, with one worker and with two."""
    with Workshop(slots=1) as workshop:
        settled = Settled(workshop)
        known, reaped, bare = in_turns(settled, RUNS, CALLS)
        of_class, _, bare_beside = in_turns(settled, RUNS // 5, METHODS)
        [level] = {workshop.protection}
    yardstick = median(bare)
    one, two = rate(1), rate(2)
    return [
        Figure("`python3 -I -S -c pass`, p50", yardstick, "ms"),
        Figure(f"Five calls, level {level}: verdict, p50, in yardsticks", median(known) / yardstick, "", aim=0.25),
        Figure("the same, p99, in yardsticks", percentile(known, 0.99) / yardstick, ""),
        Figure("child reaped and its successor ready, p50, in yardsticks", median(reaped) / yardstick, "", aim=0.8),
        Figure("the same, p99 in terms of its p50", percentile(reaped, 0.99) / median(reaped), "", aim=2.5),
        Figure("unittest class of 7 methods, p50, in yardsticks", median(of_class) / median(bare_beside), "", aim=1.2),
        Figure("Runs a second with one worker", one, ""),
        Figure("the same in sequential interpreter starts", one * yardstick / 1000, "", aim=1.5, more_is_better=True),
        Figure("two workers in terms of one", two / one, ""),
    ]  # fmt: skip


class Settled:
    """A workshop, and a way to wait until everything that a run used is gone and ready again."""

    def __init__(self, workshop: Workshop) -> None:
        self._guests = workshop.room.guests
        self._examiners = workshop.room.examiners
        self.grade = workshop.grade
        self._refill = workshop.refill

    def wait(self) -> None:
        """Return once the spares are complete and ready, and every process that was used is reaped."""
        self._refill()
        for nursery in (self._guests, self._examiners):
            with nursery._changed:  # noqa: SLF001  the same
                nursery._changed.wait_for(lambda n=nursery: not n._are_missing(), PATIENCE)  # type: ignore[misc]  # noqa: SLF001
        deadline = time.monotonic() + PATIENCE
        while not self._is_ready() and time.monotonic() < deadline:
            time.sleep(0.0002)

    def _is_ready(self) -> bool:
        """Whether the zygotes have no children but the spares, and all of those wait for their work."""
        students, examiners = (children(nursery) for nursery in (self._guests, self._examiners))
        return len(students) <= SPARES and all(map(is_waiting, students + examiners))


def children(nursery: Nursery) -> list[str]:
    """The processes of a nursery that its zygote has not reaped."""
    pid = nursery._zygote._process.pid  # type: ignore[union-attr]  # noqa: SLF001  no product needs it
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


def is_waiting(pid: str) -> bool:
    """Whether a process sleeps: a fresh one first rehearses, and a job that comes meanwhile has to wait for that."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "S"
    except OSError:  # it was reaped meanwhile
        return False


def in_turns(settled: Settled, runs: int, tests: tuple[Test, ...]) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds to the verdict, until all is ready again, and of bare interpreters."""
    known: list[float] = []
    reaped: list[float] = []
    bare: list[float] = []
    for number in range(runs):
        job = job_of(tests, number)
        settled.wait()
        begin = time.perf_counter()
        verdict = settled.grade(job)
        known.append(1000 * (time.perf_counter() - begin))
        settled.wait()
        reaped.append(1000 * (time.perf_counter() - begin))
        assert verdict.correct, verdict  # noqa: S101  a figure of a failure is none
        if number % IN_A_ROUND == 0:
            bare += bare_interpreter(IN_A_ROUND // 5)
    return known, reaped, bare


def job_of(tests: tuple[Test, ...], number: int) -> Job:
    """A job whose code was never graded."""
    job = Job(job_id=str(number), digest="", code=f"{CODE}# {number}\n", tests=tests)
    return replace(job, digest=digest(job))


def rate(workers: int) -> float:
    """Runs a second."""
    with Workshop(slots=workers) as workshop, ThreadPoolExecutor(workers) as pool:
        list(pool.map(workshop.grade, [job_of(CALLS, -number) for number in range(1, 20)]))
        begin = time.perf_counter()
        list(pool.map(workshop.grade, [job_of(CALLS, number) for number in range(JOBS)]))
        return JOBS / (time.perf_counter() - begin)
