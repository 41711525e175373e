"""`python -m tests.services.fake_grader`: a real grader process whose gradings are told what to do by the code itself.

`hang` never ends, `hang once FILE` hangs the first time only, `kill` takes the grader along; all else passes.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from grader_service.__main__ import main
from grader_service.contract import Event, Job, Verdict
from grader_service.fakes import FakeWorkshop


class ObedientWorkshop(FakeWorkshop):
    """Does what the code says."""

    def grade(self, job: Job, files: Mapping[str, bytes], tell: Callable[[Event], None]) -> Verdict:
        verb, _, rest = job.code.partition(" ")
        if verb == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if verb == "hang" and not is_known(rest.removeprefix("once ")):
            threading.Event().wait()
        return super().grade(job, files, tell)


def is_known(mark: str) -> bool:
    """Whether the file was there already; makes it."""
    if not mark:
        return False
    try:
        Path(mark).touch(exist_ok=False)
    except FileExistsError:
        return True
    return False


@contextmanager
def open_workshop(slots: int, scratch: str | None) -> Generator[ObedientWorkshop, None, None]:
    """Nothing to open and nothing to close."""
    del slots, scratch
    yield ObedientWorkshop()


if __name__ == "__main__":
    sys.exit(main(open_workshop))
