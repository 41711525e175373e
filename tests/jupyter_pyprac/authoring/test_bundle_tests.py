"""Tests of a bundle: which can be run, and into which parts their code is taken."""

import pytest

from grader_service import contract
from jupyter_pyprac.authoring import bundle
from tests.jupyter_pyprac.authoring.given import course, read, reasons, reasons_of_test


@pytest.mark.parametrize(
    ("test", "path", "words"),
    [
        ({}, "", "says nothing to test"),
        ({"name": "x"}, "", "says nothing to test"),
        ({"call": "f()", "code": "assert 1"}, "", "call and code at once"),
        ({"call": "f()"}, "", "expected"),
        ({"call": "f()", "expected": "1", "raises": "E"}, "", "raises"),
        ({"call": "x = 1", "expected": "1"}, ".call", "not valid Python"),
        ({"call": "", "expected": "1"}, ".call", "is empty"),
        ({"call": "(" * 5000, "expected": "1"}, ".call", "Python"),
        ({"call": "f()", "expected": "abc"}, ".expected", "not a Python literal"),
        ({"call": "f()", "expected": "g()"}, ".expected", "not a Python literal"),
        ({"call": "f()", "expected": "{[]}"}, ".expected", "not a Python literal"),
        ({"call": "f()", "expected": "[1, ...]"}, ".expected", "not a Python literal"),
        ({"call": "f()", "expected": 1}, ".expected", 'must be text that holds a Python literal: "1"'),
        ({"call": "f()", "raises": "two words"}, ".raises", "exception class"),
        ({"call": "f()", "raises": "class"}, ".raises", "exception class"),
        ({"stdin": "x"}, ".stdout", "is missing"),
        ({"stdin": "x", "stdout": "y", "expected": "1"}, ".expected", "belongs to a test with call"),
        ({"code": ""}, ".code", "is empty"),
        ({"code": "return 1"}, ".code", "'return' outside function (line 1)"),
        ({"code": "return 1\ncontinue", "score": True}, ".code", "(line 2)"),
        ({"code": "a = 1\n b = 2"}, ".code", "(line 2)"),
        ({"code": "assert 1", "points": -1}, ".points", "between"),
        ({"code": "assert 1", "points": float("inf")}, ".points", "between"),
        ({"code": "assert 1", "points": "2"}, ".points", "must be a number, not text"),
        ({"code": "assert 1", "hidden": 1}, ".hidden", "true or false"),
        ({"call": "f()", "expected": "1", "compare": "loose"}, ".compare", "'equal' or 'strict'"),
        ({"call": "f()", "expected": "1", "hiden": True}, ".hiden", "did you mean hidden?"),
    ],
)
def test_a_test_that_cannot_be_run_is_named(test, path, words):
    (reason,) = reasons_of_test(**test)
    assert reason.startswith(f"assignments[0].tests[0]{path}: ")
    assert words in reason


def test_a_shared_test_is_code_and_is_not_taken_apart():
    (assignment,) = read(course(tests=[{"code": "assert f(1) == 2", "shared": True}])).assignments
    assert [(test.code, test.shared) for test in assignment.tests] == [("assert f(1) == 2\n", True)]
    (reason,) = reasons_of_test(call="f(1)", expected="2", shared=True)
    assert "shared goes with code" in reason


CLASSES = """import unittest
from submission import *

class TestSearch(unittest.TestCase):
    def setUp(self):
        self.seq = [1, 2]

    # the easy one
    def test_finds_it(self):
        self.assertEqual(search(1, self.seq), 0)

    @unittest.skipIf(False, "never")
    def test_misses_it(self):
        \"\"\"It says -1 where nothing is found.\"\"\"
        self.assertEqual(search(3, self.seq), -1)

class TestOther(unittest.TestCase):
    def test_empty(self):
        self.assertEqual(search(3, []), -1)

def test_text():
    assert search("a", "ba") == 1
"""


