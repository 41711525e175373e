"""What the author of a course has to mend, by what its programs came to.

The solution of an assignment must pass every test in every run, its starter must not, and each wrong solution must
fail one.
"""

from collections.abc import Iterator
from typing import Final

from jupyter_pyprac.authoring.faults import Fault
from jupyter_pyprac.authoring.gate.causes import cause
from jupyter_pyprac.authoring.gate.failures import failure, for_author, line_of, with_environment
from jupyter_pyprac.authoring.gate.programs import Runs

SHARED: Final = "it needs the submission's real objects: set `#| shared: true`, or let it ask for plain values"


def faults(runs: Runs) -> Iterator[Fault]:
    """All of one program."""
    program = runs.program
    if runs.broken is not None:
        yield unfinished(runs, runs.broken.message)
    elif program.kind == "solution":
        yield from solution_faults(runs)
    elif runs.correct and program.kind == "starter":
        told = "the starter passes every test, so that students have nothing to do: add a test that it fails"
        yield Fault(program.path, told)
    elif runs.correct:
        told = f"the {program.described} passes every test{sometimes(runs, runs.correct)}: add a test that rejects it"
        yield Fault(program.path, told)


def unfinished(runs: Runs, why: str) -> Fault:
    """Why a program could not be graded: that of setup code, which is the same for all, in the same words."""
    program = runs.program
    if why.startswith("the setup code"):
        return Fault("setup_code", why)
    if runs.blamed is None:
        return Fault(program.path, f"the {program.described} cannot be graded: {why}")
    test = program.assignment.tests[runs.blamed]
    return Fault(f"tests[{runs.blamed}]", f"{test.name!r} cannot be run: {why}", line_of(test))


def solution_faults(runs: Runs) -> Iterator[Fault]:
    """Why the solution did not pass, or did so in some runs only."""
    assignment = runs.program.assignment
    if runs.error is not None:
        message = f": {for_author(runs.error.message):.200}" if runs.error.message else ""
        told = with_environment(f"the solution stops with {runs.error.type}{message}", assignment.environment)
        yield Fault(runs.program.path, f"{told}{sometimes(runs, runs.errors)}", runs.error.line)
    for index, result in sorted(runs.misses.items()):
        test = assignment.tests[index]
        told = f"the solution does not pass {failure(result, test, assignment.environment)}"
        if index in runs.passed or index in runs.unsteady:
            told += f"{sometimes(runs, runs.missed[index])}: {cause(runs, index)}"
        elif index in runs.inside and "shared test" not in told:
            told += f"; {SHARED}"
        yield Fault(f"tests[{index}]", told, line_of(test))
    if not runs.errors and not runs.misses and runs.correct < runs.count:
        told = f"the solution does not pass: the verdict is {runs.status!r}{sometimes(runs, runs.count - runs.correct)}"
        yield Fault(runs.program.path, told)


def sometimes(runs: Runs, times: int) -> str:
    """In how many runs something happened, where it did not in all."""
    return f", in {times} of {runs.count} runs" if times < runs.count else ""
