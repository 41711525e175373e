"""Source notebooks of nbgrader."""

import pytest

from tests.jupyter_pyprac.authoring.importers.making import (
    answer,
    code,
    graded,
    load,
    markdown,
    nbgrader,
    reasons,
)
from tests.jupyter_pyprac.authoring.importers.squares import (
    HIDDEN,
    ONLY_SMALL,
    RIGHT,
    SOLUTION,
    SQUARES,
    TITLE,
    VISIBLE,
)


def test_answers_are_the_solution_and_their_regions_the_places_of_the_starter(tmp_path):
    _, found = load(tmp_path, TITLE, code("import math"), answer(SOLUTION), answer("x = 3", "x"), graded(VISIBLE))
    assert found.solution == f"import math\n\n\n{RIGHT}\n\nx = 3\n"
    stub = "# Write your code here\n...\n"
    assert found.starter_code == f"import math\n\n\ndef squares(n):\n    # Write your code here\n    ...\n\n\n{stub}"
    assert (found.title, found.handout) == ("Squares", "Write `squares`.\n")


def test_markers_may_stand_anywhere_in_a_line(tmp_path):
    text = "def f():\n    # -- BEGIN SOLUTION --\n    return 1\n    #### END SOLUTION ####"
    _, found = load(tmp_path, TITLE, answer(text), graded("assert f() == 1"))
    assert found.solution == "def f():\n    return 1\n"


def test_a_test_cell_is_a_visible_test_and_a_hidden_one_that_runs_both_parts(tmp_path):
    _, found = load(tmp_path, *SQUARES)
    visible, hidden = found.tests
    assert (visible.name, visible.code, visible.hidden) == ("small", VISIBLE, False)
    assert (hidden.code, hidden.hidden) == (f"{VISIBLE}assert squares(3) == [1, 4, 9]\n", True)
    assert visible.group == hidden.group == "small"
    assert visible.points + hidden.points == 4


def test_a_test_cell_with_nothing_hidden_is_one_test(tmp_path):
    _, found = load(tmp_path, TITLE, answer(SOLUTION), graded(VISIBLE, points=3))
    (test,) = found.tests
    assert (test.points, test.hidden, test.group) == (3, False, None)


def test_a_test_cell_all_of_which_is_hidden_is_one_hidden_test(tmp_path):
    _, found = load(tmp_path, TITLE, answer(SOLUTION), graded(HIDDEN, points=3))
    (test,) = found.tests
    assert (test.points, test.hidden) == (3, True)


@pytest.mark.parametrize(
    ("submission", "points", "correct"),
    [(RIGHT, 4, True), (ONLY_SMALL, 0, False), ("def squares(n):\n    return []\n", 0, False), ("", 0, False)],
)
def test_submissions_get_the_points_of_a_cell_together(tmp_path, settle, submission, points, correct):
    course, _ = load(tmp_path, *SQUARES)
    settled, grade = settle(course)
    verdict = grade(submission)
    assert (verdict.points, verdict.max_points, verdict.correct) == (points, 4, correct)
    assert not any(test.shared for test in settled.assignments[0].tests)


@pytest.mark.parametrize(("submission", "points"), [("n = 4", 2), ("n = 2", 1), ("n = 9", 2), ("n = -1", 0)])
def test_a_number_that_a_test_cell_leaves_is_partial_credit(tmp_path, settle, submission, points):
    course, _ = load(tmp_path, TITLE, answer("n = 4"), graded("assert n\nn / 2", points=2))
    _, grade = settle(course)
    assert grade(submission).points == points


def test_partial_credit_counts_the_hidden_part_too(tmp_path, settle):
    text = "score = float(n > 0)\n### BEGIN HIDDEN TESTS\nscore += n > 1\n### END HIDDEN TESTS\nscore"
    course, found = load(tmp_path, TITLE, answer("n = 4"), graded(text, points=2))
    _, grade = settle(course)
    assert [(test.points, test.hidden, test.group) for test in found.tests] == [(0, False, None), (2, True, None)]
    assert [grade(text).points for text in ("n = 4", "n = 1", "n = 0")] == [2, 1, 0]


