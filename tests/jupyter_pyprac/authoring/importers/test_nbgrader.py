"""Source notebooks of nbgrader."""

import pytest

from tests.jupyter_pyprac.authoring.importers.making import (
    answer,
    cell,
    code,
    graded,
    load,
    markdown,
    nbgrader,
    reasons,
)

TITLE = markdown("# Squares\n\nWrite `squares`.")
SOLUTION = "def squares(n):\n    ### BEGIN SOLUTION\n    return [i * i for i in range(1, n + 1)]\n    ### END SOLUTION"
RIGHT = "def squares(n):\n    return [i * i for i in range(1, n + 1)]\n"
ONLY_SMALL = "def squares(n):\n    return [1, 4][:n]\n"
VISIBLE = "assert squares(1) == [1]\nassert squares(2) == [1, 4]\n"
HIDDEN = "### BEGIN HIDDEN TESTS\nassert squares(3) == [1, 4, 9]\n### END HIDDEN TESTS\n"
SQUARES = (TITLE, answer(SOLUTION), graded(VISIBLE + HIDDEN, "small", 4))


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


def test_generated_tests_are_asked_for(tmp_path):
    course, _ = load(tmp_path, *SQUARES, graded("### HASHED AUTOTEST squares(3)", "auto", 2))
    notes = course.notes["task"]
    assert any(note.startswith("cell 4, line 1: AUTOTEST lines become tests only by") for note in notes)
    assert "cell 4, 'auto', runs nothing and was left out, with its 2 points" in notes


def test_a_notebook_as_nbgrader_gives_it_to_students_is_named(tmp_path):
    unanswered = answer("def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()", "f")
    course, _ = load(tmp_path, TITLE, unanswered, graded("assert f(1) == 1", "t"))
    assert any(note.startswith("cell 2, 'f', seems to hold no answer") for note in course.notes["task"])


def test_an_answer_that_raises_within_its_region_is_one(tmp_path):
    raising = answer("def f(x):\n    ### BEGIN SOLUTION\n    raise NotImplementedError\n    ### END SOLUTION", "f")
    course, _ = load(tmp_path, TITLE, raising, graded("assert f", "t"))
    assert not any("hold no answer" in note for note in course.notes["task"])


def test_a_notebook_without_tests_is_refused(tmp_path):
    (reason,) = reasons(tmp_path, TITLE, answer("x = 1"))
    assert reason.startswith("has no test that can be run")


@pytest.mark.parametrize(
    ("text", "left", "notes"),
    [
        ("%matplotlib inline\nx = 1", "x = 1\n", 1),
        ("%%time\nx = 1", "x = 1\n", 1),
        ("%%bash\nls", "", 1),
        ("!pip install x\nif 1:\n    %time\nx?\nx = 1", "if 1:\n    pass\nx = 1\n", 3),
        ('x = """\n%not a magic\n!nor this\n"""', 'x = """\n%not a magic\n!nor this\n"""\n', 0),
    ],
)
def test_magics_are_left_out_and_noted(tmp_path, text, left, notes):
    course, found = load(tmp_path, TITLE, code(text), answer("y = 1"), graded("assert y == 1"))
    assert found.solution == f"{left}\n\ny = 1\n" if left else "y = 1\n"
    assert len([note for note in course.notes["task"] if "Jupyter's own" in note]) == notes


def test_numpy_asks_for_its_environment(tmp_path):
    cells = (code("import numpy as np"), answer("x = np.ones(2)"), graded("np.testing.assert_allclose(x, [1, 1])"))
    _, found = load(tmp_path, TITLE, *cells)
    assert (found.environment, found.tests[0].code.splitlines()[0]) == ("datascience", "import numpy as np")


