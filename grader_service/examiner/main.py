"""The examiner's process: a job is held here with its tests, and a verdict comes of it.

Where tests run code of their author it is ended after its one job; the workshop decides that.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from msgspec.structs import replace

from grader_service.contract import Job, Verdict, decode, encode
from grader_service.examiner import rehearsal
from grader_service.examiner.control import Control, NoProcess
from grader_service.examiner.errors import SetupError
from grader_service.examiner.exam import Exam
from grader_service.examiner.verdict import TooLarge, verdict

WARM: Final = (
    "bisect", "collections", "copy", "dataclasses", "datetime", "decimal", "fractions", "functools", "heapq", "inspect",
    "itertools", "json", "math", "random", "re", "statistics", "string", "textwrap", "unittest",
)  # fmt: skip
"""What tests import."""

CPU_SECONDS: Final = 3600.0
MEMORY_MB: Final = 512
"""What an examiner may use, whatever the code of the tests does; a job's time is kept by the workshop."""

MARGIN_SECONDS: Final = 0.5
"""The examination ends itself so much before the workshop would end it."""


def rehearse() -> None:
    """Warm up the zygote."""
    rehearsal.rehearse()


def run(fds: list[int], begin: Callable[[float, int], None]) -> None:
    """The start of an examiner's process: its one descriptor leads to the workshop, which ends it."""
    begin(CPU_SECONDS, MEMORY_MB)
    rehearsal.play(1, rehearsal.OWN_CODE)  # what is judged by calls alone is judged by one that did it before
    control = Control(fds[0])
    with suppress(EOFError, BrokenPipeError, ConnectionError):
        while True:
            raw, seconds = control.job()
            _answer(raw, control, time.monotonic() + seconds - MARGIN_SECONDS)


def _answer(raw: bytes, control: Control, deadline: float) -> None:
    try:
        control.verdict(encode(examine(decode(raw, Job), control, deadline)))
    except NoProcess:
        control.fault("no process for the submission could be started")
    except SetupError as error:
        control.fault(f"the setup code of this assignment fails: {error}")
    except TooLarge:
        control.fault("the verdict is too large: this assignment has too many tests")
    except BaseException as error:  # noqa: BLE001  the outermost: a test's code may raise SystemExit as well
        control.fault(f"the examiner failed: {_place(error)}")


def examine(job: Job, control: Control, deadline: float) -> Verdict:
    """Run all tests of a job."""
    if "\r" in job.code:  # lines end as Python counts them, or its numbers are of other lines than ours
        job = replace(job, code=job.code.replace("\r\n", "\n").replace("\r", "\n"))
    exam = Exam(job, control, deadline)
    outcomes = dict(exam.outcomes())
    return verdict(job, [outcomes[index] for index in range(len(job.tests))], exam.loading, exam.printed)


def _place(error: BaseException) -> str:
    """The class of an exception and where it was raised; not its text, which may hold an expected value."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_code.co_filename}, line {trace.tb_lineno})" if trace else ""
    return f"{type(error).__name__}{where}"
