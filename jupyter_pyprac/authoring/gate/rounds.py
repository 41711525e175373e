"""The rounds of the gate: every program once, and those again of which all runs must agree.

Each round is graded by interpreters of its own, as it is they that have a hash seed, and each but the first has a
comment behind the code, as what `random` gives is seeded by that.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from jupyter_pyprac.authoring.gate.failures import outspoken
from jupyter_pyprac.authoring.gate.grading import Grade, Graders
from jupyter_pyprac.authoring.gate.limits import tightened
from jupyter_pyprac.authoring.gate.pool import in_parallel
from jupyter_pyprac.authoring.gate.programs import Program, Runs

ROUNDS: Final = 5
COMPLETE: Final = frozenset({"passed", "failed", "error"})
"""Verdicts worth another run: one that was stopped would only be so again."""


def runs_of(
    programs: Sequence[Program], graders: Graders, *, threads: int, thorough: bool, ended: Callable[[], None]
) -> list[Runs]:
    """What the runs of each program came to; `ended` is called `planned` times.

    `thorough`: wrong solutions are run again as well.
    """
    every = [Runs(program) for program in programs]
    for number in range(ROUNDS):
        due = [runs for runs in every if number == 0 or is_repeated(runs.program, thorough=thorough)]
        with graders() as grade:
            in_parallel(partial(run, grade, number), due, threads=threads, ended=ended)
    return every


def planned(programs: Sequence[Program], *, thorough: bool) -> int:
    """How many runs the programs have in all rounds."""
    return len(programs) + (ROUNDS - 1) * sum(is_repeated(program, thorough=thorough) for program in programs)


def is_repeated(program: Program, *, thorough: bool) -> bool:
    """Whether it takes part in all rounds."""
    return program.kind == "solution" or (thorough and program.kind == "wrong")


def run(grade: Grade, number: int, runs: Runs) -> None:
    """One more run of a program."""
    if number > 0 and runs.status not in COMPLETE:
        return
    program = runs.program
    code = f"{program.code}\n# run {number + 1}\n" if number else program.code
    if program.kind != "solution":
        runs.add(grade(program.assignment, code))
        return
    assignment = outspoken(program.assignment)
    last = number == ROUNDS - 1 and runs.correct == runs.count
    tight = grade(tightened(assignment), code) if last else None
    runs.cramped = tight is not None and not tight.correct
    runs.add(grade(assignment, code) if tight is None or runs.cramped else tight)
