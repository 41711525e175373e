"""What no test looks at is told as a change that none of them notices."""

import itertools

from jupyter_pyprac.authoring.gate import mutation
from jupyter_pyprac.authoring.gate.programs import Runs, programs
from jupyter_pyprac.cli import check
from tests.jupyter_pyprac.authoring.gate.making import course, notebook, verdict

OLDEST = """\
def oldest(ages):
    found = ages[0]
    for age in ages[1:]:
        if age > found:
            found = age
    return found
"""
COUNT = """\
def count(n):
    steps = 0
    while n > 1:
        n = n // 2
        steps += 1
    return steps
"""
TESTS = [{"call": "oldest([3, 1, 2])", "expected": "3"}]


def test_a_check_tells_which_line_of_the_solution_may_be_wrong(tmp_path):
    given = notebook(
        tmp_path,
        "# Grown up\n\nWho is?",
        "#| solution\n\ndef grown_up(age):\n    return age >= 18",
        "#| starter\n...",
        "#| tests\nassert grown_up(40)\nassert not grown_up(5)",
        "#| wrong all\ndef grown_up(age):\n    return True",
    )
    notes = check.checked(given, thorough=True).notes["task"]
    told = "is not noticed by any test: add one that fails with it"
    assert notes == (
        f"cell 2, line 4: `return age >= 18` -> `return age > 18` {told}",
        f"cell 2, line 4: `return age >= 18` -> `return age >= 19` {told}",
        f"cell 2, line 4: `return age >= 18` -> `return age >= 17` {told}",
    )


def test_an_import_does_not_look_for_them():
    given = course(solution="def f(n):\n    return n >= 18\n", tests=[{"call": "f(40)", "expected": "True"}])
    assert check.checked(given).notes == {}


def test_tests_that_look_at_everything_leave_nothing_to_tell():
    tests = [{"call": f"f({age})", "expected": str(age >= 18)} for age in (17, 18)]
    assert check.checked(course(solution="def f(n):\n    return n >= 18\n", tests=tests), thorough=True).notes == {}


def test_a_variant_that_never_ends_is_stopped_and_counts_as_noticed():
    tests = [{"call": "count(8)", "expected": "3"}, {"call": "count(0)", "expected": "0"}]
    given = course(solution=COUNT, tests=tests, limits={"seconds": 60})
    notes = check.checked(given, thorough=True).notes.get("task", ())
    assert not any("// 1" in note for note in notes)


def runs_of(given):
    (task,) = given.assignments
    return Runs(next(programs(task)))


def test_few_are_told_and_the_others_counted():
    given = course(solution=OLDEST, tests=TESTS)
    notes = mutation.unnoticed(lambda assignment, _: verdict(assignment, "passed"), runs_of(given))
    assert len(notes) == mutation.TOLD + 1
    assert [each.line for each in notes[:-1]] == sorted(each.line for each in notes[:-1])
    assert "more changes like these are not noticed by any test" in notes[-1].text


def test_time_is_bounded_and_it_is_told_what_was_left():
    given = course(solution=OLDEST, tests=TESTS)
    clock = itertools.count(step=mutation.SECONDS / 4).__next__
    notes = mutation.unnoticed(lambda assignment, _: verdict(assignment, "failed"), runs_of(given), clock)
    (told,) = notes
    assert "more changes were not tried" in told.text


def test_variants_have_little_time_unless_the_solution_needs_more():
    seen = []

    def grade(assignment, code):
        enough = assignment.limits.seconds > 1 or not needy
        seen.append(assignment.limits.seconds)
        return verdict(assignment, "passed" if code == OLDEST and enough else "failed")

    needy = False
    mutation.unnoticed(grade, runs_of(course(solution=OLDEST, tests=TESTS)))
    assert set(seen) == {mutation.QUICK}
    seen.clear()
    needy = True
    mutation.unnoticed(grade, runs_of(course(solution=OLDEST, tests=TESTS)))
    assert set(seen[1:]) == {2.0}


def test_variants_that_may_never_end_meet_one_test_after_the_other():
    seen = []

    def grade(assignment, code):
        seen.append((code == COUNT, [test.call for test in assignment.tests]))
        return verdict(assignment, "passed" if code == COUNT else "failed")

    tests = [{"call": f"count({number})", "expected": "0"} for number in (1, 0)]
    mutation.unnoticed(grade, runs_of(course(solution=COUNT, tests=tests)))
    assert seen[:2] == [(True, ["count(1)"]), (True, ["count(0)"])]
    assert {tuple(calls) for solution, calls in seen[2:] if not solution} == {("count(1)",)}


def test_tests_that_lean_on_each_other_are_run_together():
    seen = []

    def grade(assignment, code):
        seen.append(len(assignment.tests))
        return verdict(assignment, "passed" if code == COUNT and len(assignment.tests) == 2 else "failed")

    tests = [{"call": f"count({number})", "expected": "0"} for number in (1, 0)]
    mutation.unnoticed(grade, runs_of(course(solution=COUNT, tests=tests)))
    assert (seen[0], {*seen[1:]}) == (1, {2})
