"""Otter's notebooks as students have them, with the tests that they hold or that lie beside them."""

import pytest

from tests.jupyter_pyprac.authoring.importers.making import (
    code,
    load,
    markdown,
    nbgrader,
    reasons,
)

TITLE = markdown("# Numbers\n\nDo it.")


def test_a_students_notebook_is_unverified_and_has_visible_tests_alone(tmp_path, settle):
    cases = [
        {"code": ">>> y = x + 1\n>>> y\n3\n", "hidden": False, "points": 1},
        {"code": ">>> show(x)\n2\n", "hidden": False, "failure_message": "Print it."},
    ]
    cells = [TITLE, code("import otter\ngrader = otter.Notebook()"), code("x = ..."), code("grader.check('q1')")]
    tests = {"q1": {"name": "q1", "points": 2, "suites": [{"cases": cases, "type": "doctest"}]}}
    course, found = load(tmp_path, *cells, otter={"OK_FORMAT": True, "tests": tests})
    _, grade = settle(course)
    assert (found.solution, found.starter_code) == ("", "x = ...\n")
    assert [(test.points, test.hidden, test.message) for test in found.tests] == [
        (1, False, None),
        (1, False, "Print it."),
    ]
    assert course.notes["task"][0].startswith("unverified: a student's notebook of Otter, with 2 visible tests")
    assert grade("x = 2\ndef show(y): print(y)").correct
    assert grade("x = 2\ndef show(y): return y").correct
    assert grade("x = 2\ndef show(y): return 1").points == 1


def test_a_students_notebook_may_hold_functions(tmp_path, settle):
    source = 'from otter.test_files import test_case\nOK_FORMAT = False\nname = "q1"\npoints = 3\n'
    source += "@test_case(points=None, hidden=False, failure_message='No.')\ndef test_x(x):\n    assert x == 2\n"
    course, found = load(tmp_path, TITLE, code("x = ..."), otter={"OK_FORMAT": False, "tests": {"q1": source}})
    _, grade = settle(course)
    assert (found.tests[0].points, found.tests[0].message) == (3, "No.")
    assert [grade(text).correct for text in ("x = 2", "x = 3")] == [True, False]


WITH_PROMPTS = """test = {"name": "q1", "points": [1, 3], "suites": [{"cases": [
    {"code": r'''
        >>> np.sum(x) == 2
        True
        ''', "hidden": False},
    {"code": ">>> y\\n3", "hidden": True},
]}]}
"""


WITH_FUNCTIONS = """from otter.test_files import test_case
OK_FORMAT = False
name, points = "q1", None
points = [1, 3]
@test_case(hidden=False)
def test_sum(x):
    assert np.sum(x) == 2
@test_case(hidden=True)
def test_y(y):
    assert y == 3
"""


@pytest.mark.parametrize("check", ["grader.check('q1')", 'ok.grade("q1");', '_ = ok.grade("q1")'])
@pytest.mark.parametrize("held", [WITH_PROMPTS, WITH_FUNCTIONS])
def test_tests_may_lie_in_files_beside_a_students_notebook(tmp_path, settle, held, check):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "q1.py").write_text(held)
    begin = (
        "from client.api.notebook import Notebook\nok = Notebook('t.ok')\n_ = ok.auth(inline=True)\nimport numpy as np"
    )
    cells = [TITLE, code(begin), code("x = y = ..."), code(check), code("_ = ok.submit()\ngrader.check_all()")]
    course, found = load(tmp_path, *cells)
    assert found.starter_code == "import numpy as np\n\n\nx = y = ...\n"
    assert [(test.points, test.hidden) for test in found.tests] == [(1, False), (3, True)]
    assert "1 visible tests, 1 hidden ones and no solution" in course.notes["task"][0]
    _, grade = settle(course)
    assert grade("import numpy as np\nx, y = [1, 1], 3").correct
    assert grade("x, y = [1, 1], 4").points == 1


def test_a_file_of_tests_that_is_not_there_is_told_with_the_check(tmp_path):
    (reason,) = reasons(tmp_path, TITLE, code("x = 1"), code("# Check it.\ngrader.check('q1')"))
    assert reason.startswith("cell 3, line 2: checks 'q1', but there is no tests/q1.py beside the notebook")


def test_what_nbgrader_left_in_a_notebook_of_otter_says_nothing(tmp_path):
    tests = {"q1": {"name": "q1", "suites": [{"cases": [{"code": ">>> x\n2\n"}]}]}}
    left = nbgrader("code", "x = ...", "grade", "solution", grade_id="q1", points=1)
    course, found = load(tmp_path, TITLE, left, otter={"tests": tests})
    assert (found.starter_code, len(found.tests)) == ("x = ...\n", 1)
    assert course.notes["task"][0].startswith("unverified")


@pytest.mark.parametrize(
    "held", [None, 3, [], {}, {"suites": 3}, {"suites": [{"cases": [{}]}]}, "def f(:", {"suites": [None]}]
)
def test_damaged_tests_of_a_students_notebook_are_refused(tmp_path, held):
    assert all(
        reason.startswith("notebook metadata: otter.tests")
        for reason in reasons(tmp_path, TITLE, code("x = 1"), otter={"tests": {"q1": held}})
    )


Q1 = {"q1": {"name": "q1", "suites": [{"cases": [{"code": ">>> rows\n2\n"}]}]}}


def test_a_students_notebook_brings_the_files_it_reads(tmp_path):
    (tmp_path / "rows.csv").write_text("1\n2\n")
    (tmp_path / "counting.py").write_text("ONE = 1\n")
    begin = "import counting\nimport pandas as pd\ntable = pd.read_csv('rows.csv')"
    _, found = load(tmp_path, TITLE, code(begin), code("rows = ..."), otter={"tests": Q1})
    assert [file.name for file in found.files] == ["counting.py", "rows.csv"]
    assert found.environment == "datascience"


def test_a_students_notebook_that_nobody_could_run_is_refused_with_the_import(tmp_path):
    cells = [TITLE, code("import numpy as np\nfrom matplotlib import pyplot"), code("rows = ...")]
    (reason,) = reasons(tmp_path, *cells, otter={"tests": Q1})
    assert reason.startswith("cell 2, line 2: imports matplotlib, and programs can import what Python brings")
