"""The gate in front of students: a course is run before it is published, every program of it in the sandbox.

The solution of an assignment must pass every test, its starter must not, and each wrong solution must fail one.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeAlias

import msgspec

from grader_service.contract import ErrorInfo, TestResult, Verdict
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.authoring.remarks import remarks
from jupyter_pyprac.model import Assignment

Grade: TypeAlias = Callable[[Assignment, str], Verdict]
"""Grades some code for an assignment; blocks, and may be called from several threads."""

SPARE = 3
"""How many times the solution's time a test should be allowed: students' machines and programs are slower."""

ENDINGS = {"timeout": "it ran out of time", "not-run": "it was not run"}


class Trial(NamedTuple):
    """A program of the course and what it is: `solution`, `starter` or `wrong`; `name` is a wrong one's."""

    assignment: Assignment
    kind: str
    code: str
    name: str = ""


def check(bundle: Bundle, grade: Grade, *, threads: int, ended: Callable[[], None] = lambda: None) -> Bundle:
    """The bundle with what was noticed added to its notes; `ended` is called after each program.

    Raises:
        Refused: a program did not do what it must; lists all of them, by the assignment's slug.
    """
    every = [trial for assignment in bundle.assignments for trial in trials(assignment)]

    def run(trial: Trial) -> Verdict:
        verdict = grade(trial.assignment, trial.code)
        ended()
        return verdict

    with ThreadPoolExecutor(threads, thread_name_prefix="pyprac-check") as pool:
        verdicts = list(pool.map(run, every))
    judged = list(zip(every, verdicts, strict=True))
    reasons = [Reason(trial.assignment.slug, text) for trial, verdict in judged for text in faults(trial, verdict)]
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
        yield Trial(assignment, "solution", assignment.solution)
    yield Trial(assignment, "starter", assignment.starter_code)
    for wrong in assignment.wrong_solutions:
        yield Trial(assignment, "wrong", wrong.code, wrong.name)


def faults(trial: Trial, verdict: Verdict) -> Iterator[str]:
    """What its author has to mend, a sentence each."""
    if verdict.status == "system":
        yield f"the grader had a problem with the {described(trial)}: try again; it is not the course's fault"
    elif trial.kind == "solution" and not verdict.correct:
        if verdict.error is not None:
            yield f"the solution stops with {stop(verdict.error)}"
        missed = [result for result in verdict.tests if result.status != "passed"]
        yield from (f"the solution does not pass {failure(result)}" for result in missed)
        if not missed:
            yield f"the solution does not pass: the verdict is {verdict.status!r}"
    elif trial.kind == "starter" and verdict.correct:
        yield "the starter passes every test, so that students have nothing to do: add a test that it fails"
    elif trial.kind == "wrong" and verdict.correct:
        yield f"the {described(trial)} passes every test: add a test that rejects it"


def described(trial: Trial) -> str:
    """A program in words."""
    return f"wrong solution {trial.name!r}" if trial.kind == "wrong" else trial.kind


def failure(result: TestResult) -> str:
    """A test that did not pass, and how; for the author, so hidden tests are told in full."""
    call = f" ({result.call})" if result.call else ""
    return f"{result.name!r}{call}: {ending(result)}"


def ending(result: TestResult) -> str:
    """How a test ended."""
    if result.status in ENDINGS:
        return ENDINGS[result.status]
    if result.expected is not None and result.actual is not None:
        return f"it gave {result.actual:.200}, not {result.expected:.200}"
    return f"{result.message:.400}" if result.message else result.status


def stop(error: ErrorInfo) -> str:
    """An exception in words."""
    line = f" on line {error.line}" if error.line else ""
    return f"{error.type}: {error.message:.200}{line}"


def slowness(trial: Trial, verdict: Verdict) -> Iterator[str]:
    """A sentence where the time limit leaves students little room."""
    longest = max((result.duration_ms for result in verdict.tests), default=0) / 1000
    if trial.kind == "solution" and longest * SPARE > trial.assignment.limits.seconds:
        limit = trial.assignment.limits.seconds
        yield f"the solution takes {longest:.1f} s in a test that may take {limit:g} s: allow {SPARE} times as much"
