import ast
import json
import threading
from contextlib import nullcontext

import msgspec
import pytest

from grader_service import contract, launcher
from jupyter_pyprac.authoring import bundle, source
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.authoring.gate import through_gate
from jupyter_pyprac.practice.jobs import submission_job

STARTER_PASSES = "the starter passes every test, so that students have nothing to do: add a test that it fails"
TWO = {"call": "f(1)", "expected": "2"}


def course(*assignments):
    defaults = {"title": "T", "handout": "Do it.", "tests": [TWO, {"call": "f(2)", "expected": "3", "hidden": True}]}
    data = {
        "format": "pyprac-course/1",
        "course": {"slug": "basics", "title": "Basics"},
        "assignments": [{"slug": f"a{number}", **defaults, **each} for number, each in enumerate(assignments)],
    }
    faults = []
    found = bundle.build(data, faults)
    assert not faults
    return found


def grade(assignment, code):
    """A grader for programs of one line: `passes(1, 2)` names the numbers of the tests that pass."""
    word, _, numbers = code.partition("\n")[0].strip(")").partition("(")
    passing = ast.literal_eval(f"[{numbers}]")
    results = tuple(
        contract.TestResult(
            name=test.name,
            status="passed" if number in passing else "failed",
            points=0,
            max_points=1,
            call=test.call,
            expected=test.expected,
            actual="7",
        )
        for number, test in enumerate(assignment.tests, start=1)
    )
    correct = {*range(1, len(results) + 1)} <= {*passing}
    errors = {
        "raises": contract.ErrorInfo("NameError", "name 'x' is not defined", 3),
        "broken": contract.ErrorInfo("SystemError", "no process is left"),
    }
    status = "system" if word == "broken" else "passed" if correct else "failed"
    return contract.Verdict(
        status=status, correct=correct, points=0, max_points=0, error=errors.get(word), tests=results
    )


def check(given, grade, *, threads=1, ended=lambda: None, thorough=False):
    return through_gate(
        given, lambda: nullcontext(grade), threads=threads, stage=lambda *_: nullcontext(ended), thorough=thorough
    )


def reasons(*assignments):
    with pytest.raises(Refused) as refused:
        check(course(*assignments), grade, threads=2)
    return list(refused.value.reasons)


def test_a_course_in_order_passes_and_keeps_its_assignments():
    given = course(
        {
            "solution": "passes(1, 2)",
            "starter_code": "passes(1)",
            "wrong_solutions": [{"name": "w", "code": "passes(1)"}],
        }
    )
    found = check(given, grade, threads=2)
    (note,) = found.notes["a0"]
    assert found.assignments == given.assignments
    assert note == "without a message: Hidden test 1: a student who fails them learns nothing, so add one"


def test_a_solution_that_does_not_pass_is_refused_with_each_test_it_misses():
    assert reasons({"solution": "passes(1)"}) == [
        Reason("a0", "the solution does not pass 'Hidden test 1' (f(2)): expected 3, actual 7")
    ]


def test_a_refused_course_tells_the_notes_of_its_other_assignments():
    given = course({"solution": "passes(1)"}, {"solution": "passes(1, 2)"})
    with pytest.raises(Refused) as refused:
        check(msgspec.structs.replace(given, warnings=("odd",)), grade)
    told = "without a message: Hidden test 1: a student who fails them learns nothing, so add one"
    assert refused.value.notes == (Reason("", "odd"), Reason("a0", told), Reason("a1", told))


def test_a_solution_that_raises_is_refused_with_its_error():
    first, *rest = reasons({"solution": "raises()"})
    assert first == Reason("a0", "the solution stops with NameError: name 'x' is not defined (line 3)")
    assert len(rest) == 2


def test_tests_that_were_not_run_after_an_error_say_nothing_beside_it():
    def stop_while_loading(assignment, code):
        verdict = grade(assignment, code)
        results = tuple(msgspec.structs.replace(result, status="not-run") for result in verdict.tests)
        return msgspec.structs.replace(verdict, tests=results)

    with pytest.raises(Refused) as refused:
        check(course({"solution": "raises()"}), stop_while_loading, threads=1)
    (reason,) = refused.value.reasons
    assert reason.reason.startswith("the solution stops with NameError")


