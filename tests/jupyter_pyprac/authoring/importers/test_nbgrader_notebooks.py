"""What else nbgrader's notebooks hold: magics, files, titles, errors, packages."""

import pytest

from tests.jupyter_pyprac.authoring.importers.making import (
    answer,
    cell,
    code,
    graded,
    load,
    markdown,
    reasons,
)
from tests.jupyter_pyprac.authoring.importers.squares import (
    SQUARES,
    TITLE,
)


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
