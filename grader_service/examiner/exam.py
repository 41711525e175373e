"""The order of an examination: visible tests in one process, hidden ones in a fresh one.

That one loads the submission while visible tests run; it hears of no hidden test before they have ended. Scripts and
shared tests have a process of their own each.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Final, NamedTuple

from grader_service.contract import Job, Test
from grader_service.examiner import calls, codes, imported, scripts, shared
from grader_service.examiner.clock import Clock
from grader_service.examiner.control import Control, NoProcess
from grader_service.examiner.endings import failed, stopped
from grader_service.examiner.errors import CRASHED, SetupError, Stopped, StudentError, report_of
from grader_service.examiner.link import Link
from grader_service.examiner.names import Submission
from grader_service.examiner.outcome import NOT_RUN, Outcome
from grader_service.examiner.plain import is_plain, takes_its_own
from grader_service.examiner.student import Student
from grader_service.sandbox.guest import MODULE, SCRIPT
from grader_service.sandbox.values import Tree

STOPS: Final = 2
"""After so many stopped tests the rest are not run."""

ATTEMPTS: Final = 2
"""A process that ends before the submission is in it may have been ended from outside: another one is tried."""


class NotLoaded(Exception):
    """The submission could not be loaded; the outcome says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.status)
        self.outcome = outcome


class Room(NamedTuple):
    """A process in which the submission is loaded as a module."""

    link: Link
    submission: Submission


