"""Which tests are refused, and with which sentence."""

import pytest

from grader_service import contract
from grader_service.kinds import unsupported

GOOD = [
    {"call": "f(1)", "expected": "[1, {'a': (2, None)}]"},
    {"call": " f(1) ", "expected": " -1 "},
    {"call": "f(1)", "raises": "MyError"},
    {"call": "f(1)", "stdin": "1", "stdout": "1"},
    {"stdin": "1"},
    {"stdout": "1"},
    {"code": "assert f() == 1"},
    {"code": "def helper(): return 1\nassert f() == helper()"},
    {"code": "return 1", "score": True},
    {"code": "assert f() == 1", "shared": True},
    {"code": "import unittest\nclass T(unittest.TestCase):\n    def test_it(self): pass"},
    {"code": "from unittest import TestCase\nclass T(TestCase):\n    async def test_it(self): pass"},
    {"code": "import pytest\n@pytest.mark.parametrize('n', [1])\ndef test_it(n):\n    pass"},
]


@pytest.mark.parametrize("given", GOOD, ids=str)
def test_these_can_be_run(given):
    assert unsupported(contract.Test(name="x", **given)) is None


BAD = [
    ({"code": "import unittest\nclass T(unittest.TestCase):\n    pass"}, "no test method"),
    ({"code": "def test_it():\n    pass", "score": True}, "leaves a number"),
    ({"code": "import pytest\ndef test_it():\n    pytest.importorskip('numpy')"}, "pytest.importorskip is not offered"),
    ({"code": "@pytest.mark.slow\ndef test_it():\n    pass"}, "pytest.mark.slow is not offered"),
    ({"call": "f()", "expected": "1", "shared": True}, "shared goes with code"),
    ({"stdin": "", "shared": True}, "shared goes with code"),
    ({"code": "assert ("}, "not Python"),
    ({"code": "x\0"}, "not Python"),
    ({"call": "f(", "expected": "1"}, "not a Python expression"),
    ({"call": "x = 1", "expected": "1"}, "not a Python expression"),
    ({"call": "f()", "expected": "g()"}, "not a Python literal"),
    ({"call": "f()", "expected": "(" * 500 + ")" * 500}, "not a Python literal"),
    ({"call": "f()"}, "what it should give"),
    ({"call": "f()", "expected": "1", "raises": "ValueError"}, "not both"),
    ({"call": "f()", "raises": "a b"}, "name of a class"),
    ({"call": "f()", "code": "assert 1", "expected": "1"}, "not both"),
    ({"stdin": "1", "expected": "1"}, "belong to a call"),
    ({}, "needs call"),
]


@pytest.mark.parametrize(("given", "words"), BAD)
def test_these_are_refused_with_a_sentence(given, words):
    assert words in (unsupported(contract.Test(name="x", **given)) or "")