@pytest.mark.parametrize(
    ("code", "tests", "expected"),
    [
        (
            "def evens(x): return x",
            [{"call": "even(1)", "expected": "1", "message": "Own."}],
            (
                "'Test 1' (even(1)): the solution does not define `even`. It has `evens`: is that a typing mistake? "
                "(its message: Own.)"
            ),
        ),
        (
            "def f(x): raise ValueError",
            [{"call": "f(1)", "raises": "ValueErro"}],
            (
                "'Test 1' (f(1)): expected ValueErro is raised, actual ValueError is raised: "
                "ValueErro is no exception of Python's own, did you mean ValueError?"
            ),
        ),
        (
            "class Wrong(Exception): pass\ndef f(x): raise Wrong",
            [{"call": "f(1)", "raises": "TypeError"}],
            "'Test 1' (f(1)): expected TypeError is raised, actual Wrong is raised",
        ),
        (
            "def f(x): return x",
            [{"call": "f(1)", "expected": "2", "hidden": True, "message": "Own."}],
            "'Hidden test 1' (f(1)): expected 2, actual 1 (its message: Own.)",
        ),
        (
            "def f(x): return x",
            [{"code": "import numpy as np\nassert f(np.ones(2)) == 1"}],
            (
                "'Test 1': the test itself ends with ModuleNotFoundError: No module named 'numpy': for numpy set "
                '"environment": "datascience" in the notebook\'s metadata `pyprac` (line 2)'
            ),
        ),
        (
            "def f(x): return x",
            [{"code": "import nose\nassert f(1) == 1"}],
            (
                "'Test 1': the test itself ends with ModuleNotFoundError: No module named 'nose': programs can import "
                "what Python brings, NumPy and pandas, and the modules in `files` (line 2)"
            ),
        ),
    ],
)
def test_the_author_is_told_the_real_reason_first(code, tests, expected):
    given = course({"solution": code, "tests": tests})
    with launcher.workshop(1) as workshop, pytest.raises(Refused) as refused:
        check(given, lambda assignment, code: workshop.grade(submission_job(assignment, code), {}), threads=1)
    assert [reason.reason for reason in refused.value.reasons] == [f"the solution does not pass {expected}"]


def test_arrays_that_an_assert_compares_are_told_to_their_author():
    pytest.importorskip("numpy", reason="the package numpy is not installed")
    code = "import numpy as np\ndef f(x): return np.array(x)"
    tests = [{"code": "import numpy as np\nassert f([1, 2]) == np.array([1, 2])"}]
    given = course({"solution": code, "tests": tests, "environment": "datascience"})
    with launcher.workshop(1) as workshop, pytest.raises(Refused) as refused:
        check(given, lambda assignment, code: workshop.grade(submission_job(assignment, code), {}), threads=1)
    (reason,) = refused.value.reasons
    assert "compare arrays with np.testing.assert_allclose or .tolist()" in reason.reason


KEEPING = """
class Team:
    def __init__(self, names):
        self.names = names
def third():
    return 0.1 + 0.2
"""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("names = []\nteam = Team(names)\nnames.append('Ada')\nassert team.names == ['Ada']", "`#| shared: true`"),
        ("class Mine(Team): pass\nassert Mine([]).names == []", "a shared test can"),
        ("x = third()\nassert x == 0.3", "pytest.approx"),
        ("assert third() == 1", None),
    ],
)
def test_what_the_author_has_to_do_is_told(code, words):
    given = course({"solution": KEEPING, "tests": [{"code": code}]})
    with launcher.workshop(1) as workshop, pytest.raises(Refused) as refused:
        check(given, lambda assignment, code: workshop.grade(submission_job(assignment, code), {}), threads=1)
    (told,) = refused.value.reasons
    mends = ("shared: true", "a shared test can", "approx")
    assert [mend for mend in mends if mend in told.reason] == [mend for mend in mends if words and mend in words]


def test_a_starter_that_passes_everything_is_refused():
    (reason,) = reasons({"solution": "passes(1, 2)", "starter_code": "passes(1, 2)"})
    assert reason.reason.startswith("the starter passes every test")


def test_a_wrong_solution_that_passes_everything_is_refused():
    (reason,) = reasons({"solution": "passes(1, 2)", "wrong_solutions": [{"name": "w", "code": "passes(1, 2)"}]})
    assert reason.reason == "the wrong solution 'w' passes every test: add a test that rejects it"


