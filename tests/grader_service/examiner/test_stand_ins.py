"""What stands for an object of the submission says of itself what that would say."""

# ruff: noqa: E501  programs of a test stay on one line

import builtins

import pytest

MANAGER = """
class Quiet:
    def __enter__(self): return self
    def __exit__(self, kind, error, trace):
        self.seen = (kind.__name__, str(error))
        return kind is ValueError
def fails(): raise ValueError("mine")
"""


@pytest.mark.parametrize(
    ("body", "seen"), [("raise ValueError('yours')", ("ValueError", "yours")), ("fails()", ("ValueError", "mine"))]
)
def test_a_context_manager_sees_what_was_raised_and_may_swallow_it(grade, body, seen):
    assert grade(MANAGER, {"code": f"with Quiet() as q:\n    {body}\nassert q.seen == {seen}"}).correct


def test_the_type_of_a_students_object_is_its_class(grade):
    code = "import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.assertIs(type(Quiet()), Quiet)\n"
    other = code.replace("Quiet)", "fails)")
    verdict = grade(MANAGER, {"code": "assert type(Quiet()) is Quiet"}, {"code": code}, {"code": other})
    assert [test.status for test in verdict.tests] == ["passed", "passed", "failed"]


SORTING = """
def in_place(xs):
    xs.sort()
    return xs
def anew(xs):
    return sorted(xs)
def second(xs, ys):
    return ys
class Shelf:
    def keep(self, xs):
        return xs
"""


@pytest.mark.parametrize(
    "test",
    [
        "xs = [2, 1]\nassert in_place(xs) is xs\nassert xs == [1, 2]",
        "xs = [2, 1]\nassert anew(xs) is not xs\nassert xs == [2, 1]",
        "xs, ys = [1], [1]\nassert second(xs, ys) is ys and second(xs, ys=ys) is not xs",
        "xs = {'a': 1}\nkept = Shelf().keep(xs)\nassert kept is xs\nkept['b'] = 2\nassert xs == {'a': 1, 'b': 2}",
        "xs = {1}\nimport unittest\nclass T(unittest.TestCase):\n    def test_it(self): self.assertIs(Shelf().keep(xs), xs)",
    ],
)
def test_an_argument_that_comes_back_is_the_same_object(grade, test):
    assert grade(SORTING, {"code": test}).correct


@pytest.mark.parametrize("test", ["xs = [2, 1]\nassert in_place(xs) is not xs", "xs = [2, 1]\nassert anew(xs) is xs"])
def test_a_copy_is_told_from_the_argument_itself(grade, test):
    assert grade(SORTING, {"code": test}).tests[0].status == "failed"


TAKEN = ("names", "defines", "offer", "link", "kinds", "test")


@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.parametrize(
    "test",
    [
        "import submission\nassert submission.{0} == ['a']",
        "from submission import {0}\nassert {0} == ['a']",
        "from submission import *\nassert {0} == ['a']",
    ],
)
def test_a_submission_may_use_any_name(grade, name, test):
    assert grade(f"{name} = ['a']", {"code": test.format(name)}).correct


def test_an_exception_of_the_students_may_have_any_attribute(grade):
    code = "class Overdrawn(Exception):\n    def __init__(self, by):\n        self.report = self.lent = by\ndef pay(): raise Overdrawn(5)"
    test = "try:\n    pay()\nexcept Overdrawn as error:\n    assert error.report == error.lent == 5"
    assert grade(code, {"code": test}).correct


USES_MATH = "import math\nimport json as js\nHALF = 0.5\ndef root(x): return math.sqrt(x)\n"


WITH_A_MODULE = [
    "assert math.isclose(root(2), 1.41421356237)",
    "from submission import *\nassert math.isclose(root(2), 1.41421356237)",
    "def test_it():\n    assert math.isclose(root(2), 1.41421356237)",
]


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("code", WITH_A_MODULE)
def test_a_module_that_the_submission_imported_is_no_name_of_it(grade, code, shared):
    verdict = grade(USES_MATH, {"code": code, "shared": shared})
    message = (
        "This test cannot go on, because it takes the module 'math' from the submission: import it in the test itself."
    )
    assert (verdict.tests[0].status, verdict.tests[0].message) == ("failed", message)
    right = "def root(x): return x ** 0.5\n"
    assert grade(right, {"code": f"import math\n{code}", "shared": shared}).correct
    assert grade(USES_MATH, {"code": f"import math\n{code}", "shared": shared}).correct
    other = "class math:\n    isclose = staticmethod(lambda *_: True)\ndef root(x): return 0\n"
    assert shared or not grade(other, {"code": f"import math\n{code}"}).correct


