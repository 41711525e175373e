"""Folders of plain Python files."""

import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.faults import Refused

SOLUTION = (
    "def two_fer(name='you'):\n    if not name:\n        raise ValueError('no name')\n    return f'One for {name}'\n"
)
TESTS = """\
import unittest

from two_fer import (
    two_fer,
)


class TwoFerTest(unittest.TestCase):
    def test_nobody(self):
        self.assertEqual(two_fer(), "One for you")

    def test_somebody(self):
        self.assertEqual(two_fer("Ada"), "One for Ada")

    def test_an_empty_name(self):
        with self.assertRaises(ValueError) as err:
            two_fer("")
        self.assertEqual(type(err.exception), ValueError)
        self.assertEqual(err.exception.args[0], "no name")
"""
TRACK = {
    ".docs/introduction.md": "# Introduction\n\nStrings.",
    ".docs/instructions.md": "# Instructions\n\nShare it.",
    ".docs/instructions.append.md": "# Instructions append\n\nRaise.",
    ".docs/hints.md": "# Hints\n\n## General\n\nRead.\n\n## Names\n\n- Look at f-strings.",
    ".meta/example.py": SOLUTION,
    "two_fer.py": "def two_fer(name):\n    pass\n",
    "two_fer_test.py": TESTS,
}


def laid_out(folder, files, name="two-fer"):
    for path, text in files.items():
        place = folder / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


def test_an_exercise_of_a_track_is_an_assignment(tmp_path, settle):
    course = source.load(laid_out(tmp_path, TRACK))
    (found,) = course.assignments
    assert (found.slug, found.title) == ("two-fer", "Two Fer")
    assert found.handout == "Strings.\n\nShare it.\n\nRaise.\n"
    assert found.hints == ("## General\n\nRead.", "## Names\n\n- Look at f-strings.")
    assert (found.solution, found.starter_code) == (SOLUTION, TRACK["two_fer.py"])
    assert [test.name for test in found.tests] == [
        "TwoFerTest.test_nobody",
        "TwoFerTest.test_somebody",
        "TwoFerTest.test_an_empty_name",
    ]
    settled, grade = settle(course)
    assert grade(SOLUTION).correct
    assert grade(SOLUTION.replace("no name", "other")).points == 2
    assert grade(TRACK["two_fer.py"]).points == 0
    assert not any(test.shared for test in settled.assignments[0].tests)


@pytest.mark.parametrize("where", ["two-fer", ".", ".."])
def test_exercises_are_found_at_the_depth_where_they_are(tmp_path, where):
    place = tmp_path / "exercises" / "practice"
    laid_out(place, TRACK)
    assert len(source.load(place / where).assignments) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("solution.py", "starter.py", "test_two_fer.py", "README.md"),
        ("example.py", "two_fer.py", "tests.py", "instructions.md"),
        ("two_fer_solution.py", "two_fer_stub.py", "two_fer_test.py", "two_fer.md"),
    ],
)
def test_simpler_layouts_are_read_too(tmp_path, settle, names):
    solution, starter, tests, text = names
    files = {solution: SOLUTION, starter: "def two_fer(): ...\n", tests: TESTS, text: "# Share\n\nDo it."}
    course = source.load(laid_out(tmp_path, files))
    (found,) = course.assignments
    assert (found.title, found.handout, found.starter_code) == ("Share", "Do it.\n", "def two_fer(): ...\n")
    _, grade = settle(course)
    assert grade(SOLUTION).correct


def test_the_files_of_an_exercise_may_be_listed(tmp_path):
    listed = '{"files": {"solution": ["mine.py"], "test": ["check.py"], "exemplar": [".meta/best.py"]}}'
    files = {"README.md": "Do.", ".meta/best.py": "x = 1\n", "mine.py": "x = 0\n", "check.py": "assert x == 1"}
    course = source.load(laid_out(tmp_path, {**files, ".meta/config.json": listed, "my_test.py": ""}))
    (found,) = course.assignments
    assert (found.solution, found.starter_code, found.tests[0].code) == ("x = 1\n", "x = 0\n", "assert x == 1\n")


def test_imports_of_the_module_become_imports_of_the_submission(tmp_path, settle):
    tests = "import two_fer as t\nimport two_fer\nfrom two_fer import *\nimport pytest\n\n"
    tests += "@pytest.mark.task(taskno=1)\ndef test_it():\n    assert t.two_fer() == two_fer.two_fer('you')\n"
    course = source.load(laid_out(tmp_path, {**TRACK, "two_fer_test.py": tests}))
    (note,) = [note for note in course.notes["two-fer"] if "means nothing here" in note]
    assert note.startswith("pytest.mark.task")
    settled, grade = settle(course)
    assert grade(SOLUTION).correct
    assert not settled.assignments[0].tests[0].shared


def test_files_that_an_exercise_reads_come_along(tmp_path):
    tests = "def test_it():\n    assert open('data.txt')\n"
    course = source.load(laid_out(tmp_path, {**TRACK, "two_fer_test.py": tests, "data.txt": "1"}))
    assert [file.name for file in course.assignments[0].files] == ["data.txt"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"two_fer_test.py": "assert ("}, "two_fer_test.py, line 1: code: is not valid Python"),
        ({".meta/example.py": "x = 1\nx ="}, ".meta/example.py, line 2: is not valid Python"),
        ({".meta/config.json": "{"}, ".meta/config.json: is not JSON"),
        ({"two_fer_test.py": ""}, "needs 1 to 500 tests"),
        ({"two_fer_test.py": "import pytest\ndef test_a():\n    pytest.importorskip('x')"}, "two_fer_test.py"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(tmp_path, changes, words):
    with pytest.raises(Refused) as refused:
        source.load(laid_out(tmp_path, TRACK | changes))
    (reason,) = refused.value.reasons
    assert reason.source == "two-fer"
    assert words in reason.reason


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    laid_out(tmp_path, TRACK)
    (tmp_path / "two-fer" / "two_fer.py").write_bytes(b"\xff")
    with pytest.raises(Refused, match=r"two_fer\.py: is not text in UTF-8: byte 0 cannot be read"):
        source.load(tmp_path)


def test_notebooks_one_folder_deeper_are_pointed_to(tmp_path):
    (tmp_path / "ps1").mkdir()
    (tmp_path / "ps1" / "a.ipynb").write_text("{}")
    with pytest.raises(Refused, match=r"holds no notebooks.*there are some in .*ps1"):
        source.load(tmp_path)