@pytest.mark.parametrize("last", ["print(n)", "'all well'", "n == 5", "str(n)", "None"])
def test_what_is_no_number_leaves_all_points(tmp_path, settle, last):
    course, _ = load(tmp_path, TITLE, answer("n = 4"), graded(f"assert n\n{last}", points=2))
    _, grade = settle(course)
    assert grade("n = 4").points == 2


def test_warnings_cost_nothing(tmp_path, settle):
    course, _ = load(tmp_path, TITLE, answer("n = 4"), graded("assert n == 4"))
    _, grade = settle(course)
    assert grade("import sys, warnings\nwarnings.warn('x')\nprint('y', file=sys.stderr)\nn = 4").correct


def test_tests_know_what_cells_above_them_imported_and_defined(tmp_path, settle):
    cells = (
        code("from unittest import TestCase\nimport math as m\ncheck = TestCase()"),
        answer("def area(r):\n    return m.pi * r * r"),
        graded("import json\n\ndef near(a, b):\n    return m.isclose(a, b)\n\nassert near(area(1), m.pi)", "a"),
        graded("assert near(area(2), 4 * m.pi)\nassert json.loads('1') == 1", "b"),
    )
    course, found = load(tmp_path, TITLE, *cells)
    settled, grade = settle(course)
    assert found.tests[1].code.startswith("import math as m\nimport json\ndef near(a, b):\n")
    assert grade(found.solution).correct
    assert not any(test.shared for test in settled.assignments[0].tests)


def test_a_test_that_needs_the_real_objects_is_shared_and_the_report_says_why(tmp_path, settle):
    replacing = "import submission\nsubmission.limit = 1\nassert over(2)"
    cells = (
        answer("limit = 5\ndef over(x):\n    return x > limit"),
        graded("assert over(6)", "a"),
        graded(replacing, "b"),
    )
    course, _ = load(tmp_path, TITLE, *cells)
    settled, grade = settle(course)
    assert [test.shared for test in settled.assignments[0].tests] == [False, True]
    (note,) = [note for note in settled.notes["task"] if note.startswith("runs inside the submission's own process")]
    assert "'b'" in note
    assert grade(settled.assignments[0].solution).correct
    assert not grade("limit = 5\ndef over(x): return False").correct


def test_a_test_that_passes_nowhere_stays_apart(tmp_path, settle):
    course, _ = load(tmp_path, TITLE, answer("n = 4"), graded("assert n == 5"))
    settled, _ = settle(course)
    assert not settled.assignments[0].tests[0].shared
    assert not settled.imported


def test_what_is_graded_by_hand_becomes_ungraded_text_without_its_answer(tmp_path):
    cells = (
        nbgrader("markdown", "Why?\n=== BEGIN SOLUTION ===\nBecause.\n=== END SOLUTION ===", "grade", "solution",
                 grade_id="why", points=2),
        nbgrader("markdown", "All of it is the answer.", "grade", "solution", grade_id="essay", points=2),
        nbgrader("markdown", "Draw.\n### BEGIN MARK SCHEME\n1 point\n### END MARK SCHEME", "task", grade_id="draw",
                 points=3),
        nbgrader("code", "y = 1", "grade", "solution", grade_id="plot", points=2),
    )  # fmt: skip
    course, found = load(tmp_path, TITLE, *cells, answer("x = 1"), graded("assert x == 1"))
    assert found.handout == "Write `squares`.\n\nWhy?\n\nDraw.\n"
    assert found.max_points == 1
    assert (found.solution, "y = 1" in found.starter_code) == ("y = 1\n\n\nx = 1\n", False)
    assert [note[:6] for note in course.notes["task"] if "graded by hand" in note][1:] == [f"cell {n}" for n in "2345"]
    assert "cell 4: its mark scheme did not come over" in course.notes["task"]


def test_the_report_says_what_came_over(tmp_path):
    course, _ = load(tmp_path, *SQUARES)
    assert course.notes["task"][0] == "comes from nbgrader: 1 answer, 1 test cell"


@pytest.mark.parametrize("schema", [0, 1, 2, 3])
def test_every_schema_up_to_3_is_read(tmp_path, schema):
    cells = (answer("x = 1", schema=schema), graded("assert x == 1", schema=schema))
    assert load(tmp_path, TITLE, *cells)[1].max_points == 1


