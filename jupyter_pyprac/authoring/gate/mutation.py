"""Wrong variants of a solution that no test rejects: what the tests do not look at.

They refuse nothing, for some variants are as good as the solution; so an author has nothing to accept. A variant is
given little time, as most of those that run long never end.
"""

import ast
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
from jupyter_pyprac.authoring.pytext import Syntax, parsed
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
    trials, until = trials_of(grade, runs), clock() + SECONDS
    left = deque(mutants(runs.program.code, MOST))
    survivors: list[Mutant] = []
    while left and clock() < until:
        mutant = left.popleft()
        if passes(grade, trials, mutant.code):
            survivors.append(mutant)
    return list(notes(survivors, len(left)))


def passes(grade: Grade, trials: Sequence[Assignment], code: str) -> bool:
    """Whether a program passes all trials; at the first that it does not it ends."""
    return all(grade(trial, code).correct for trial in trials)


def trials_of(grade: Grade, runs: Runs) -> list[Assignment]:
    """What variants have to pass: the strictest that the solution passes."""
    whole = outspoken(runs.program.assignment)
    limits = Limits(min(whole.limits.seconds, QUICK + SLOWER * runs.longest), whole.limits.memory_mb)
    quick = replace(whole, limits=limits)
    alone = [replace(quick, tests=(test,)) for test in whole.tests]
    plans = [alone, [quick]] if may_loop(runs.program.code) else [[quick]]
    return next((trials for trials in plans if passes(grade, trials, runs.program.code)), [whole])


def may_loop(code: str) -> bool:
    """Whether a variant may never end: then its tests are run one by one, so that it is stopped once."""
    tree = parsed(code)
    return not isinstance(tree, Syntax) and any(isinstance(node, ast.While) for node in ast.walk(tree))


def notes(survivors: Sequence[Mutant], left: int) -> Iterator[Fault]:
    """What is told of the variants that no test rejects, and of so many that were left for want of time."""
    for mutant in sorted(survivors[:TOLD], key=lambda mutant: mutant.line):
        yield Fault("solution", f"{mutant} is not noticed by any test: add one that fails with it", mutant.line)
    if len(survivors) > TOLD:
        yield Fault("solution", f"{len(survivors) - TOLD} more changes like these are not noticed by any test")
    if left:
        yield Fault("solution", f"after {SECONDS:g} s {left} more changes were not tried")