class Exam:
    """Examines one job; `loading` is what a failed loading came to, `printed` what loading printed."""

    def __init__(self, job: Job, control: Control, deadline: float) -> None:
        self._job = job
        self._control = control
        self._clock = Clock(job.limits.seconds, deadline, control.cpu)
        self._student: Student | None = None
        self._ahead: Student | None = None
        self._looked = False
        self._room: Room | None = None
        self._hidden = False
        self._stops = 0
        self._loaded_before = False
        self._has_hidden = any(test.hidden and not takes_its_own(test) for test in job.tests)
        self.loading: Outcome | None = None
        self.printed = ""

    def outcomes(self) -> Iterator[tuple[int, Outcome]]:
        """The outcome of every test by its index: visible before hidden, those with a process of their own last."""
        for self._hidden in (False, True):
            tests = [(index, test) for index, test in enumerate(self._job.tests) if test.hidden == self._hidden]
            for index, test in sorted(tests, key=lambda pair: takes_its_own(pair[1])):
                outcome = self._examine(test)
                self._control.ended(index, outcome.status)
                yield index, outcome
            self._leave()
        if self._ahead:  # the hidden tests were not run
            self._ahead.close()

    def _examine(self, test: Test) -> Outcome:
        if self.loading or self._stops >= STOPS or self._clock.job_is_over():
            return NOT_RUN
        run = self._shared if test.shared else self._script if test.kind == "stdin" else self._with_module
        try:
            outcome = run(test)
        except NotLoaded as failure:
            self.loading = failure.outcome
            return failure.outcome if failure.outcome.ending else NOT_RUN
        self._stops += self._student is not None and self._student.ended is not None
        return outcome

    def _start(self, name: str) -> Student:
        """A fresh process in which the author's setup code has run.

        Raises:
            SetupError: the setup code fails.
            NoProcess: processes end before any code runs in them.
        """
        for _ in range(ATTEMPTS):
            self._leave()
            student = self._student = self._fresh(name)
            student.begin()
            try:
                self._prepare(student, name)
            except Stopped as stop:
                ended = stop
                if stop.ending != CRASHED:
                    break
            else:
                return student
        if not self._job.setup_code:
            raise NoProcess from ended
        message = f"it ended with {ended.ending}"
        raise SetupError(message) from ended

    def _fresh(self, name: str) -> Student:
        """The process that began ahead of the hidden tests, in their turn, or another."""
        if self._ahead and self._hidden and name == MODULE:
            student, self._ahead = self._ahead, None
            self._control.turn()
            return student
        return Student(self._control.student(), self._control, self._clock)

    def _begin_ahead(self) -> None:
        """Have the submission loaded for the hidden tests while visible ones run; setup code is waited for instead."""
        if self._hidden or self._ahead or self._job.setup_code:
            return
        ends = self._control.ahead(wait=self._looked)
        self._looked = True  # after the first test it may still be on its way, and is not waited for
        if ends:
            self._ahead = Student(ends, self._control, self._clock)
            self._ahead.post("prepare", *self._preparation(MODULE))
            self._ahead.post("load", self._job.code, None)

    def _preparation(self, name: str) -> list[Tree]:
        """What a process is prepared by; no hidden test has a part in the seed, which can be read there."""
        job = self._job
        seed = sha256(job.code.encode("utf-8", "surrogatepass")).hexdigest()
        return [job.setup_code, seed, name, job.limits.whole_job, job.limits.memory_mb]

    def _prepare(self, student: Student, name: str) -> None:
        ask = student.request if self._job.setup_code else student.tell
        try:
            ask("prepare", *self._preparation(name))
        except StudentError as error:
            report = report_of(error)
            message = f"{report.names[0]}: {report.text}"
            raise SetupError(message) from error

    def _leave(self) -> None:
        if self._student:
            self._student.close()
        self._student = self._room = None

    def _script(self, test: Test) -> Outcome:
        student = self._start(SCRIPT)

        def work() -> Outcome:
            student.request("load", self._job.code, test.stdin)
            return scripts.judge(student.output.printed, test.stdout)

        return self._judge(student, work, test)

    def _shared(self, test: Test) -> Outcome:
        """A test in the student's process has that process to itself: it may leave anything behind there."""
        link, _ = self._enter(self._start(MODULE))
        link.student.begin()
        return self._judge(link.student, lambda: shared.run(test, link, self._job))

    def _with_module(self, test: Test) -> Outcome:
        room = self._room
        if room is None or room.link.student.ended:
            room = self._room = self._enter(self._start(MODULE))
        student = room.link.student
        student.begin()
        if test.kind == "code":
            self._control.tell()
            outcome = self._judge(student, lambda: codes.run(test, room.submission, room.link, self._job), test)
        else:
            plain = is_plain((test,), self._job.setup_code)
            outcome = self._judge(student, lambda: calls.run(test, room.submission, room.link, plain=plain), test)
        self._begin_ahead()
        return outcome

    def _enter(self, student: Student) -> Room:
        """Load the submission as a module, for the tests that call it; raises `NotLoaded`."""
        link = Link(student)
        rooms: list[Room] = []

        def work() -> Outcome:
            parts = student.request("load", self._job.code, None)
            with student.distrust():
                rooms.append(Room(link, Submission(link, parts[0], imported.of(self._job))))
            return Outcome(status="passed")

        outcome = self._judge(student, work)
        first, self._loaded_before = not self._loaded_before, True
        if first:
            self.printed = outcome.stdout
        if outcome.status != "passed":
            # Loaded again, the submission may know arguments of hidden tests: nothing that it says is told.
            raise NotLoaded(outcome if first else replace(outcome, error=None, message=None, stdout=""))
        self._control.loaded(another=first and not self._hidden and self._has_hidden)
        return rooms[0]

    def _judge(self, student: Student, work: Callable[[], Outcome], test: Test | None = None) -> Outcome:
        """Do the work of one test and say what it came to, however it ends."""
        try:
            outcome = work()
        except Stopped as stop:
            outcome = stopped(stop, self._job)
        except (SetupError, NoProcess):
            raise
        except BaseException as error:  # noqa: BLE001  whatever a test does with what it got, it has not passed
            outcome = failed(error, self._job, self._room.link if self._room else None, test)
        if student.ended and outcome.ending is None:  # a test's code may have caught it
            outcome = stopped(student.ended, self._job)
        return replace(outcome, stdout=student.output.shown, seconds=student.clock.spent)
