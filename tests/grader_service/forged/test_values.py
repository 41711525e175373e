"""Values, exceptions and output by which a hostile student would pass; none of them leads anywhere."""

import pytest

from tests.grader_service.forged.given import SECRET, call

BUILTIN_SENT = """
import sys
g = sys.modules['grader_service.sandbox.guest']
from grader_service.sandbox import loans
from grader_service.sandbox.values import BUILTIN, marker
class Sly:
    def __init__(self, name): self.name = name
lend = loans.Loans.lend
loans.Loans.lend = lambda self, value: [marker(BUILTIN), value.name] if type(value) is Sly else lend(self, value)
def decode(text): return Sly('eval')
def encode(text): return "__import__('sys')"
"""
OWN_BUILTINS = """
def abs(value): return 0
def isinstance(value, kind): return True
def all(values): return True
def sum(values): return 10
def f(x): return 'wrong'
"""
STOPS = "def f(x): raise StopIteration\n"
STOPS_IN_OBJECTS = """
def stop(*_): raise StopIteration
class P:
    x = property(stop)
    __init__ = lambda self, v: None
    __getitem__ = __abs__ = __len__ = __add__ = __bool__ = __str__ = __iter__ = __contains__ = __eq__ = stop
"""
NAMED = """
class Base(Exception): pass
for name in ('ValueError', 'KeyError', 'TypeError', 'InsufficientFunds'):
    Base = type(name, (Base,), {})
def f(x): raise Base(x)
"""
ALL_AT_ONCE = """
class Many(ValueError, KeyError, IndexError, ZeroDivisionError): pass
class One(Many): pass
class Two(One): pass
def f(x): raise Two(x)
"""
SLOW_DUMP = """
import sys
def f(x):
    sys.stderr.write('Thread ' + 'a' * 400_000)
    sys.stderr.flush()
    while True: pass
"""
JUDGES_ITSELF = """
class Sly:
    def difference(self, other):
        self.other = other
        return []
    def __iter__(self): return iter(self.other)
    def __sub__(self, other): return 0
    def startswith(self, other): return True
    endswith = startswith
def f(x): return Sly()
"""
SILENT = """
import os
class Key:
    def __hash__(self): return 1
    def __repr__(self): END
    __str__ = __repr__
class Odd(BaseException): pass
def f(x): return Key()
async def g(): raise Odd
async def h(): os._exit(0)
"""
RAISES, ENDS = SILENT.replace("END", "raise Odd"), SILENT.replace("END", "os._exit(0)")
GROUP = """
import asyncio
async def main():
    async with asyncio.TaskGroup() as group: task = group.create_task(WORK())
    return task.result()
assert asyncio.run(main()) == 1
"""
CASE = "import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        "
FRACTIONS = """
from fractions import Fraction
def f(x): return {Fraction(n * (2 ** 61 - 1) + 1, 2 ** 61 - 1) for n in range(1, 1900)}
"""
BIG_FRACTION = "from fractions import Fraction\ndef f(x): return Fraction(3 ** 900_000, 2 ** 1_400_000)\n"


@pytest.mark.parametrize(
    ("code", "tests"),
    [
        (BUILTIN_SENT, [call("decode(encode('abc'))", f"'{SECRET}'")]),
        (BUILTIN_SENT, [call("decode('x')('1')", "1")]),
        (OWN_BUILTINS, [{"code": "assert abs(submission.f(2) - 1.4142) < 1e-3"}]),
        (OWN_BUILTINS, [{"code": "assert isinstance(submission.f(1), int)"}]),
        (OWN_BUILTINS, [{"code": "assert all([submission.f(1) == 1])"}]),
        (OWN_BUILTINS, [{"code": "sum([submission.f(1) == 1])", "score": True, "points": 10}]),
        (OWN_BUILTINS, [{"code": "assert abs(sum([0.1, 0.2]) - 0.3) < 1e-9"}]),
        (OWN_BUILTINS, [call("abs(sum([3]) - 3) < 1", "True")]),
        ("def abs(x): return 0\n", [call("abs(sum([3]) - 3) < 1", "True")]),
        ("", [call("sum([1, 2])", "3")]),
        ("", [call("len('ab')", "2")]),
        ("def f(x): return x\n", [{"code": "assert sorted([2, 1]) == [1, 2]"}]),
        ("", [{"code": "from submission import *\nassert list(zip([1], [2])) == [(1, 2)]"}]),
        (STOPS, [{"code": "assert all(map(f, [1, 2]))"}]),
        (STOPS, [{"code": "for got, want in zip(map(f, [1]), [1]): assert got == want"}]),
        (STOPS, [call("list(map(f, [1, 2]))", "[]")]),
        *(
            (STOPS_IN_OBJECTS, [call(f"all(map(lambda n: {text} == n, [1, 2]))", "True")])
            for text in (
                "P(n).x",
                "P(n)[0]",
                "abs(P(n))",
                "len(P(n))",
                "P(n) + n",
                "str(P(n))",
                "[*P(n)]",
                "P(n) in P(n)",
            )
        ),
        (STOPS_IN_OBJECTS, [{"code": "def check(n): assert P(n) and P(n) == P(n)\nlist(map(check, [1, 2]))"}]),
        (ALL_AT_ONCE, [{"call": "f(1)", "raises": "IndexError"}]),
        (ALL_AT_ONCE, [{"code": "import pytest\nwith pytest.raises(ZeroDivisionError): f(1)"}]),
        *(
            (JUDGES_ITSELF, [{"code": f"{CASE}getattr(self, {name!r}, self.fail)(f(1), {other})"}])
            for name, other in (
                ("assertSetEqual", "{1, 2}"),
                ("assertAlmostEqual", "2.5"),
                ("assertAlmostEquals", "2.5"),
                ("failUnlessAlmostEqual", "2.5"),
                ("assertStartsWith", "'a'"),
                ("assertEndsWith", "'a'"),
            )
        ),
        ("def f(x): return 1\n", [{"code": f"{CASE}with self.assertRaises(ValueError): f(object())"}]),
        ("def f(x): return 1\n", [{"code": f"{CASE}with self.assertRaises(ValueError): f('a' * 2_000_000)"}]),
        *(
            (code, [test])
            for code in (RAISES, ENDS)
            for test in (call("{1: 2}[f(1)]", "2"), {"code": "raise ValueError(f(1))"}, {"code": "exit(f(1))"})
        ),
        *((RAISES, [{"code": GROUP.replace("WORK", work)}]) for work in "gh"),
        (SLOW_DUMP, [call("f(1)", "1")]),
        (FRACTIONS, [call("len(f(1))", "1")]),
        (BIG_FRACTION, [call("f(1)", "1")]),
        ("def f(x): return None", [{"code": "f(1)", "score": True}]),
    ],
)
def test_nothing_passes_and_the_next_is_graded_right(grade, code, tests):
    verdict = grade(code, *tests)
    assert not verdict.correct
    assert verdict.points == 0
    assert verdict.status != "system", verdict.error
    assert grade("def f(x): return x", call("f(1)", "1")).correct


def test_an_exception_counts_as_what_it_is_called_by_its_author(grade):
    assert grade(NAMED, {"call": "f(1)", "raises": "InsufficientFunds"}).correct


def test_a_wrong_answer_after_a_poisoned_run_is_wrong(grade):
    grade(BUILTIN_SENT, call("decode(encode('abc'))", "'abc'"))
    for number in range(5):
        assert not grade(f"def f(x): return {number}", call("f(1)", "'right'")).correct