def test_files_that_a_notebook_reads_come_along(tmp_path):
    (tmp_path / "data.csv").write_text("1,2")
    (tmp_path / "helpers.py").write_text("two = 2")
    (tmp_path / "unused.csv").write_text("3")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "more.csv").write_text("4")
    (tmp_path.parent / "secret.csv").write_text("5")
    text = "import helpers\nx = open('data.csv').read()\nopen('sub/more.csv')\nopen('../secret.csv')\nopen('none.csv')"
    course, found = load(tmp_path, TITLE, answer(text), graded("assert x"))
    assert [file.name for file in found.files] == ["data.csv", "helpers.py"]
    assert any(note.startswith("sub/more.csv lies in a folder") for note in course.notes["task"])
    (tmp_path / "sub" / "__init__.py").write_text("import unused")
    (tmp_path / "unused.py").write_text("")
    course, found = load(tmp_path, TITLE, answer("import sub"), graded("assert sub"))
    assert found.files == ()
    assert any(note.startswith("sub is a folder of modules and does not come") for note in course.notes["task"])


def test_what_a_module_needs_comes_along_too(tmp_path):
    (tmp_path / "helpers.py").write_text("from sizes import cm\nimport helpers\nNAMES = open('names.csv')")
    (tmp_path / "sizes.py").write_text("import numpy\ncm = 1")
    (tmp_path / "broken.py").write_bytes(b"def \xff(")
    (tmp_path / "names.csv").write_text("a,b")
    _, found = load(tmp_path, TITLE, answer("import helpers, broken\nx = 1"), graded("assert x"))
    assert [file.name for file in found.files] == ["broken.py", "helpers.py", "names.csv", "sizes.py"]
    assert found.environment == "datascience"


def test_a_submission_reads_the_files(tmp_path, settle):
    (tmp_path / "data.csv").write_text("1,2")
    (tmp_path / "helpers.py").write_text("two = 2")
    text = "import helpers\nx = open('data.csv').read()"
    course, _ = load(tmp_path, TITLE, answer(text), graded("assert x == '1,2'\nassert helpers.two == 2"))
    _, grade = settle(course)
    assert grade(text).correct


def test_our_own_metadata_still_speaks(tmp_path):
    _, found = load(tmp_path, *SQUARES, pyprac={"slug": "sq", "topic": "Lists"})
    assert (found.slug, found.topic) == ("sq", "Lists")


def test_a_notebook_without_a_title_is_named_after_its_file(tmp_path):
    course, found = load(tmp_path, answer("x = 1"), graded("assert x == 1"))
    assert (found.title, found.handout) == ("01-task", "01-task\n")
    assert any(note.startswith("has no title") for note in course.notes["task"])


@pytest.mark.parametrize(
    ("texts", "title", "handout"),
    [
        (["Welcome.", "## Part 1\n\nDo."], "01-task", "Welcome.\n\n## Part 1\n\nDo.\n"),
        (["Welcome.", "## Part 1", "# All\n\nDo."], "All", "Welcome.\n\n## Part 1\n\nDo.\n"),
        (["### Small\n\nWelcome.", "# Part 1"], "Small", "Welcome.\n\n# Part 1\n"),
    ],
)
def test_the_heading_of_a_part_is_no_title(tmp_path, texts, title, handout):
    _, found = load(tmp_path, *map(markdown, texts), answer("x = 1"), graded("assert x == 1"))
    assert (found.title, found.handout) == (title, handout)


ERROR = {"output_type": "error", "ename": "NameError", "evalue": "", "traceback": []}


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        (code("print(hello there)"), "is not valid Python"),
        (code("import IPython\nassert IPython.version_info[0] > 2"), "asks for IPython"),
        (cell("code", "1 / 0", tags=["raises-exception"]), "is tagged raises-exception"),
        (cell("code", "nobody", [ERROR]), "ended with an error when it was saved"),
    ],
)
def test_a_cell_that_shows_an_error_is_left_out(tmp_path, settle, shown, why):
    course, found = load(tmp_path, TITLE, shown, answer("x = 1"), graded("assert x == 1"))
    assert found.solution == "x = 1\n"
    assert f"cell 2 {why} and was left out, as no program goes on after it" in course.notes["task"]
    _, grade = settle(course)
    assert grade(found.solution).correct


