"""The rounds of the gate: every program once, and those again of which all runs must agree.

Each round is graded by interpreters of its own, as it is they that have a hash seed, and each but the first has a
comment behind the code, as what `random` gives is seeded by that.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from msgspec.structs import replace

from grader_service.contract import Verdict
from jupyter_pyprac.authoring.gate.failures import outspoken
from jupyter_pyprac.authoring.gate.grading import Crew, Grade
from jupyter_pyprac.authoring.gate.limits import tightened
from jupyter_pyprac.authoring.gate.programs import Program, Runs
from jupyter_pyprac.model import Assignment

ROUNDS: Final = 5
AS_STUDENTS: Final = 1
"""The round in which a solution's hidden tests are run in a process of their own, as a student's are."""

COMPLETE: Final = frozenset({"passed", "failed", "error"})
"""Verdicts worth another run: one that was stopped would only be so again."""


def runs_of(programs: Sequence[Program], crew: Crew, *, thorough: bool) -> list[Runs]:
    """What the runs of each program came to. `thorough`: wrong solutions are run again as well."""
    every = [Runs(program) for program in programs]
    again = [runs for runs in every if is_repeated(runs.program, thorough=thorough)]
    with crew.stage("Checking", len(every) + (ROUNDS - 1) * len(again)) as ended:
        for number in range(ROUNDS):
            crew.round(partial(run, number), again if number else every, ended)
    return every


def is_repeated(program: Program, *, thorough: bool) -> bool:
    """Whether it takes part in all rounds."""
    return program.kind == "solution" or (thorough and program.kind == "wrong")


def run(number: int, grade: Grade, runs: Runs) -> None:
    """One more run of a program."""
    if number > 0 and runs.status not in COMPLETE:
        return
    code = f"{runs.program.code}\n# run {number + 1}\n" if number else runs.program.code
    if runs.program.kind == "solution":
        run_solution(number, grade, runs, code)
    else:
        runs.add(rejection(grade, runs.program.assignment, code))


def run_solution(number: int, grade: Grade, runs: Runs, code: str) -> None:
    """All tests in one process, which tell why they fail; once as students' are, and once with a part of the limits."""
    assignment = outspoken(runs.program.assignment)
    if number == AS_STUDENTS:
        runs.add_as_students(grade(runs.program.assignment, code))
        return
    tight = grade(tightened(assignment), code) if number == ROUNDS - 1 and runs.correct == runs.count else None
    runs.cramped = tight is not None and not tight.correct
    runs.add(grade(assignment, code) if tight is None or runs.cramped else tight)
    if runs.status == "system":
        runs.blamed = breaking(grade, assignment, code)


def breaking(grade: Grade, assignment: Assignment, code: str) -> int | None:
    """The number of the test whose own code cannot be graded; None where it is no single one."""
    for index, test in enumerate(assignment.tests):
        if test.code and grade(replace(assignment, tests=(test,)), code).status == "system":
            return index
    return None


def rejection(grade: Grade, assignment: Assignment, code: str) -> Verdict:
    """The verdict on a program that should not pass; where visible tests see that, the hidden ones are not run."""
    visible = assignment.visible_tests
    if visible and len(visible) < len(assignment.tests):
        verdict = grade(replace(assignment, tests=visible), code)
        if not verdict.correct:
            return verdict
    return grade(assignment, code)