def test_a_call_has_the_modules_of_the_setup_code_alone(grade):
    test = {"call": "root(math.factorial(4) - 8)", "expected": "4.0"}
    assert "takes the module 'math' from" in grade(USES_MATH, test).tests[0].message
    assert grade(USES_MATH, test, setup_code="import math").correct
    assert grade("def root(x): return x ** 0.5", test, setup_code="import math").correct


@pytest.mark.parametrize("shared", [False, True])
def test_a_module_of_the_submission_can_be_asked_for_by_its_place(grade, shared):
    code = "assert hasattr(submission, 'math') and submission.math.pi > 3\nassert not hasattr(submission, 'random')"
    assert grade(USES_MATH, {"code": code, "shared": shared}).correct


WALLET = """
import random
class Wallet:
    @property
    def coins(self) -> "list": return [1]
    def __iter__(self): return iter([1])
    @classmethod
    def old(cls): return cls()
class Plain: __slots__ = ("x",)
def roll(sides: "whole number" = 6): return random.randint(1, sides) * 2
def write(stream): stream.write("done")
"""


ASKED = [
    "assert isinstance(Wallet.coins, property) and not isinstance(Wallet().coins, property)",
    "assert roll.__annotations__ == {'sides': 'whole number'} and not hasattr(Wallet(), '__annotations__')",
    "assert (roll.__module__, Wallet.__module__, Wallet().__module__) == ('submission',) * 3",
    "from unittest.mock import patch\nwith patch('submission.random.randint', return_value=4) as randint:\n    assert roll() == 8\nrandint.assert_called_once_with(1, 6)\nassert submission.random.randint(2, 2) == 2",
    "import functools\n@functools.wraps(roll)\ndef mine(): pass\nassert (mine.__name__, mine.__module__) == ('roll', 'submission')",
    "import collections.abc as abc\nassert isinstance(roll, abc.Callable) and isinstance([1], abc.Iterable) and not isinstance(1, abc.Sized)",
    "assert isinstance(vars(Wallet)['old'], classmethod) and not isinstance(vars(Wallet)['old'], staticmethod)",
    "assert 'roll' in dir(submission) and 'dice' not in dir(submission)",
    "assert not hasattr(Wallet, '__slots__') and Plain.__slots__ == ('x',)",
    "import threading\nrolls = []\nthreads = [threading.Thread(target=lambda: rolls.append(roll())) for _ in range(8)]\nfor each in threads: each.start()\nfor each in threads: each.join()\nassert len(rolls) == 8 and all(n % 2 == 0 for n in rolls)",
    "from collections import Counter\nassert Counter(Wallet()) == {1: 1} and dict(zip(Wallet(), 'a')) == {1: 'a'}",
    "import collections.abc as abc\nassert not isinstance(Wallet(), abc.Mapping) and not isinstance(roll, abc.Sequence)",
    "import inspect\nassert not inspect.isawaitable(Wallet()) and not inspect.isawaitable(roll)",
]


@pytest.mark.parametrize("code", ASKED)
def test_what_a_students_object_says_of_itself_is_not_what_a_stand_in_would_say(grade, code):
    verdict = grade(WALLET, {"code": code})
    assert [(test.status, test.message) for test in verdict.tests] == [("passed", None)]


ALWAYS_TRUE = [
    "import collections.abc\nassert all(map(collections.abc.Iterable.__instancecheck__, [Plain()]))",
    "import functools, collections.abc as c\nf = functools.singledispatch(lambda x: 1)\nf.register(c.Sized, lambda x: 2)\nassert f(Plain()) == 2",
    "import typing\nassert isinstance(Plain(), typing.Hashable)",
]


@pytest.mark.parametrize("code", ALWAYS_TRUE)
def test_a_question_that_every_stand_in_would_answer_with_yes_is_refused(grade, code):
    (test,) = grade(WALLET, {"code": code}).tests
    assert test.status == "failed"
    assert "is true of every stand-in: ask for methods, as in hasattr(x, '__iter__')" in test.message


