"""Whether the limits of an assignment leave room: students' programs, and their machines, are slower than the author's.

The last run of a solution has a part of the limits. Only where it does not pass there is it measured what it needs.
"""

import math
from collections.abc import Callable, Iterator
from typing import Final

from msgspec.structs import replace

from grader_service.contract import Limits
from jupyter_pyprac.authoring.faults import Fault
from jupyter_pyprac.authoring.gate.failures import outspoken
from jupyter_pyprac.authoring.gate.grading import Grade
from jupyter_pyprac.authoring.gate.programs import Runs
from jupyter_pyprac.model import Assignment

SPARE: Final = 3
"""How many times what the solution needs should be allowed."""

HALVINGS: Final = 4
"""Runs that a measurement takes; the last differ by a twenty-fifth of the limit."""

ROUND: Final = 64
"""Megabytes to whose multiple a limit is set."""


def with_limits(assignment: Assignment, *, seconds: float = 1, memory: float = 1) -> Assignment:
    """The assignment with that share of its limits."""
    limits = assignment.limits
    share = Limits(limits.seconds * seconds, max(1, int(limits.memory_mb * memory)))
    return replace(assignment, limits=share)


def tightened(assignment: Assignment) -> Assignment:
    """The assignment with the limits that its solution should do with."""
    return with_limits(assignment, seconds=1 / SPARE, memory=1 / SPARE)


def cramped(grade: Grade, runs: Runs) -> list[Fault]:
    """A note for each limit that leaves the solution too little room, with what it needs and what to set."""
    assignment, code = outspoken(runs.program.assignment), runs.program.code
    seconds = least(lambda share: grade(with_limits(assignment, seconds=share), code).correct)
    memory = least(lambda share: grade(with_limits(assignment, memory=share), code).correct)
    return [*of_time(assignment.limits.seconds, seconds), *of_memory(assignment.limits.memory_mb, memory)]


def of_time(limit: float, share: float | None) -> Iterator[Fault]:
    """What is told where a solution needs more than its share of the seconds."""
    if share is not None:
        told = f"the solution needs {share * limit:.1f} s of processor time where {limit:g} s are allowed"
        yield Fault("limits", f"{told}: set `seconds` in `limits` to {math.ceil(SPARE * share * limit)} or more")


def of_memory(limit: int, share: float | None) -> Iterator[Fault]:
    """What is told where a solution needs more than its share of the memory."""
    if share is not None:
        told = f"the solution needs {share * limit:.0f} MB of memory where {limit} MB are allowed"
        enough = math.ceil(SPARE * share * limit / ROUND) * ROUND
        yield Fault("limits", f"{told}: set `memory_mb` in `limits` to {enough} or more")


def least(passes: Callable[[float], bool]) -> float | None:
    """The least share of a limit, between a third and all, with which it passes; None where a third is enough."""
    low, high = 1 / SPARE, 1.0
    if passes(low):
        return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if passes(middle) else (middle, high)
    return high
