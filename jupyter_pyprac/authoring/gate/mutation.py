"""Wrong variants of a solution that no test rejects: what the tests do not look at.

They refuse nothing, for some variants are as good as the solution; so an author has nothing to accept. A variant is
given little time, as most of those that run long never end.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from grader_service.contract import Limits
from jupyter_pyprac.authoring.faults import Fault
from jupyter_pyprac.authoring.gate.failures import outspoken
from jupyter_pyprac.authoring.gate.grading import Grade
from jupyter_pyprac.authoring.gate.mutants import Mutant, mutants
from jupyter_pyprac.authoring.gate.programs import Runs
from jupyter_pyprac.model import Assignment

MOST: Final = 40
"""Variants of one assignment."""

SECONDS: Final = 10.0
"""After which no more of them is tried."""

QUICK: Final = 0.05
"""Seconds of processor time that a variant may always use in a test, and how many times the solution's beside."""
SLOWER: Final = 5

TOLD: Final = 5
"""Variants that are told of; the others are counted."""


def unnoticed(grade: Grade, runs: Runs, clock: Callable[[], float] = time.monotonic) -> list[Fault]:
    """A note for each variant of a solution that passes all tests; `runs` are the solution's, which did so as well."""
    assignment, until = short(runs, grade), clock() + SECONDS
    left = deque(mutants(runs.program.code, MOST))
    survivors: list[Mutant] = []
    while left and clock() < until:
        mutant = left.popleft()
        if grade(assignment, mutant.code).correct:
            survivors.append(mutant)
    return list(notes(survivors, len(left)))


def notes(survivors: Sequence[Mutant], left: int) -> Iterator[Fault]:
    """What is told of the variants that no test rejects, and of so many that were left for want of time."""
    for mutant in sorted(survivors[:TOLD], key=lambda mutant: mutant.line):
        yield Fault("solution", f"{mutant} is not noticed by any test: add one that fails with it", mutant.line)
    if len(survivors) > TOLD:
        yield Fault("solution", f"{len(survivors) - TOLD} more changes like these are not noticed by any test")
    if left:
        yield Fault("solution", f"after {SECONDS:g} s {left} more changes were not tried: can its tests do with less?")


def short(runs: Runs, grade: Grade) -> Assignment:
    """The assignment with what its variants may use: little, if it is enough for the solution."""
    assignment = outspoken(runs.program.assignment)
    limits = assignment.limits
    seconds = min(limits.seconds, QUICK + SLOWER * runs.longest)
    quick = replace(assignment, limits=Limits(seconds, limits.memory_mb))
    return quick if grade(quick, runs.program.code).correct else assignment
