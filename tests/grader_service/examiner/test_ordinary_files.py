"""Files of tests as teachers have them run unchanged: every method and function of them passes on a right solution."""

import pytest

from grader_service.items import split

BANK = '''class Account:
    """A bank account."""
    rate = 0.02
    def __init__(self, owner, balance=0):
        self.owner, self._balance, self.log = owner, balance, []
    @property
    def balance(self): return self._balance
    def deposit(self, amount):
        if amount <= 0: raise ValueError("amount must be positive")
        self._balance += amount
        self.log.append(("deposit", amount))
    @classmethod
    def empty(cls): return cls("nobody")
    @staticmethod
    def valid(x): return x > 0
    def __repr__(self): return f"Account({self.owner!r}, {self._balance})"
    def __eq__(self, other): return isinstance(other, Account) and self._balance == other._balance
    def __lt__(self, other): return self._balance < other._balance
    def __hash__(self): return hash(self.owner)
    def __enter__(self): return self
    def __exit__(self, *a): self.closed = True
    def __iter__(self): yield from self.log
    def __len__(self): return len(self.log)
    def __add__(self, other): return Account(self.owner, self._balance + other._balance)
    def __call__(self): return "called"
    def __getitem__(self, i): return self.log[i]
class Savings(Account): pass
def count(words):
    from collections import Counter
    return Counter(words)
def gen(n):
    for i in range(n): yield i * i
def apply(f, xs): return [f(x) for x in xs]
def sort(xs): xs.sort()
def hello(): print("Hello"); print("World")
def div(a, b): return a / b
'''

BANK_TESTS = """import unittest
import math, io, contextlib, inspect, copy
from unittest.mock import patch, Mock
import submission
from submission import Account, Savings, count, gen, apply, sort, hello, div

class TestAccount(unittest.TestCase):
    def setUp(self):
        self.account = Account("Ada", 10)
    def tearDown(self):
        del self.account
    def test_balance(self):
        self.assertEqual(self.account.balance, 10)
    def test_deposit(self):
        self.account.deposit(5)
        self.assertEqual(self.account.balance, 15, "deposit adds")
        self.assertEqual(self.account.log, [("deposit", 5)])
        self.assertIn(("deposit", 5), self.account.log)
    def test_negative(self):
        self.assertRaises(ValueError, self.account.deposit, -1)
        with self.assertRaises(ValueError) as caught:
            self.account.deposit(0)
        self.assertEqual(str(caught.exception), "amount must be positive")
        self.assertIn("positive", caught.exception.args[0])
    def test_types(self):
        self.assertIsInstance(self.account, Account)
        self.assertIsInstance(Savings("x"), Account)
        self.assertNotIsInstance(self.account, Savings)
        self.assertTrue(issubclass(Savings, Account))
        self.assertEqual(type(self.account).__name__, "Account")
        self.assertTrue(callable(self.account.deposit))
        self.assertTrue(hasattr(self.account, "balance"))
        self.assertFalse(hasattr(self.account, "nothing"))
        self.assertEqual(Account.__doc__, "A bank account.")
        self.assertEqual(self.account.__class__.__name__, "Account")
    def test_readonly(self):
        with self.assertRaises(AttributeError):
            self.account.balance = 5
    def test_dunder(self):
        a, b = Account("a", 1), Account("b", 2)
        self.assertLess(a, b)
        self.assertGreater(b, a)
        self.assertEqual(a, Account("c", 1))
        self.assertNotEqual(a, b)
        self.assertEqual(sorted([b, a]), [a, b])
        self.assertEqual((a + b).balance, 3)
        self.assertEqual(repr(a), "Account('a', 1)")
        self.assertEqual(a(), "called")
        self.assertEqual(max([a, b], key=lambda x: x.balance).owner, "b")
        self.assertEqual({a: 1}[a], 1)
        self.assertEqual(len({a, b}), 2)
        self.assertIs(a, a)
    def test_with(self):
        with Account("x") as x:
            pass
        self.assertTrue(x.closed)
    def test_class_things(self):
        self.assertEqual(Account.rate, 0.02)
        self.assertAlmostEqual(Account.rate * 3, 0.06)
        self.assertEqual(Account.empty().owner, "nobody")
        self.assertTrue(Account.valid(3))
    def test_iter(self):
        self.account.deposit(1)
        self.assertEqual(list(self.account), [("deposit", 1)])
        self.assertEqual(self.account[0], ("deposit", 1))
        self.assertEqual(len(self.account), 1)
        self.assertEqual([i for i, _ in enumerate(self.account)], [0])
    def test_values(self):
        self.assertEqual(count(["a", "b", "a"]), {"a": 2, "b": 1})
        self.assertEqual(count("aab").most_common(1), [("a", 2)])
        self.assertEqual(list(gen(4)), [0, 1, 4, 9])
        self.assertEqual(next(gen(2)), 0)
        self.assertEqual(list(zip(gen(2), "ab")), [(0, "a"), (1, "b")])
        self.assertCountEqual(gen(3), [4, 1, 0])
        self.assertTrue(math.isclose(div(1, 3), 1/3))
    def test_callback(self):
        f = Mock(side_effect=lambda x: x + 1)
        self.assertEqual(apply(f, [1, 2]), [2, 3])
        self.assertEqual(f.call_count, 2)
        self.assertEqual(apply(str.upper, ["a"]), ["A"])
    def test_mutation(self):
        xs = [3, 1]
        self.assertIsNone(sort(xs))
        self.assertEqual(xs, [1, 3])
    def test_output(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            hello()
        self.assertEqual(out.getvalue().strip().splitlines(), ["Hello", "World"])
    @patch("sys.stdout", new_callable=io.StringIO)
    def test_output2(self, out):
        hello()
        self.assertEqual(out.getvalue(), "Hello\\nWorld\\n")
    def test_zero(self):
        with self.assertRaises(ZeroDivisionError):
            div(1, 0)
    def test_parameters(self):
        self.assertEqual(list(inspect.signature(div).parameters), ["a", "b"])
        self.assertEqual(inspect.getdoc(Account), "A bank account.")
        self.assertTrue(inspect.isclass(Account), "isclass")
    def test_isfunction(self):
        self.assertTrue(inspect.isfunction(div), "isfunction")
    def test_deepcopy(self):
        twin = copy.deepcopy(self.account)
        twin.deposit(1)
        self.assertEqual(self.account.balance, 10)
    def test_type_eq(self):
        self.assertEqual(type(self.account), Account)
    def test_vars(self):
        self.assertEqual(vars(self.account)["owner"], "Ada")
    def test_nested(self):
        self.assertEqual([a.owner for a in apply(Account, ["x", "y"])], ["x", "y"])
    def test_isiter(self):
        import collections.abc, types
        self.assertIsInstance(gen(1), types.GeneratorType)
    def test_isiter2(self):
        import collections.abc
        self.assertIsInstance(gen(1), collections.abc.Iterator)
    def test_error_cause(self):
        try:
            div(1, 0)
        except ZeroDivisionError as e:
            self.assertEqual(e.args, ("division by zero",))

if __name__ == "__main__":
    unittest.main(argv=[""], exit=False)
"""

