"""Stand-ins for tests, kept beside what they stand for."""

import threading
from collections.abc import Callable, Mapping

from grader_service.contract import Count, Event, Job, Protection, TestResult, Verdict


class FakeWorkshop:
    """Passes every job without running anything. While `held`, gradings wait for `release`."""

    protection: Protection = "B"

    def __init__(self, *, held: bool = False) -> None:
        self.graded: list[Job] = []
        self.files: list[Mapping[str, bytes]] = []
        self.at_once = 0
        self.most_at_once = 0
        self._lock = threading.Lock()
        self._go = threading.Event()
        if not held:
            self._go.set()

    def hold(self) -> None:
        """Let gradings that come wait."""
        self._go.clear()

    def release(self) -> None:
        """Let all gradings go on."""
        self._go.set()

    def grade(self, job: Job, files: Mapping[str, bytes], tell: Callable[[Event], None]) -> Verdict:
        """Say that it started and that each test passed; code that begins with `raise` fails as a bug of ours would."""
        with self._lock:
            self.graded.append(job)
            self.files.append(files)
            self.at_once += 1
            self.most_at_once = max(self.at_once, self.most_at_once)
        tell(Event(type="started", job_id=job.job_id, total=len(job.tests)))
        self._go.wait()
        with self._lock:
            self.at_once -= 1
        if job.code.startswith("raise"):
            raise RuntimeError(job.code)
        return passed(job, self.protection, tell)

    def refill(self) -> None:
        """It is ready at any time."""


def passed(job: Job, protection: Protection, tell: Callable[[Event], None]) -> Verdict:
    """The verdict in which every test of the job passed."""
    tests = []
    for index, test in enumerate(job.tests):
        tests.append(TestResult(test.name, "passed", test.points, test.points, hidden=test.hidden))
        tell(Event("test", job.job_id, index=index, total=len(job.tests), name=test.name, status="passed"))
    points = sum(test.points for test in job.tests)
    hidden = sum(test.hidden for test in job.tests)
    shown = len(tests) - hidden
    return Verdict(
        status="passed",
        correct=True,
        points=points,
        max_points=points,
        visible=Count(shown, shown),
        hidden=Count(hidden, hidden),
        tests=tuple(tests),
        protection=protection,
    )
