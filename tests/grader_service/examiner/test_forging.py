"""Submissions that try to pass without the right values: none of them does, whatever framework the test is written in."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest

HEAD = "import unittest\nimport pytest\nimport math\nfrom submission import *\n"
TESTS = {
    "assert": HEAD + "assert f(20) == 42\n",
    "unittest": HEAD + "class TestF(unittest.TestCase):\n    def test_f(self):\n        self.assertEqual(f(20), 42)\n",
    "almost": HEAD
    + "class TestF(unittest.TestCase):\n    def test_f(self):\n        check = self.assertAlmostEqual\n        check(f(20), 42)\n",
    "true": HEAD + "class TestF(unittest.TestCase):\n    def test_f(self):\n        self.assertTrue(f(20) == 42)\n",
    "in": HEAD + "class TestF(unittest.TestCase):\n    def test_f(self):\n        self.assertIn(f(20), [42])\n",
    "contains": HEAD + "class TestF(unittest.TestCase):\n    def test_f(self):\n        self.assertIn(42, f(20))\n",
    "count": HEAD
    + "class TestF(unittest.TestCase):\n    def test_f(self):\n        self.assertCountEqual([f(20)], [42])\n",
    "list": HEAD
    + "class TestF(unittest.TestCase):\n    def test_f(self):\n        self.assertListEqual([f(20)], [42])\n",
    "greater": HEAD + "class TestF(unittest.TestCase):\n    def test_f(self):\n        self.assertGreater(f(20), 41)\n",
    "instance": HEAD
    + "class TestF(unittest.TestCase):\n    def test_f(self):\n        self.assertIsInstance(f(20), int)\n        self.assertEqual(f(20), 42)\n",
    "pytest": HEAD + "def test_f():\n    assert f(20) == 42\n",
    "approx": HEAD + "def test_f():\n    assert f(20) == pytest.approx(42)\n",
    "approx-first": HEAD + "def test_f():\n    assert pytest.approx(42) == f(20)\n",
    "parametrize": HEAD + "@pytest.mark.parametrize('n, m', [(20, 42)])\ndef test_f(n, m):\n    assert f(n) == m\n",
    "star-first": "from submission import *\nimport unittest\nclass TestF(unittest.TestCase):\n    def test_f(self):\n        self.assertEqual(f(20), 42)\n",
}
SUBMISSIONS = {
    "equal to all": "class A:\n    def __eq__(self, o): return True\n    def __ne__(self, o): return False\n    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__\n    def __hash__(self): return hash(42)\n    def __sub__(self, o): return 0\n    __rsub__ = __sub__\n    def __abs__(self): return 0\n    def __round__(self, n=0): return 0\n    def __bool__(self): return True\ndef f(n): return A()\n",
    "metaclass": "class M(type):\n    def __eq__(self, o): return True\n    __hash__ = type.__hash__\n    def __instancecheck__(self, o): return True\nclass int(metaclass=M):\n    pass\ndef f(n): return int\n",
    "class of int": "class A:\n    __class__ = int\n    def __eq__(self, o): return True\ndef f(n): return A()\n",
    "mock.ANY": "from unittest import mock\ndef f(n): return mock.ANY\n",
    "int subclass": "class A(int):\n    def __eq__(self, o): return True\n    __hash__ = int.__hash__\ndef f(n): return A(42)\n",
    "skip": "import unittest\ndef f(n): raise unittest.SkipTest('x')\n",
    "skip of its own": "class SkipTest(Exception): pass\nclass Skipped(SkipTest): pass\ndef f(n): raise Skipped('x')\n",
    "exit": "import sys\ndef f(n): sys.exit(0)\n",
    "os._exit": "import os\ndef f(n): os._exit(0)\n",
    "interrupt": "def f(n): raise KeyboardInterrupt\n",
    "stop": "def f(n): raise StopIteration\n",
    "generator exit": "def f(n): raise GeneratorExit\n",
    "assertion": "def f(n): raise AssertionError\n",
    "patched unittest": "import unittest\nunittest.TestCase.assertEqual = lambda *_: None\nunittest.TestCase.run = lambda *_: None\nunittest.case.TestCase.failureException = type('E', (Exception,), {})\ndef f(n): return 1\n",
    "unittest of its own": "class unittest:\n    class TestCase:\n        def __getattr__(self, name): return lambda *_: None\nclass pytest:\n    approx = property(lambda *_: 1)\nclass math: pass\ndef f(n): return 1\n",
    "names of the test": "class TestF:\n    def test_f(self): pass\ndef test_f(): pass\ndef setUpModule(): raise SystemExit\ndef f(n): return 1\n",
    "patched builtins": "import builtins, json\nbuiltins.AssertionError = ValueError\nbuiltins.isinstance = lambda *_: True\njson.dumps = lambda *_: '42'\ndef f(n): return 1\n",
    "patched operators": "import operator\noperator.eq = lambda *_: True\ndef f(n): return 1\n",
    "not a number": "def f(n): return float('nan')\n",
    "changes the arguments": "def f(n):\n    globals()['x'] = n\n    return None\n",
    "coroutine": "async def f(n): return 42\n",
    "generator": "def f(n): yield 42\n",
}


@pytest.mark.parametrize("submission", SUBMISSIONS)
def test_a_pass_is_had_by_the_right_values_alone(grade, submission):
    verdict = grade(SUBMISSIONS[submission], *[{"name": name, "code": code} for name, code in TESTS.items()])
    assert [test.name for test in verdict.tests if test.status == "passed"] == []
    assert verdict.points == 0
    assert not verdict.correct


def test_the_right_values_pass_all_of_them(grade):
    right = "def f(n): return 42\n"
    verdict = grade(right, *[{"name": name, "code": code} for name, code in TESTS.items()])
    assert [test.name for test in verdict.tests if test.status != "passed"] == ["contains"]