def test_a_fault_of_the_grader_is_not_taken_for_a_rejection():
    (reason,) = reasons({"solution": "passes(1, 2)", "wrong_solutions": [{"name": "w", "code": "broken()"}]})
    assert "the wrong solution 'w' cannot be graded: no process is left" in reason.reason


def test_every_assignment_that_is_not_in_order_is_listed():
    faulty = {"solution": "passes()", "starter_code": "passes(1, 2)"}
    assert [reason.source for reason in reasons(faulty, {"solution": "passes(1, 2)"}, faulty)] == ["a0"] * 3 + [
        "a2"
    ] * 3


@pytest.mark.parametrize(
    ("solution", "starter", "wrong", "expected"),
    [
        (
            "passes(2)",
            "passes()",
            "passes()",
            ["cell 5, line 3: the solution does not pass 'Test 1' (f(1)): expected 2, actual 7"],
        ),
        (
            "passes(1, 2)",
            "passes(1, 2)",
            "passes(1, 2)",
            [
                f"cell 2, line 3: {STARTER_PASSES}",
                "cell 6, line 2: the wrong solution 'w' passes every test: add a test that rejects it",
            ],
        ),
        (
            "passes(1)",
            "passes()",
            "passes()",
            ["cell 4, line 2: the solution does not pass 'Hidden test 1' (f(2)): expected 3, actual 7"],
        ),
    ],
)
def test_of_a_notebook_the_cell_and_line_are_named(tmp_path, solution, starter, wrong, expected):
    cells = [
        ("markdown", "# T\n\nDo it."),
        ("code", f"#| starter\n\n{starter}"),
        ("code", f"#| solution\n{solution}"),
        ("code", "#| hidden tests\nassert f(2) == 3"),
        ("code", "#| tests\n\nassert f(1) == 2"),
        ("code", f"#| wrong w\n{wrong}"),
    ]
    written = [{"cell_type": kind, "source": text, "metadata": {}} for kind, text in cells]
    path = tmp_path / "01-task.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": written}))
    with pytest.raises(Refused) as refused:
        check(source.load(path), grade, threads=1)
    assert list(refused.value.reasons) == [Reason("01-task.ipynb", text) for text in expected]


def test_programs_are_graded_at_the_same_time():
    together = threading.Barrier(2, timeout=30)

    def grade_together(assignment, code):
        together.wait()
        return grade(assignment, code)

    assert check(course(*[{"solution": "passes(1, 2)"}] * 2), grade_together, threads=2)


def test_each_program_is_counted():
    ended = []
    check(course({"solution": "passes(1, 2)"}, {}), grade, ended=lambda: ended.append(1))
    assert len(ended) == 7


@pytest.mark.parametrize(
    ("assignment", "words"),
    [
        ({}, "has no solution"),
        ({"solution": "passes(1)", "tests": [TWO | {"hidden": True, "message": "It is 1 + 1."}]}, ""),
        (
            {"solution": "passes(1)", "tests": [TWO | {"expected": "'tree'", "hidden": True, "message": "Say tree!"}]},
            "the message of 'Hidden test 1' holds",
        ),
        (
            {"solution": "passes(1)", "tests": [TWO | {"expected": "'tree'", "hidden": True, "message": "Say trees!"}]},
            "",
        ),
        ({"solution": "passes(1)", "tests": [TWO | {"expected": "'tree'", "message": "Say tree!"}]}, ""),
        ({"solution": "passes(1)", "tests": [{"code": "assert f() == 2", "shared": True}]}, "'Test 1' is shared"),
    ],
)
def test_what_is_worth_a_second_look_is_noted(assignment, words):
    found = check(course(assignment), grade, threads=1).notes.get("a0", ())
    notes = [note for note in found if not note.startswith("without a message")]
    assert len(notes) == bool(words)
    assert words in "".join(notes)


def test_setup_code_that_defines_what_the_solution_defines_is_noted():
    def pass_solution(assignment, code):
        return grade(assignment, "passes(1, 2)" if code.startswith("def") else "passes()")

    given = course({"solution": "def f(x):\n    return x + 1\n", "setup_code": "def g(): ...\ndef f(x): ...\n"})
    *_, note = check(given, pass_solution, threads=1).notes["a0"]
    assert note.endswith("defines what the solution defines, f: leave it out (line 2)")