def test_the_oldest_metadata_has_no_schema_and_leaves_flags_out(tmp_path):
    old = [answer("x = 1"), graded("assert x == 1")]
    old[0]["metadata"]["nbgrader"] = {"solution": True, "grade_id": "a"}
    old[1]["metadata"]["nbgrader"] = {"grade": True, "grade_id": "b", "points": "2"}
    assert load(tmp_path, TITLE, *old)[1].max_points == 2


def test_a_newer_schema_is_refused(tmp_path):
    (reason,) = reasons(tmp_path, TITLE, answer("x = 1"), graded("assert x == 1"), graded("assert x", schema=4))
    assert reason == "cell 4: has nbgrader metadata of schema 4; schemas 0 to 3 can be read"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"grade_id": ""}, "cell 3 has no grade_id"),
        ({"grade_id": None}, "cell 3 has no grade_id"),
        ({"grade_id": "answer"}, "cell 3 has the grade_id of cell 2, 'answer'"),
        ({"points": None}, "cell 3 has no points"),
        ({"points": -2}, "cell 3 has -2 points and is worth none"),
    ],
)
def test_small_faults_of_the_metadata_are_noted(tmp_path, more, words):
    course, _ = load(tmp_path, TITLE, answer("x = 1"), graded("assert x == 1", **more))
    assert any(note.startswith(words) for note in course.notes["task"])


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (graded("assert 1", points="two"), "cell 4: nbgrader's points must be a number, not 'two'"),
        (graded("assert 1", points=float("inf")), "cell 4: nbgrader's points must be a number, not inf"),
        (graded("assert 1", schema="3"), "cell 4: nbgrader's schema_version must be a number"),
        (graded("assert 1", locked="no"), "cell 4: nbgrader's locked must be true or false"),
        (answer("### BEGIN SOLUTION\nx = 1"), "cell 4, line 1: BEGIN SOLUTION without an END SOLUTION below it"),
        (answer("x\n### END SOLUTION"), "cell 4, line 2: END SOLUTION without a BEGIN"),
        (graded("1\n### BEGIN HIDDEN TESTS"), "cell 4, line 2: BEGIN HIDDEN TESTS without an END HIDDEN TESTS"),
        (code("### BEGIN SOLUTION\nx = 1\n### END SOLUTION"), "cell 4, line 1: BEGIN SOLUTION in a cell that"),
        (markdown("### BEGIN MARK SCHEME\nx\n### END MARK SCHEME"), "cell 4, line 1: BEGIN MARK SCHEME in a cell that"),
        (answer("### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS"), "cell 4, line 1: BEGIN HIDDEN TESTS in a cell"),
        (answer("def f(:"), "cell 4, line 1: is not valid Python"),
        (graded("assert (("), "cell 4, line 1: code: is not valid Python"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_its_place(tmp_path, made, words):
    (reason,) = reasons(tmp_path, TITLE, answer("x = 1", "x"), graded("assert x == 1", "t"), made)
    assert reason.startswith(words)


RELIES = """\
old = squares
del squares
try:
    total(1)
except NameError:
    pass
else:
    raise AssertionError("total does not use squares")
finally:
    squares = old
"""


COUNTS = """\
old, seen = squares, []
def squares(n):
    seen.append(n)
    return old(n)
total(3)
assert seen == [3]
squares = old
"""


@pytest.mark.parametrize("replacing", [RELIES, COUNTS])
def test_a_test_may_delete_or_replace_a_function_to_see_that_another_relies_on_it(tmp_path, settle, replacing):
    squares = "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]\n"
    cells = (
        answer(squares, "s"),
        answer("def total(n):\n    return sum(squares(n))", "t"),
        graded(replacing, "relies"),
    )
    course, _ = load(tmp_path, TITLE, *cells)
    settled, grade = settle(course)
    (test,) = settled.assignments[0].tests
    assert test.shared
    assert grade(settled.assignments[0].solution).correct
    alone = f"{squares}\n\ndef total(n):\n    return sum(i ** 2 for i in range(1, n + 1))\n"
    assert not grade(alone).correct
