"""Which jobs leave their examiner as good as fresh, and that the others end it."""

import pytest

from grader_service.contract import Test as Given
from grader_service.examiner.plain import is_plain

PLAIN = [
    "f(1)",
    "f(-1, [1, (2,)], key={'a': {3}})",
    "sorted(f([3, 1]))",
    "f(g(1))",
    "f([0] * 100)",
    "f(1)[0]",
    "f(1) == 2",
]
OTHERS = [
    "open('x')",
    "exec('x')",
    "__import__('os')",
    "print(1)",
    "f.x(1)",
    "(lambda: 1)()",
    "[x for x in f(1)]",
    "f(x := 1)",
    "f(*args)",
    "f'{f(1)}'",
    "__builtins__",
    "setattr(f, 'x', 1)",
    "f(1",
    "getattr(f, 'x')()",
    "().__class__",
]


@pytest.mark.parametrize("call", PLAIN)
def test_calls_with_literals_are_plain(call):
    assert is_plain([Given(name="x", call=call, expected="1"), Given(name="y", stdin="1")])


@pytest.mark.parametrize("call", OTHERS)
def test_everything_else_is_code_of_the_author(call):
    assert not is_plain([Given(name="x", call="f(1)", expected="1"), Given(name="y", call=call, expected="1")])


def test_what_setup_code_imports_is_code_of_the_author():
    tests = [Given(name="x", call="f(1)", expected="1")]
    assert is_plain(tests, "def g(): pass")
    assert not is_plain(tests, "from os import abort as f")


def test_a_test_of_code_is_code_of_the_author():
    assert not is_plain([Given(name="x", code="pass")])


def test_an_examiner_that_ran_its_authors_code_judges_nothing_else(grade):
    mark = {"code": "import builtins\nassert not hasattr(builtins, 'mark')\nbuiltins.mark = 1"}
    assert [grade("", mark).status for _ in range(4)] == ["passed"] * 4


def test_an_examiner_judges_one_plain_job_after_the_other(workshop, job):
    for number in range(20):
        test = {"call": "f()", "expected": str(number)}
        assert workshop.grade(job(f"def f(): return {number}", test, test | {"hidden": True})).correct
    assert max(spare.served for spare in workshop.room.examiners._spares) > 1
