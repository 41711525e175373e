"""PUBLIC: starts graders as subprocesses, and opens a workshop for whoever grades without a queue."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from grader_service.contract import CLAIM_SECONDS, Protection
from grader_service.graders import Grader, Graders, account, clean_environment
from grader_service.interpreter import program
from grader_service.logs import Format
from grader_service.processors import default_slots
from grader_service.reach import refuse_barred
from grader_service.start import DRAIN_SECONDS, Start

if TYPE_CHECKING:
    from grader_service.grading import Workshop

__all__ = ["Graders", "account", "clean_environment", "refuse_barred", "start_graders", "workshop"]


def workshop(slots: int, scratch: str | None = None) -> "Workshop":
    """Where jobs are graded in this process, without Redis: a context manager, for the command line and the gate.

    `scratch` is a bounded file system for runs at level B, empty = none; by default the environment may name one.
    """
    from grader_service.grading import Workshop  # noqa: PLC0415  who only starts graders need not load the sandbox

    if scratch is None:
        from grader_service.config import load  # noqa: PLC0415  a grader is told, and need not load traitlets

        scratch = load(local=True).scratch
    return Workshop(slots=slots, scratch=scratch or None)


def start_graders(  # noqa: PLR0913  each is one thing that a deployment decides
    redis_url: str,
    count: int,
    *,
    log_dir: Path | None = None,
    minimum_protection: Protection = "B",
    slots: int | None = None,
    scratch: str | None = None,
    user: str | None = None,
    claim_seconds: float = CLAIM_SECONDS,
    drain_seconds: float = DRAIN_SECONDS,
    log_format: Format = "text",
    module: str = "grader_service",
) -> Graders:
    """Start `count` graders; `slots` None = what the machine has, divided by `count`.

    Their output goes to `log_dir`, or to this process's standard error. `user` is whom they run as, where this process
    runs as root. They end with this process, however it ends. `module` is what Python runs: another one in tests.

    Raises:
        Refused: there is no such user, or it cannot run graders.
        OSError: a process or a log file could not be made.
    """
    refuse_barred(user)
    start = partial(
        Start,
        redis_url=redis_url,
        slots=slots or default_slots(count),
        scratch=scratch,
        minimum_protection=minimum_protection,
        claim_seconds=claim_seconds,
        drain_seconds=drain_seconds,
        log_format=log_format,
    )
    command = program(module)
    logs = [log_dir / f"grader-{number}.log" if log_dir else None for number in range(1, count + 1)]
    graders = Graders([Grader(command, start(consumer=str(uuid4())), log=log, user=user) for log in logs])
    graders.mend()
    return graders
