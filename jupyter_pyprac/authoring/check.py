"""The gate in front of students: a course is run before it is published, every program of it in the sandbox.

The solution of an assignment must pass every test, its starter must not, and each wrong solution must fail one.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeAlias

import msgspec

from grader_service.contract import Verdict
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.failures import failure, for_author, is_of_a_test, line_of, outspoken, with_environment
from jupyter_pyprac.authoring.faults import Fault, Reason, Refused
from jupyter_pyprac.authoring.lines import NotebookFault, Origin
from jupyter_pyprac.authoring.remarks import remarks
from jupyter_pyprac.model import Assignment

Grade: TypeAlias = Callable[[Assignment, str], Verdict]
"""Grades some code for an assignment; blocks, and may be called from several threads."""

SPARE = 3
"""How many times the solution's time a test should be allowed: students' machines and programs are slower."""


class Trial(NamedTuple):
    """A program of the course: `kind` is `solution`, `starter` or `wrong`, `path` its place, `name` a wrong one's."""

    assignment: Assignment
    kind: str
    path: str
    code: str
    name: str = ""


def check(bundle: Bundle, grade: Grade, *, threads: int, ended: Callable[[], None] = lambda: None) -> Bundle:
    """The bundle with what was noticed added to its notes; `ended` is called after each program.

    Raises:
        Refused: a program did not do what it must; lists all of them, by notebook and cell or the assignment's slug.
    """
    every = [trial for assignment in bundle.assignments for trial in trials(assignment)]

    def run(trial: Trial) -> Verdict:
        assignment = outspoken(trial.assignment) if trial.kind == "solution" else trial.assignment
        verdict = grade(assignment, trial.code)
        ended()
        return verdict

    with ThreadPoolExecutor(threads, thread_name_prefix="pyprac-check") as pool:
        verdicts = list(pool.map(run, every))
    judged = list(zip(every, verdicts, strict=True))
    reasons = [
        reason(trial.assignment.slug, fault, bundle.origins.get(trial.assignment.slug))
        for trial, verdict in judged
        for fault in faults(trial, verdict)
    ]
    if reasons:
        raise Refused(tuple(reasons))
    notes = dict(bundle.notes)
    for assignment in bundle.assignments:
        slow = [
            text for trial, verdict in judged if trial.assignment is assignment for text in slowness(trial, verdict)
        ]
        found = (*notes.get(assignment.slug, ()), *remarks(assignment), *slow)
        notes.update({assignment.slug: found} if found else {})
    return msgspec.structs.replace(bundle, notes=notes)


def usable_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def trials(assignment: Assignment) -> Iterator[Trial]:
    """The programs of an assignment."""
    if assignment.solution.strip():
        yield Trial(assignment, "solution", "solution", assignment.solution)
    yield Trial(assignment, "starter", "starter_code", assignment.starter_code)
    for index, wrong in enumerate(assignment.wrong_solutions):
        yield Trial(assignment, "wrong", f"wrong_solutions[{index}]", wrong.code, wrong.name)


def reason(slug: str, fault: Fault, origin: Origin | None) -> Reason:
    """A fault where its author finds it."""
    if origin is None:
        return Reason(slug, str(fault._replace(path="")))
    return Reason(origin.source, str(NotebookFault(origin.where(fault.path, fault.line), fault.text)))


def faults(trial: Trial, verdict: Verdict) -> Iterator[Fault]:
    """What its author has to mend."""
    if verdict.status == "system":
        why = verdict.error.message if verdict.error else "it does not say why; try again"
        yield Fault(trial.path, f"the {described(trial)} cannot be graded: {why}")
    elif trial.kind == "solution" and not verdict.correct:
        yield from solution_faults(trial, verdict)
    elif trial.kind == "starter" and verdict.correct:
        told = "the starter passes every test, so that students have nothing to do: add a test that it fails"
        yield Fault(trial.path, told)
    elif trial.kind == "wrong" and verdict.correct:
        yield Fault(trial.path, f"the {described(trial)} passes every test: add a test that rejects it")


def solution_faults(trial: Trial, verdict: Verdict) -> Iterator[Fault]:
    """Why the solution did not pass; tests that were not run after an error say nothing beside it."""
    environment = trial.assignment.environment
    if verdict.error is not None and not is_of_a_test(verdict.error):
        message = f": {for_author(verdict.error.message):.200}" if verdict.error.message else ""
        told = f"the solution stops with {verdict.error.type}{message}"
        yield Fault(trial.path, with_environment(told, environment), verdict.error.line)
    passing = {"passed", "not-run"} if verdict.error else {"passed"}
    missed = [(index, result) for index, result in enumerate(verdict.tests) if result.status not in passing]
    for index, result in missed:
        test = trial.assignment.tests[index]
        told = f"the solution does not pass {failure(result, test, environment)}"
        yield Fault(f"tests[{index}]", told, line_of(test))
    if not missed and verdict.error is None:
        yield Fault(trial.path, f"the solution does not pass: the verdict is {verdict.status!r}")


def described(trial: Trial) -> str:
    """A program in words."""
    return f"wrong solution {trial.name!r}" if trial.kind == "wrong" else trial.kind


def slowness(trial: Trial, verdict: Verdict) -> Iterator[str]:
    """A sentence where the time limit leaves students little room."""
    longest = max((result.duration_ms for result in verdict.tests), default=0) / 1000
    if trial.kind == "solution" and longest * SPARE > trial.assignment.limits.seconds:
        limit = trial.assignment.limits.seconds
        yield f"the solution takes {longest:.1f} s in a test that may take {limit:g} s: allow {SPARE} times as much"
