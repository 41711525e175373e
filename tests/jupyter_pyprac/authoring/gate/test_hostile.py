"""A course cannot hang the gate, crash it or get out of it, whatever its programs do."""

import os
import signal
from contextlib import contextmanager, nullcontext

import pytest

from grader_service import launcher
from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.authoring.gate import through_gate
from jupyter_pyprac.cli import check
from jupyter_pyprac.practice.jobs import submission_job
from tests.jupyter_pyprac.authoring.gate.making import course, sentences

GOOD = "def f(n):\n    return n + 1\n"
TESTS = [{"call": "f(1)", "expected": "2"}, {"call": "f(2)", "expected": "3", "hidden": True, "message": "Own."}]
SHORT = {"seconds": 0.1, "memory_mb": 64}
BOMB = """\
import os
def f(n):
    while True:
        try:
            os.fork()
        except OSError:
            pass
"""
FLOOD = "def f(n):\n    while True:\n        print('x' * 10_000)\n"
EATER = "def f(n):\n    held = []\n    while True:\n        held.append(bytearray(2**20))\n"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"solution": "while True: pass\n"}, ["the solution does not pass 'Test 1' (f(1)): it ran out of time"]),
        ({"solution": BOMB}, ["the solution does not pass 'Test 1' (f(1))"] * 2),
        ({"solution": FLOOD}, ["the solution does not pass 'Test 1' (f(1)): It printed too much"] * 2),
        ({"solution": EATER}, ["the solution stops with MemoryError (line 4)"] * 3),
        ({"solution": "raise SystemExit\n"}, ["the solution stops with SystemExit"]),
        ({"solution": "import ctypes\nctypes.string_at(0)\n"}, ["the solution does not pass 'Test 1' (f(1))"]),
        ({"setup_code": "while True: pass\n"}, ["the setup code of this assignment fails: it ended with timeout"]),
        (
            {"tests": [*TESTS, {"name": "odd", "code": "import os\nassert f(1) == 2\nos._exit(0)"}]},
            ["'odd' cannot be run: the tests' own code ended the examiner (line 2)"],
        ),
        (
            {"tests": [*TESTS, {"name": "odd", "code": "while f(1):\n    assert f(1) == 2"}]},
            ["the solution does not pass 'odd'"],
        ),
        (
            {"tests": [*TESTS, {"name": "odd", "code": "assert f(1) == 2\nwhile True: pass"}]},
            ["the solution does not pass 'odd': it ran out of time (line 1)"],
        ),
    ],
)
def test_programs_that_misbehave_are_stopped_and_named(fields, expected):
    given = course(**{"solution": GOOD, "tests": TESTS, "limits": SHORT, **fields})
    told = sentences(check.checked, given, thorough=True)
    assert len(told) == len(expected)
    assert told[0].startswith(expected[0])


def test_starters_and_wrong_solutions_that_never_end_are_as_good_as_any_that_fail():
    wrong = [{"name": "loops", "code": "while True: pass\n"}, {"name": "floods", "code": FLOOD}]
    given = course(solution=GOOD, tests=TESTS, limits=SHORT, starter_code=BOMB, wrong_solutions=wrong)
    assert check.checked(given, thorough=True).notes == {}


def test_as_many_tests_as_there_may_be_are_run_and_more_are_refused():
    def made(count):
        asserts = "\n".join(f"assert f({number}) == {number + 1}" for number in range(count))
        return {"solution": GOOD, "starter_code": "", "tests": [{"code": asserts}]}

    assert check.checked(course(**made(500))).notes == {}
    faults = []
    task = {"slug": "task", "title": "Task", "handout": "Do it.", **made(1000)}
    data = {"format": bundle.FORMAT, "course": {"slug": "c", "title": "C"}, "assignments": [task]}
    assert bundle.build(data, faults) is None
    assert "at most 500" in str(faults[0])


def test_interpreters_that_are_killed_under_the_gate_are_replaced():
    given = course(solution=GOOD, tests=TESTS, wrong_solutions=[{"name": "w", "code": "def f(n): return n"}])

    @contextmanager
    def graders():
        with launcher.workshop(1) as workshop:

            def grade(assignment, code):
                room = workshop.room
                for nursery in (room.guests, room.examiners):
                    os.kill(nursery._zygote._process.pid, signal.SIGKILL)
                return workshop.grade(submission_job(assignment, code))

            yield grade

    stage = lambda *_: nullcontext(lambda: None)  # noqa: E731
    assert through_gate(given, graders, threads=1, stage=stage).notes == {}