def test_what_cannot_go_to_the_submission_or_be_kept_is_named_with_what_can(grade):
    pickled, handed = grade(
        WALLET,
        {"code": "import pickle\npickle.loads(pickle.dumps(Wallet()))"},
        {"code": "import io\nstream = io.StringIO()\nwrite(stream)\nassert stream.getvalue() == 'done'"},
    ).tests
    assert "a Wallet of the submission is pickled in its own process alone: a shared test can" in pickled.message
    assert "the test hands over a StringIO, which cannot cross to the submission: a shared test can" in handed.message
    assert grade(
        WALLET,
        {
            "code": "import io\nstream = io.StringIO()\nwrite(stream)\nassert stream.getvalue() == 'done'",
            "shared": True,
        },
        {"code": "import pickle\nassert list(pickle.loads(pickle.dumps(Wallet()))) == [1]", "shared": True},
    ).correct


RAISING = """
import sys
def leave(): sys.exit(3)
def read(): open("nowhere.txt")
def convert(): b"\\xff".decode("utf-8")
"""


def test_an_exception_has_the_attributes_that_pythons_own_have(grade):
    code = (
        "try: leave()\nexcept SystemExit as error: assert error.code == 3\n"
        "try: read()\nexcept OSError as error: assert (error.errno, error.filename) == (2, 'nowhere.txt')\n"
        "try: convert()\nexcept ValueError as error: assert (error.encoding, error.start) == ('utf-8', 0)\n"
    )
    assert grade(RAISING, {"code": code}).correct
    assert not grade(RAISING.replace("exit(3)", "exit(4)"), {"code": code}).correct


LOOPS = "def total(xs):\n    result = 0\n    for x in xs:\n        result += x\n    return result\n"


READS = "import ast, inspect\ntree = ast.parse(inspect.getsource({}))\nassert not any(isinstance(node, ast.For) for node in ast.walk(tree))"


def test_a_test_reads_the_text_of_the_whole_submission(grade):
    whole, part = ({"code": READS.format(name)} for name in ("submission", "total"))
    for right in ("import inspect\nprint('for')\ndef total(xs):\n    return sum(xs)\n", "total = sum\n"):
        assert grade(right, whole).correct
    assert grade("def total(xs): return sum(xs)", whole | {"shared": True}, part | {"shared": True}).correct
    assert grade(LOOPS, whole, whole | {"shared": True}, part | {"shared": True}).visible.passed == 0
    refused = grade(LOOPS, part).tests[0]
    assert "a stand-in has no source: take inspect.getsource(submission), or a shared test" in refused.message


BUILTIN_ERRORS = {
    kind.__name__ for kind in vars(builtins).values() if isinstance(kind, type) and issubclass(kind, BaseException)
} - {"BaseExceptionGroup", "ExceptionGroup"}


MADE = {
    "UnicodeDecodeError": "('a', b'', 0, 1, 'r')",
    "UnicodeEncodeError": "('a', '', 0, 1, 'r')",
    "UnicodeTranslateError": "('', 0, 1, 'r')",
}


AS_IN_A_GENERATOR = {"StopIteration": "RuntimeError", "StopAsyncIteration": "RuntimeError"}


def test_every_exception_of_python_is_told_as_what_it_is(grade):
    for name in sorted(BUILTIN_ERRORS):
        verdict = grade(f"def f(): raise {name}{MADE.get(name, '')}", {"call": "f()", "expected": "1"})
        assert verdict.error is not None, name
        assert verdict.error.type in {name, AS_IN_A_GENERATOR.get(name)}


OWN = "class Point:\n    def __init__(self, x): self.x = x\n    def __str__(self): return str(self.x)\n    def __lt__(self, other): return self.x < other.x\n"


BARE = "class Point:\n    pass\n"


@pytest.mark.parametrize("method", ["__init__", "__str__", "__lt__"])
def test_a_test_sees_whether_a_class_has_a_method_of_its_own(grade, method):
    test = {"code": f"assert Point.{method} is not object.{method}\nassert Point.__repr__ is object.__repr__"}
    assert grade(OWN, test).correct
    assert not grade(BARE, test).correct
    assert grade(
        OWN, {"code": "assert Point.__lt__(Point(1), Point(2)) is True and Point.__str__(Point(3)) == '3'"}
    ).correct
