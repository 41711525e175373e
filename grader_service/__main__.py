"""`python -m grader_service`: one grader, told what to do by one line on its standard input (see `launcher`)."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from grader_service.contract import Protection
from grader_service.errors import Refused
from grader_service.graders import REFUSED
from grader_service.handling import Grading
from grader_service.launcher import workshop
from grader_service.logs import set_up
from grader_service.refusing import tell
from grader_service.serving import serve
from grader_service.start import Start, refuse_weaker

STDIN = 0

log = logging.getLogger("grader_service")


class ProtectedGrading(Grading, Protocol):
    """A grading that knows how well it holds student code back."""

    @property
    def protection(self) -> Protection:
        """The level reported with every verdict."""


def main(open_workshop: Callable[[int, str | None], AbstractContextManager[ProtectedGrading]] = workshop) -> int:
    """Run one grader; 0 = ended as asked, 1 = refused, 2 = not told what to do."""
    set_up("text")
    try:
        start = msgspec.json.decode(first_line(STDIN), type=Start)
    except msgspec.MsgspecError as error:
        log.error("A grader is started by `jupyter pyprac grader`, which tells it what to do: %s", error)  # noqa: TRY400  no traceback helps
        return 2
    set_up(start.log_format)
    try:
        with open_workshop(start.slots, start.scratch or "") as grading:
            refuse_weaker(grading.protection, start.minimum_protection)
            asyncio.run(serve(start, grading, lifeline=STDIN))
    except Refused as refusal:
        return refused(start, refusal)
    except BaseExceptionGroup as group:
        refusals, others = group.split(Refused)
        if others or not refusals:
            raise
        return refused(start, Refused(str(refusals.exceptions[0])))
    return 0


def refused(start: Start, refusal: Refused) -> int:
    """Say why, to whoever started this grader and to the service."""
    log.error("%s", refusal)
    asyncio.run(tell(start.redis_url, refusal))
    return REFUSED


def first_line(descriptor: int) -> bytes:
    """The first line of a file, and not a byte more: what follows is the lifeline."""
    with os.fdopen(descriptor, "rb", buffering=0, closefd=False) as file:
        return file.readline()


if __name__ == "__main__":
    sys.exit(main())
