"""Five runs agree, or it is told what does not and why."""

import pytest

from grader_service.contract import ErrorInfo
from jupyter_pyprac.authoring.gate import causes
from jupyter_pyprac.cli import check
from tests.jupyter_pyprac.authoring.gate.making import course, sentences, through, verdict

MANY = range(30)
"""So many tests that some differ in five runs, whatever chance has it."""
TWO = [{"call": "f(1)", "expected": "2"}, {"call": "f(2)", "expected": "3"}]


@pytest.mark.parametrize(
    ("solution", "call", "cause"),
    [
        ("def f(n):\n    return next(iter({f'{n}a', f'{n}b'})) == f'{n}a'", "f({})", "the order of a set differs"),
        ("import random\ndef f(n):\n    return random.random() < 0.5", "f({})", "what `random` gives differs"),
        ("import time\ndef f(n):\n    return time.time_ns() // 100 % 2 == 0", "f({})", "the time differs"),
    ],
)
def test_a_test_whose_result_differs_from_run_to_run_is_named_with_the_cause(solution, call, cause):
    steady = {"name": "steady", "call": "1 + 1", "expected": "2"}
    varying = [{"call": call.format(number), "expected": "True"} for number in MANY]
    told = sentences(check.checked, course(solution=solution, tests=[steady, *varying]))
    assert any(f" of 5 runs: {cause}" in each for each in told)
    assert not any("steady" in each for each in told)


def test_a_test_that_is_never_passed_tells_the_cause_as_well_where_its_values_differ():
    solution = "def letters(word):\n    return list({*word})\n"
    tests = [{"call": f"letters('abcdefghijkl{sign}')", "expected": "['a']"} for sign in "xyz"]
    told = sentences(check.checked, course(solution=solution, tests=tests))
    assert [each.partition("]: ")[2] for each in told] == [causes.ORDER] * 3


def runs(*each):
    """A grader whose runs of the solution have these statuses, one string of letters for the tests of each run."""
    words = {"p": "passed", "f": "failed", "t": "timeout", "n": "not-run"}
    left = iter(each)

    def grade(assignment, code):
        statuses = "ff" if code.startswith("#") or not code else next(left)
        error = ErrorInfo("KeyError", "'x'", 2) if "n" in statuses else None
        return verdict(assignment, *(words[letter] for letter in statuses), error=error)

    return grade


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        (
            ("pp", "pf", "pp", "pf", "pp"),
            [f"the solution does not pass 'Test 2' (f(2)): expected 3, actual 7, in 2 of 5 runs: {causes.UNKNOWN}"],
        ),
        (("pf", "pf", "pf", "pf", "pf"), ["the solution does not pass 'Test 2' (f(2)): expected 3, actual 7"]),
        (("pp", "nn", "pp", "pp", "pp"), ["the solution stops with KeyError: 'x', in 1 of 5 runs (line 2)"]),
        (
            ("pp", "pt", "pp", "pp", "pp"),
            [f"the solution does not pass 'Test 2' (f(2)): it ran out of time, in 1 of 5 runs: {causes.SLOW}"],
        ),
    ],
)
def test_it_is_told_in_how_many_runs(statuses, told):
    assert sentences(through, course(solution="x", tests=TWO), runs(*statuses)) == told


def test_a_solution_that_was_stopped_is_not_run_again():
    seen = []

    def grade(assignment, code):
        seen.append(code)
        status = "timeout" if code == "while True: pass\n" else "failed"
        tests = verdict(assignment, status, "not-run")
        return tests if status == "failed" else type(tests)("timeout", correct=False, points=0, max_points=1)

    sentences(through, course(solution="while True: pass", tests=TWO), grade)
    assert seen == ["while True: pass\n", ""]


def test_a_wrong_solution_that_passes_now_and_then_is_found_by_a_thorough_check():
    def grade(assignment, code):
        lucky = code.startswith("right") or code.endswith("# run 4\n")
        return verdict(assignment, "passed" if lucky else "failed")

    given = course(solution="right", tests=TWO, wrong_solutions=[{"name": "w", "code": "wrong"}])
    assert through(given, grade)
    (told,) = sentences(through, given, grade, thorough=True)
    assert told == "the wrong solution 'w' passes every test, in 1 of 5 runs: add a test that rejects it"


def test_a_solution_whose_hidden_tests_need_what_visible_ones_left_behind_is_found():
    solution = "seen = []\ndef add(x):\n    seen.append(x)\n    return len(seen)\n"
    tests = [
        {"call": "add(1)", "expected": "1"},
        {"call": "add(2)", "expected": "2", "hidden": True},
    ]
    (told,) = sentences(check.checked, course(solution=solution, tests=tests))
    failed = "the solution does not pass 'Hidden test 1' (add(2)): expected 2, actual 1"
    assert told == f"{failed}, in 1 of 5 runs: {causes.ALONE}"


def test_that_students_are_not_told_how_a_hidden_test_ended_is_no_difference_between_runs():
    writes = "with open('made.txt', 'w') as file:\n    file.write('1')\nassert f(1) == 2\n"
    given = course(solution="def f(n):\n    return n + 1\n", tests=[{"code": writes, "name": "writes", "hidden": True}])
    (told,) = sentences(check.checked, given)
    assert causes.UNKNOWN not in told


def test_an_exception_that_only_a_hidden_test_meets_is_counted_in_every_run():
    tests = [{"call": "f(1)", "expected": "1"}, {"call": "f(0)", "expected": "0", "hidden": True}]
    stops, _ = sentences(check.checked, course(solution="def f(n):\n    return 1 // n\n", tests=tests))
    assert stops.startswith("the solution stops with ZeroDivisionError")
    assert "runs" not in stops


def test_of_a_wrong_solution_the_hidden_tests_are_run_only_where_the_visible_ones_pass():
    seen = []

    def grade(assignment, code):
        if code.startswith("w"):
            seen.append((code.strip(), len(assignment.tests)))
        statuses = {"w1": ("passed", "passed", "failed"), "w2": ("failed", "passed", "passed")}
        return verdict(assignment, *statuses.get(code.strip(), ["passed" if code.startswith("right") else "failed"]))

    tests = [*TWO, {"call": "f(3)", "expected": "4", "hidden": True}]
    wrong = [{"name": name, "code": name} for name in ("w1", "w2")]
    assert through(course(solution="right", tests=tests, wrong_solutions=wrong), grade)
    assert seen == [("w1", 2), ("w1", 3), ("w2", 2)]