def test_a_cell_that_gives_names_stays_whatever_became_of_it(tmp_path):
    _, found = load(tmp_path, TITLE, cell("code", "a = 1\nb", [ERROR]), answer("x = a"), graded("assert x == 1"))
    assert found.solution == "a = 1\nb\n\n\nx = a\n"


def test_cells_that_nobody_named_go_by_the_heading_above(tmp_path):
    cells = [
        answer("x = 1", "cell-0123456789abcdef"),
        graded("assert x == 1", "cell-0123456789abcde0"),
        markdown("Look:\n\n## Task 1: *halves*\n\nDo."),
        graded("assert x < 2", "cell-0123456789abcde1"),
        graded("assert x < 3\n### BEGIN HIDDEN TESTS\nassert x < 4\n### END HIDDEN TESTS", "cell-0123456789abcde2"),
        graded("assert x < 5", "mine"),
    ]
    _, found = load(tmp_path, TITLE, *cells)
    assert [test.name for test in found.tests] == [
        "Squares",
        "Task 1: *halves*",
        "Task 1: *halves*, 2",
        "mine",
        "Task 1: *halves*, 2 (hidden)",
    ]


def test_a_function_named_as_a_test_that_the_cell_calls_is_no_test_of_its_own(tmp_path, settle):
    helped = "def test_root(n, root):\n    assert root_of(n) == root\n\ntest_root(4, 2)\ntest_root(9, 3)"
    cells = [
        answer("def root_of(n):\n    return n ** 0.5"),
        graded(helped, points=2),
        graded("test_root(25, 5)", "more"),
    ]
    course, found = load(tmp_path, TITLE, *cells)
    settled, grade = settle(course)
    assert [test.name for test in found.tests] == ["tests", "more"]
    assert grade(found.solution).correct
    assert grade("def root_of(n):\n    return 5").points == 1
    assert not any(test.shared for test in settled.assignments[0].tests)


def test_assertions_of_nose_become_those_of_unittest(tmp_path, settle):
    begin = "from nose.tools import assert_equal, assert_almost_equal as near, eq_  # old"
    checked = "assert_equal(x, 1)\nnear(x, 1.000000001)\neq_(x, 1)"
    course, found = load(tmp_path, TITLE, answer("x = 1"), graded(f"{begin}\n{checked}"), graded("eq_(x + 1, 2)", "b"))
    _, grade = settle(course)
    assert grade(found.solution).correct
    assert grade("x = 2").points == 0


@pytest.mark.parametrize("line", ["from nose.tools import raises", "from nose.tools import *", "import nose"])
def test_what_nose_alone_has_stays(tmp_path, line):
    _, found = load(tmp_path, TITLE, answer("x = 1"), graded(f"{line}\nassert x == 1"))
    assert line in found.tests[0].code


def test_help_is_there_without_a_kernel(tmp_path, settle):
    course, found = load(tmp_path, TITLE, code("help(len)"), answer("x = 1"), graded("assert x == 1"))
    _, grade = settle(course)
    assert grade(found.solution).correct


def test_packages_that_programs_do_not_have_are_refused_line_by_line(tmp_path):
    (tmp_path / "mine.py").write_text("ONE = 1\n")
    begin = (
        "import os.path, mine\nimport scipy.stats as st, bokeh\ntry:\n    import seaborn\nexcept ImportError:\n    pass"
    )
    cells = [TITLE, code(begin), code("from matplotlib import pyplot"), answer("x = 1"), graded("assert x == 1")]
    found = reasons(tmp_path, *cells)
    assert [reason.partition(", and ")[0] for reason in found] == [
        "cell 2, line 2: imports bokeh",
        "cell 2, line 2: imports scipy",
        "cell 3, line 1: imports matplotlib",
    ]
