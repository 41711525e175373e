"""Test methods and functions: how each outcome is told, and what the frameworks' means come to."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest

from grader_service.contract import Limits
from tests.grader_service.examiner.written import CODE, function, method, only


@pytest.mark.parametrize(
    ("body", "call", "expected", "actual"),
    [
        ("self.assertEqual(search(3, [1]), 0)", "search(3, [1])", "0", "-1"),
        ("self.assertEqual(0, search(3, [1]))", "search(3, [1])", "0", "-1"),
        ("where = search(3, [1])\nself.assertEqual(0, where)", "where", "0", "-1"),
        ("self.assertAlmostEqual(search(3, [1]), 0.5, 3)", "search(3, [1])", "0.5", "-1"),
        ("self.assertListEqual([search(3, [1])], [0])", "[search(3, [1])]", "[0]", "[-1]"),
        ("self.assertTrue(search(1, [1]))", "search(1, [1])", "True", "0"),
        ("self.assertFalse(search(3, [1]))", "search(3, [1])", "False", "-1"),
        ("self.assertIsNone(search(3, [1]))", "search(3, [1])", "None", "-1"),
        ("assert search(3, [1]) == 0", "search(3, [1])", "0", "-1"),
    ],
)
def test_a_failing_method_shows_call_expected_and_actual(grade, body, call, expected, actual):
    test = only(grade(CODE, {"code": method(body)}))
    assert (test.status, test.call, test.expected, test.actual) == ("failed", call, expected, actual)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("self.assertEqual(search(3, [1]), 0, 'Look : again')", "again"),
        ("self.assertEqual(search(3, [1]), 0, msg='Look again.')", "Look again."),
        ("self.assertTrue(search(1, [1]), 'Look again.')", "Look again."),
        ("self.assertIn(search(3, [1]), [0, 1])", "`search(3, [1])` should be in [0, 1], but it is -1."),
        ("self.fail('Never.')", "Never."),
        (
            "with self.assertRaises(KeyError): search(1, [1])",
            "`search(1, [1])` should raise KeyError, but it returned 0.",
        ),
        (
            "for n in (1, 3):\n    with self.subTest(n=n): self.assertIn(search(n, [1]), [0])",
            "(n=3) `search(n, [1])` should be in [0], but it is -1.",
        ),
    ],
)
def test_the_words_of_a_failing_method_are_its_message(grade, body, message):
    test = only(grade(CODE, {"code": method(body)}))
    assert (test.status, test.message) == ("failed", message)


@pytest.mark.parametrize("name", ["setUp", "tearDown", "setUpClass", "tearDownClass", "asyncSetUp"])
def test_what_surrounds_a_method_is_run(grade, name):
    owner = "cls" if name.endswith("Class") else "self"
    head = (
        "    @classmethod\n" if owner == "cls" else ""
    ) + f"    {'async ' * (name == 'asyncSetUp')}def {name}({owner}): fails()\n"
    code = method("pass", head).replace("unittest.TestCase", "unittest.IsolatedAsyncioTestCase")
    verdict = grade(CODE, {"code": code})
    assert (verdict.status, verdict.error.type) == ("error", "KeyError")


def test_a_module_is_set_up_and_torn_down(grade):
    code = (
        method("self.assertEqual(seen, ['up'])")
        + "seen = []\ndef setUpModule(): seen.append('up')\ndef tearDownModule(): fails()\n"
    )
    assert grade(CODE, {"code": code}).error.type == "KeyError"


OF_THE_MODULE = {
    "an annotation as text": "from dataclasses import dataclass\n@dataclass\nclass Case:\n    at: 'int'\nassert Case(search(1, [1])).at == 0",
    "annotations as texts": "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass Case:\n    at: int\nassert Case(search(1, [1])) == Case(0)",
    "its own name in an annotation": "from typing import get_type_hints\nclass Case:\n    next: 'Case'\nassert get_type_hints(Case) == {'next': Case}",
    "a name that is patched": "from unittest.mock import patch\nlimit = 5\nwith patch('test.limit', 0):\n    assert search(1, [1]) == limit",
}


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("title", OF_THE_MODULE)
def test_a_library_finds_the_module_of_the_tests_code(grade, title, shared):
    assert only(grade(CODE, {"code": OF_THE_MODULE[title], "shared": shared})).message is None


@pytest.mark.parametrize("name", ["leaves", "interrupts", "skips", "fails", "asserts"])
@pytest.mark.parametrize(
    "body",
    ["{}()", "try:\n    {}()\nfinally:\n    pass", "with self.subTest():\n    {}()", "self.addCleanup({})"],
)
def test_what_the_student_raises_in_a_method_is_an_error_and_never_a_pass(grade, name, body):
    assert only(grade(CODE, {"code": method(body.format(name))})).status == "error"


@pytest.mark.parametrize("name", ["leaves", "interrupts", "skips", "fails", "asserts"])
@pytest.mark.parametrize("shared", [False, True])
def test_what_the_student_raises_in_a_function_is_never_a_pass(grade, name, shared):
    assert only(grade(CODE, {"code": function(f"{name}()"), "shared": shared})).status in {"error", "not-run"}


@pytest.mark.parametrize("name", ["leaves", "interrupts"])
def test_an_exception_that_ends_a_program_is_no_expected_exception(grade, name):
    verdict = grade(
        CODE,
        {"code": method(f"self.assertRaises(Exception, {name})")},
        {"code": function(f"pytest.raises(Exception, {name})")},
        {"code": f"try:\n    {name}()\nexcept Exception:\n    pass"},
    )
    assert [test.status for test in verdict.tests] == ["error"] * 3


@pytest.mark.parametrize(
    "code",
    [
        method("self.skipTest('later')"),
        method("raise unittest.SkipTest('later')"),
        method("pass", "    @unittest.skip('later')\n"),
        function("pytest.skip('later')"),
        function("pass", "@pytest.mark.skip(reason='later')\ndef test_it():"),
        function("pass", "@pytest.mark.skipif(True, reason='later')\ndef test_it():"),
    ],
)
@pytest.mark.parametrize("shared", [False, True])
def test_a_test_that_its_author_skips_is_not_run_and_earns_nothing(grade, code, shared):
    verdict = grade(CODE, {"code": code, "shared": shared})
    test = only(verdict)
    assert (test.status, test.points, test.message, verdict.correct) == ("not-run", 0, "Skipped: later", False)


def test_an_expected_failure_passes_where_it_fails_and_fails_where_it_passes(grade):
    decorator = "    @unittest.expectedFailure\n"
    codes = [method(body, decorator) for body in ("self.assertEqual(search(1, []), 0)", "pass", "fails()", "asserts()")]
    verdict = grade(CODE, *[{"code": code} for code in codes])
    assert [test.status for test in verdict.tests] == ["passed", "failed", "error", "error"]


def test_several_in_one_test_share_its_points_and_the_first_that_fails_is_shown(grade):
    code = (
        method("self.assertEqual(search(1, [1]), 0)")
        + function("assert search(1, []) == 0")
        + function("fails()", "def test_more():")
    )
    test = only(grade(CODE, {"code": code, "points": 3}))
    assert (test.status, test.points, test.call) == ("failed", 1, "search(1, [])")
    assert test.message.startswith("test_it: ")


def test_a_case_that_fails_is_named(grade):
    head = "@pytest.mark.parametrize('x, where', [(1, 0), (3, 5)])\ndef test_it(x, where):"
    test = only(grade(CODE, {"code": function("assert search(x, [1]) == where", head)}))
    assert test.message.startswith("(x=3, where=5)")


def test_code_whose_tests_are_not_reached_does_not_pass(grade):
    code = "import unittest\nclass A:\n    def test_x(self): pass\nclass TestB(unittest.TestCase):\n    test_x = None\n    def test_y(self): pass\ndel TestB\n"
    assert only(grade(CODE, {"code": code})).status == "failed"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (function("pass", "def test_it(tmp_path):"), "the fixture 'tmp_path' is not offered"),
        (function("monkeypatch.chdir('/')", "def test_it(monkeypatch):"), "monkeypatch.chdir is not offered"),
        (function("pytest.importorskip('x')"), "pytest.importorskip is not offered"),
        (function("pass", "@pytest.mark.slow\ndef test_it():"), "pytest.mark.slow is not offered"),
        (
            function("pass", "@pytest.fixture(params=[1])\ndef it(): pass\ndef test_it(it):"),
            "a fixture with 'params' is not offered",
        ),
        ("class Mine(submission.TestX): pass", "cannot inherit"),
        ("import submission\nsubmission.search = 1", "cannot replace its 'search'"),
        ("from unittest import mock\nwith mock.patch('submission.search'): pass", "cannot replace its 'search'"),
    ],
)
def test_what_is_not_offered_is_told_to_the_author(grade, code, words):
    test = only(grade(CODE + "class TestX: pass\n", {"code": code}))
    assert test.status == "failed"
    assert words in test.message


def test_a_file_that_starts_its_tests_itself_does_not_end_the_examiner(grade):
    assert grade(CODE, {"code": method("pass") + "unittest.main()\n"}).correct


def test_a_test_that_hangs_in_the_students_code_is_stopped(grade):
    verdict = grade(CODE, {"code": method("loops()")}, {"code": method("pass")}, limits=Limits(seconds=0.3))
    assert [test.status for test in verdict.tests] == ["timeout", "passed"]


def test_a_hidden_method_gets_the_message_of_its_author(grade):
    test = only(grade(CODE, {"code": method("fails()"), "hidden": True, "message": "Think."}))
    assert (test.status, test.message, test.hidden) == ("error", "Think.", True)


def test_what_is_printed_in_a_test_is_shown(grade):
    assert only(grade(CODE, {"code": method("says()")})).stdout == "said\n"


def test_a_value_that_hides_a_method_is_told(grade):
    code = (
        "class Pet:\n    def __init__(self):\n        self.mood = 'fine'\n    def mood(self):\n        return 'happy'\n"
    )
    test = only(grade(code, {"code": method("self.assertEqual(Pet().mood(), 'happy')")}))
    assert test.message.startswith("`self.mood` on line 3 hides the method `mood` of line 4")


def test_a_plain_class_is_set_up_as_a_whole_too(grade):
    code = (
        "class TestSearch:\n    @classmethod\n    def setup_class(cls): cls.items = [4]\n"
        "    @classmethod\n    def teardown_class(cls): cls.items.clear()\n    def test_it(self): assert search(4, self.items) == 0\n"
        "    def test_again(self): assert search(5, self.items) == -1\n"
    )
    assert grade(CODE, {"code": code}, {"code": code, "shared": True}).correct
    assert not grade(CODE.replace("else -1", "else 0"), {"code": code}).correct


def test_what_a_fixture_is_not_offered_is_named(grade):
    code = "import pytest\n@pytest.fixture(params=[1, 2])\ndef n(request): return request.param\ndef test_it(n): assert search(n, [n]) == 0"
    assert "a fixture with 'params' is not offered to tests here" in grade(CODE, {"code": code}).tests[0].message


def test_a_test_has_no_files_and_is_told_who_has(grade):
    for code in ("with open('people.csv') as file: pass", "open('new.txt', 'w')"):
        (test,) = grade(CODE, {"code": code}).tests
        assert "files are there for the submission, and for a shared test: [Errno " in test.message


def test_a_function_gets_what_its_decorators_put_in_a_place(grade):
    code = (
        "import pytest\nfrom unittest.mock import patch\n@pytest.fixture\ndef answer(): return '4'\n"
        "@patch('builtins.print')\n@patch('builtins.input', return_value='4')\ndef test_it(ask, tell, answer):\n"
        "    echo()\n    ask.assert_called_once_with()\n    tell.assert_called_once_with(answer)\n"
        "class TestEcho:\n    @patch('builtins.input', lambda: '5')\n    @patch('builtins.print')\n"
        "    def test_it(self, tell):\n        echo()\n        tell.assert_called_once_with('5')\n"
    )
    assert grade("def echo(): print(input())", {"code": code}, {"code": code, "shared": True}).correct
    assert grade("def echo(): print(input() * 2)", {"code": code}).tests[0].status == "failed"
