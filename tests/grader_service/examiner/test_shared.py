"""Shared tests: with the student's real objects, in a process of their own, and believed no further than that."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest

from grader_service.contract import Limits

CODE = """
import random
n = 0
def count():
    global n
    n += 1
    return n
def helper(): return 1
def roll(): return random.randint(1, 6) + helper()
def fails(): raise KeyError("k")
def says(): print("said"); return input()
class Base:
    def __init__(self): self.items = []
    def __eq__(self, other): return self.items == other
"""


def only(verdict):
    (test,) = verdict.tests
    return test


@pytest.mark.parametrize(
    "code",
    [
        "from unittest.mock import patch\nwith patch('random.randint', return_value=4), patch('submission.helper', return_value=10):\n    assert roll() == 14",
        "class Mine(submission.Base): pass\nassert Mine() == []\nassert type(Base()) is Base",
        "submission.helper = lambda: 0\nimport random\nrandom.randint = lambda *_: 3\nassert submission.roll() == 3",
        "from submission import *\nimport unittest\nclass TestIt(unittest.TestCase):\n    def test_it(self): self.assertIs(type(Base()), Base)",
        "def test_it(capsys):\n    print('x')\n    assert capsys.readouterr().out == 'x\\n'",
    ],
)
def test_a_shared_test_has_the_students_real_objects(grade, code):
    test = only(grade(CODE, {"code": code, "shared": True}))
    assert (test.status, test.message, test.shared) == ("passed", None, True)


def test_a_shared_test_has_a_process_to_itself(grade):
    shared = {"code": "assert count() == 1", "shared": True}
    apart = {"call": "count()", "expected": "1"}
    verdict = grade(
        CODE, shared, apart, shared, apart | {"expected": "2"}, shared | {"hidden": True}, apart | {"hidden": True}
    )
    assert [test.status for test in verdict.tests] == ["passed"] * 6


def test_no_other_test_is_in_the_process_of_a_shared_one(grade):
    code = "import gc, sys\ndef f(): return 1\ndef seen():\n    return any(''.join(('s3c', 'r3t')) in str(x) for x in gc.get_objects() if type(x) in (list, tuple, dict))\n"
    shared = {"code": "assert not submission.seen()", "shared": True}
    other = {"code": "assert f() == 's3cr' + '3t' or 's3cr3t'"}
    verdict = grade(code, other, shared, other | {"hidden": True}, other | {"shared": True})
    assert [test.status for test in verdict.tests] == ["passed"] * 4


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("assert count() == 2", ("failed", "count()", "2", "1", None)),
        ("assert count() == 2, 'Twice.'", ("failed", "count()", "2", "1", "Twice.")),
        ("x = 3\nassert x > 5", ("failed", "x", "> 5", "3", None)),
        ("x = 3\nassert x > 5 or not x", ("failed", None, None, None, "Not true: assert x > 5 or not x")),
        (
            "helper()[0]",
            (
                "failed",
                None,
                None,
                None,
                "With what it got the test ended with TypeError: 'int' object is not subscriptable",
            ),
        ),
        ("fails()", ("error", None, None, "KeyError is raised", "KeyError: 'k'")),
        ("raise SystemExit", ("failed", None, None, None, "With what it got the test ended with SystemExit: ")),
    ],
)
def test_a_shared_test_that_fails_shows_why(grade, code, shown):
    test = only(grade(CODE, {"code": code, "shared": True}))
    assert (test.status, test.call, test.expected, test.actual, test.message) == shown


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(
    "code",
    ["assert helped() == 1", "from submission import helped", "assert submission.helped() == 1"],
    ids=["its name", "an import", "an attribute"],
)
def test_a_name_that_the_submission_lacks_is_told_as_in_any_test(grade, code, shared):
    test = only(grade(CODE, {"code": code, "shared": shared}))
    assert test.status == "error"
    assert test.message.startswith(
        "The tests use `helped`, but your code does not define it. It has `helper` on line 8"
    )


def test_a_shared_test_may_give_partial_credit(grade):
    codes = ["count() + 1", "return float('nan')", "return 10**400", "'2'", "assert count() == 1"]
    verdict = grade(CODE, *[{"code": code, "shared": True, "score": True, "points": 4} for code in codes])
    assert [test.points for test in verdict.tests] == [2, 0, 0, 0, 4]


def test_a_shared_test_is_fed_and_what_it_prints_is_shown(grade):
    test = only(grade(CODE, {"code": "assert says() == 'x'", "stdin": "x\n", "shared": True}))
    assert (test.status, test.stdout) == ("passed", "said\n")


@pytest.mark.parametrize(
    ("code", "status"),
    [("import os\nos._exit(0)", "error"), ("while True: pass", "timeout"), ("print('x' * 10**7)", "error")],
)
def test_a_shared_test_that_is_ended_is_told_as_any_other(grade, code, status):
    verdict = grade(
        CODE, {"code": code, "shared": True}, {"call": "helper()", "expected": "1"}, limits=Limits(seconds=0.5)
    )
    assert [test.status for test in verdict.tests] == [status, "passed"]


FORGED = """
import sys
class Liar:
    def __getattr__(self, name):
        return Liar()
    def __call__(self, *_, **__):
        return REPLY
sys.modules["grader_service.sandbox.program"].share = lambda sources: lambda *_: REPLY
def f(): return 1
"""


@pytest.mark.parametrize(
    "reply",
    [
        "1",
        "[1, 2]",
        "[[], None, 3]",
        "[[['x', None, ['assert', 1, 2, 3, 4]]], None]",
        "[[['x', None, ['raised', [], 'x', []]]], None]",
        "[[['x', None, ['else']]], None]",
        "[[[{}, None, None]], None]",
        "[[['x', None, None]] * 1000, None]",
    ],
)
def test_a_reply_that_makes_no_sense_ends_the_process_and_nothing_else(grade, reply):
    code = FORGED.replace("REPLY", reply)
    verdict = grade(code, {"code": "assert f() == 2", "shared": True}, {"call": "f()", "expected": "1"})
    assert [test.status for test in verdict.tests] == ["error", "passed"]


def test_forged_text_is_cut(grade):
    reply = "[[['x', None, ['assert', 'c' * 5000, 'e' * 5000, 'a' * 5000, 'm' * 5000]]], None]"
    test = only(grade(FORGED.replace("REPLY", reply), {"code": "assert f() == 2", "shared": True}))
    assert max(map(len, (test.call, test.expected, test.actual, test.message))) <= 2000