def test_each_test_method_and_function_is_a_test_that_shares_the_points():
    (assignment,) = read(course(tests=[{"code": CLASSES, "points": 2, "name": "all"}])).assignments
    names = ["TestSearch.test_finds_it", "It says -1 where nothing is found.", "TestOther.test_empty", "test_text"]
    assert [test.name for test in assignment.tests] == names
    assert {test.points for test in assignment.tests} == {0.5}
    assert assignment.tests[1].code == CLASSES[: CLASSES.index("\n    # the easy")] + (
        CLASSES[CLASSES.index("\n    @unittest") : CLASSES.index("\n\nclass TestOther")] + "\n"
    )
    assert assignment.tests[3].code.count("def ") == 1


def test_hidden_test_methods_are_not_named_after_their_source():
    tests = [{"code": CLASSES, "hidden": True}, {"code": CLASSES, "hidden": True, "name": "borders"}]
    (assignment,) = read(course(tests=tests)).assignments
    names = [f"Hidden test {number}" for number in range(1, 5)] + [f"borders ({number})" for number in range(1, 5)]
    assert [test.name for test in assignment.tests] == names


@pytest.mark.parametrize(
    "code",
    [
        "class TestA(TestCase):\n    def test_a(self): pass\nclass TestB(TestA):\n    def test_b(self): pass\n",
        "def test_a(): pass\ndef test_a(): pass\n",
        "def test_a(): pass; x = 1\nif x:\n    def test_b(): pass\n",
    ],
)
def test_code_that_cannot_be_cut_by_reading_stays_one_test(code):
    (assignment,) = read(course(tests=[{"code": code}])).assignments
    assert [test.code for test in assignment.tests] == [code]


def test_a_part_begins_and_ends_with_what_it_holds():
    code = "def test_a():\n    assert f(1)\n\n\ndef test_b():\n    assert f('\x0c')\n"
    (assignment,) = read(course(tests=[{"code": code}])).assignments
    assert [test.code for test in assignment.tests] == [f"{part}\n" for part in code.removesuffix("\n").split("\n\n\n")]


def test_names_that_are_made_fit_where_names_do():
    docstring = "\\x07" + "ü" * 150
    tests = [
        {"code": f'def test_a():\n    "{docstring}"\n    assert f(1)'},
        {"code": "assert f(1) == 1\nassert f(2) == 2", "name": "n" * 200},
    ]
    found = read(course(tests=tests))
    names = [test.name for test in found.assignments[0].tests]
    assert names == ["ü" * 100, "n" * 196 + " (1)", "n" * 196 + " (2)"]
    assert read(bundle.write(found.course, found.assignments, found.files)) == found


@pytest.mark.parametrize("message", ['"\\0"', '"\\ud800"', '"' + "m" * 4001 + '"'])
def test_a_message_behind_an_assert_is_held_to_what_messages_are(message):
    (reason,) = reasons_of_test(code=f"assert f(1) == 1, {message}")
    assert reason.startswith("assignments[0].tests[0].message: ")


def test_asserts_that_are_too_many_tests_are_refused():
    (reason,) = reasons_of_test(code="assert f(1) == 1\n" * 501)
    assert reason == "assignments[0].tests: make 501 tests; at most 500 are allowed"


def test_a_score_may_be_returned_or_left_as_the_last_expression():
    codes = ["if f(1) == 2:\n    return 1.5\nreturn 0", "from math import *\nf(1)"]
    tests = [{"code": code, "score": True, "points": 2} for code in codes]
    (assignment,) = read(course(tests=tests)).assignments
    assert [test.code for test in assignment.tests] == [f"{code}\n" for code in codes]


def test_tests_that_fit_no_job_are_refused():
    (reason,) = reasons(course(tests=[{"call": "f()", "expected": repr("x" * 400_000)}] * 2))
    assert "too large for one grading" in reason


def test_the_largest_code_a_student_may_send_fits_beside_accepted_tests():
    data = course(
        tests=[{"call": "f()", "expected": repr("x" * 300_000)}, {"call": "f()", "expected": repr("x" * 300_000)}]
    )
    (assignment,) = read(data).assignments
    job = contract.Job(job_id="0" * 36, digest="0" * 64, code="\x01" * contract.CODE_BYTES, tests=assignment.tests)
    assert len(contract.encode(job)) <= contract.JOB_BYTES