SEARCH = """
class Found(Exception):
    def __init__(self, place):
        super().__init__(place)
        self.place = place

class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next

def link(one, other):
    one.next = other
    return other

def search(x, seq):
    for index, item in enumerate(seq):
        if item == x:
            return index
    return -1

def shout(x, seq):
    raise Found(search(x, seq))

def mean(xs):
    return sum(xs) / len(xs)

def ask():
    return int(input("a? ")) + int(input("b? "))

def table(n):
    for i in range(1, n + 1):
        print(i, i * i)

async def later(n):
    return n + 1
"""

SEARCH_TESTS = """
import asyncio
import math
import pytest
from unittest import mock
from submission import *


@pytest.fixture
def numbers():
    return [1, 2, 3]


@pytest.fixture
def log():
    events = ["open"]
    yield events
    events.append("closed")


@pytest.mark.parametrize("x, where", [(1, 0), (3, 2), pytest.param(9, -1, id="missing")])
def test_search(numbers, x, where):
    assert search(x, numbers) == where


@pytest.mark.parametrize("seq", [[1], (1,), "a"])
@pytest.mark.parametrize("x", [5, None])
def test_not_there(x, seq):
    assert search(x, seq) == -1


class TestMean:
    def setup_method(self):
        self.xs = [0.1, 0.2, 0.3]

    def test_mean(self):
        assert mean(self.xs) == pytest.approx(0.2)
        assert [mean(self.xs), 1.0] == pytest.approx([0.2, 1.0])
        assert mean([1, 2]) != pytest.approx(2.5)
        assert mean([10, 20]) == pytest.approx(15.4, abs=0.5)

    def test_empty(self):
        with pytest.raises(ZeroDivisionError, match="division"):
            mean([])
        assert "zero" in str(pytest.raises(ZeroDivisionError, mean, []).value)


def test_error_of_its_own(log):
    with pytest.raises(Found) as caught:
        shout(2, [1, 2])
    assert caught.type is Found
    assert caught.value.place == 1
    assert caught.value.args == (1,)
    assert log == ["open"]


def test_nodes():
    a, b = Node(1), Node(2)
    assert link(a, b) is b
    assert a.next is b
    assert a.next.next is None


def test_input():
    with mock.patch("builtins.input", side_effect=["3", "4"]) as asked:
        assert ask() == 7
    asked.assert_called_with("b? ")


def test_output(capsys):
    table(2)
    out, err = capsys.readouterr()
    assert out.splitlines() == ["1 1", "2 4"]
    assert err == ""


async def test_async():
    assert await later(1) == 2


def test_async_run():
    assert asyncio.run(later(1)) == 2


@pytest.mark.skipif(False, reason="never")
def test_not_skipped():
    assert search(1, [1]) == 0
"""


@pytest.mark.parametrize(("code", "tests"), [(BANK, BANK_TESTS), (SEARCH, SEARCH_TESTS)], ids=["unittest", "pytest"])
@pytest.mark.parametrize("shared", [False, True])
def test_an_ordinary_file_of_tests_runs_unchanged(grade, code, tests, shared):
    parts = split(tests)
    verdict = grade(code, *[{"name": part.title, "code": part.code, "shared": shared} for part in parts])
    assert {test.name: test.message for test in verdict.tests if test.status != "passed"} == {}
    assert [test.shared for test in verdict.tests] == [shared] * len(parts)


@pytest.mark.parametrize(("code", "tests"), [(BANK, BANK_TESTS), (SEARCH, SEARCH_TESTS)], ids=["unittest", "pytest"])
def test_a_file_that_is_not_cut_apart_is_one_test(grade, code, tests):
    verdict = grade(code, {"code": tests})
    assert (verdict.status, len(verdict.tests), verdict.tests[0].message) == ("passed", 1, None)
