"""The kinds of tests: calls, scripts and code, as authors write them."""

# ruff: noqa: E501  programs of a test stay on one line

import builtins

import pytest

STACK = """
class Empty(ValueError):
    pass

class Stack:
    def __init__(self, items=()):
        self.items = list(items)
    def push(self, item):
        "Put it on top."
        self.items.append(item)
    def pop(self):
        if not self.items:
            raise Empty("nothing there")
        return self.items.pop()
    def __len__(self):
        return len(self.items)
    def __iter__(self):
        return iter(self.items)
    def __getitem__(self, index):
        return self.items[index]
    def __contains__(self, item):
        return True
    def __eq__(self, other):
        return self.items == other.items
    def __lt__(self, other):
        return len(self) < len(other)
    def __add__(self, other):
        return Stack(self.items + other.items)
    def __str__(self):
        return f"Stack of {len(self)}"
    def __repr__(self):
        return f"Stack({self.items})"
    def __enter__(self):
        return self
    def __exit__(self, *args):
        self.items.clear()
"""

GOOD_CODE = [
    "s = submission.Stack()\ns.push(1)\nassert s.pop() == 1\nassert len(s) == 0\nassert str(s) == 'Stack of 0'",
    "s = Stack()\nassert isinstance(s, submission.Stack)\nassert not isinstance(3, Stack)\nassert isinstance(Stack, object)",
    "from submission import *\nassert Stack([1]) + Stack([2]) == Stack([1, 2])\nassert Stack([1]) != Stack([2])",
    "from submission import Stack as S\nassert list(S([1, 2])) == [1, 2]\nassert S([1, 2])[1] == 2\nassert bool(S()) is False",
    "import submission\nassert Stack() < Stack([1])\nassert sorted([Stack([1, 2]), Stack()]) == [Stack(), Stack([1, 2])]",
    "try:\n    Stack().pop()\nexcept ValueError as error:\n    assert str(error) == 'nothing there'\nelse:\n    assert False",
    "try:\n    Stack().pop()\nexcept submission.Empty:\n    pass",
    "with Stack([1]) as s:\n    assert len(s) == 1\nassert len(s) == 0",
    "s = Stack()\ns.items = [5]\nassert s.items == [5]\nassert repr(s) == 'Stack([5])'\nassert f'{s}' == 'Stack of 1'",
    "a = [Stack(), 1]\nassert a[0] in [a[0]]\nassert Stack in (Stack,)",
    "assert hasattr(Stack(), 'items')\nassert not hasattr(Stack(), 'nothing')\nassert not hasattr(submission, 'nothing')",
    "for name in ('__len__', '__enter__', '__getitem__', '__add__'):\n    assert hasattr(Stack(), name) and hasattr(Stack, name)",
    "for name in ('__next__', '__await__', '__int__', '__sub__'):\n    assert not hasattr(Stack(), name) and not hasattr(Stack, name)",
    "assert Stack([1]).__len__() == 1",
    "x: int = 3\nclass A:\n    y: int = x\nassert A.y == 3\nassert __name__ == 'test'",
    "assert Stack.__name__ == 'Stack'\nassert Stack.push.__doc__ == 'Put it on top.'",
]


@pytest.mark.parametrize("code", GOOD_CODE)
def test_code_uses_the_students_objects_as_if_they_were_here(grade, code):
    verdict = grade(STACK, {"code": code})
    assert [test.message for test in verdict.tests] == [None]
    assert verdict.correct


BAD_CODE = [
    "assert Stack([3]).__contains__(3)",
    "assert Stack([3]) == [3]",
    "assert [3] == Stack([3])",
    "assert 3 in Stack([3])",
    "assert Stack() < 3",
    "assert Stack([3]) in [[3]]",
    "assert not Stack([3]) != 3",
    "class Anything:\n    def __eq__(self, other):\n        return True\nassert Stack() == Anything()",
]


@pytest.mark.parametrize("code", BAD_CODE)
def test_a_students_object_is_never_asked_whether_it_is_an_expected_value(grade, code):
    forger = STACK.replace("return self.items == other.items", "return True").replace(
        "return len(self) < len(other)", "return True"
    )
    verdict = grade(forger, {"code": code})
    assert verdict.tests[0].status == "failed"


def test_an_ordering_with_a_students_object_names_the_types(grade):
    verdict = grade(STACK, {"code": "Stack() < 3"})
    assert "'<' between a Stack of the submission and a int of the test" in verdict.tests[0].message


FAILING_ASSERTS = [
    ("assert f(3) == 5", "f(3)", "5", "4"),
    ("assert 5 == f(3)", "f(3)", "5", "4"),
    ("x = 3\nif x:\n    assert f(x) == 5, 'five'", "f(x)", "5", "4"),
    ("assert not f(3)", "f(3)", "False", "4"),
    ("assert f(-1)", "f(-1)", "True", "0"),
    ("assert f(3) is None", "f(3)", "None", "4"),
    ("assert [f(n) for n in (1, 2)] == [1, 2]", "[f(n) for n in (1, 2)]", "[1, 2]", "[2, 3]"),
]


@pytest.mark.parametrize(("code", "call", "expected", "actual"), FAILING_ASSERTS)
def test_a_failing_assert_is_shown_as_call_expected_and_actual(grade, code, call, expected, actual):
    (test,) = grade("def f(n):\n    return n + 1\n", {"code": code}).tests
    assert (test.status, test.call, test.expected, test.actual, test.line) == ("failed", call, expected, actual, 2)


def test_the_text_of_an_assert_is_its_message(grade):
    (test,) = grade("def f(): return 1", {"code": "assert f() == 2, 'Count again.'"}).tests
    assert test.message == "Count again."


def test_an_assert_that_cannot_be_taken_apart_is_quoted(grade):
    (test,) = grade("def f(): return 1", {"code": "x = f()\nassert x == 1\nassert x == 1 and x > 1"}).tests
    assert (test.message, test.call, test.actual) == ("Not true: assert x == 1 and x > 1", None, None)


def test_an_exception_of_the_student_in_code_is_the_error(grade):
    verdict = grade(STACK, {"code": "Stack().pop()"})
    assert (verdict.status, verdict.error.type, verdict.error.line) == ("error", "Empty", 13)


def test_what_the_test_cannot_do_with_a_result_is_a_failure_and_no_error(grade):
    verdict = grade("def f(): return None", {"code": "f()[0]"}, {"call": "f() + 1", "expected": "2"})
    assert (verdict.status, verdict.error) == ("failed", None)
    assert "It returned None" in verdict.tests[0].message


@pytest.mark.parametrize(
    ("code", "points"),
    [
        ("sum(f(n) == n for n in (1, 2))", 2),
        ("f(1)\n1.5", 1.5),
        ("return 0.5", 0.5),
        ("if f(1):\n    return 9", 2),
        ("-3", 0),
        ("f(1) == 1", 2),
        ("f(1) == 2", 0),
        ("f(float('nan'))", 0),
        ("f(float('inf'))", 2),
        ("f(10**400)", 2),
        ("f(-(10**400))", 0),
        ("f('2')", 0),
        ("assert f(1) == 1", 2),
    ],
)
def test_a_score_is_partial_credit(grade, code, points):
    (test,) = grade("def f(n): return n", {"code": code, "score": True, "points": 2}).tests
    assert (test.points, test.status) == (points, "passed" if points == 2 else "failed")


def test_state_is_kept_from_test_to_test_but_not_from_visible_to_hidden(grade):
    count = {"call": "count()", "expected": "1"}
    code = "n = 0\ndef count():\n    global n\n    n += 1\n    return n\n"
    verdict = grade(code, count, count | {"expected": "2"}, count | {"hidden": True})
    assert verdict.correct


def test_a_function_that_changes_its_argument_in_place_changes_the_tests_own(grade):
    code = "def f(xs, d, s):\n    xs.sort()\n    d['x'] = [1]\n    s.add(3)\n"
    test = "xs, d, s = [3, 1], {}, set()\nkept = xs\nf(xs, d, s=s)\nassert kept == [1, 3]\nassert d == {'x': [1]}\nassert s == {3}"
    assert grade(code, {"code": test}).correct


HIGHER = "def each(f, xs):\n    return [f(x) for x in xs]\ndef adder(n):\n    return lambda x: x + n\ndef twice(f, x):\n    return f(f(x))\n"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("each(lambda x: x + 1, [1, 2])", "[2, 3]"),
        ("each(str, [1, 2])", "['1', '2']"),
        ("adder(3)(4)", "7"),
        ("each(adder(1), [1, 2])", "[2, 3]"),
        ("twice(lambda x: twice(adder(1), x), 0)", "4"),
        ("each(lambda x: adder(x)(x), [1, 2])", "[2, 4]"),
        ("[x for x in each(int, '12')]", "[1, 2]"),
    ],
)
def test_functions_go_over_in_both_directions(grade, call, expected):
    assert grade(HIGHER, {"call": call, "expected": expected}).tests[0].actual == expected


def test_an_exception_of_a_function_of_the_test_reaches_the_student(grade):
    code = "def safe(f):\n    try:\n        return f()\n    except ZeroDivisionError as error:\n        return str(error)\n"
    assert grade(code, {"call": "safe(lambda: 1 / 0)", "expected": "'division by zero'"}).correct


@pytest.mark.parametrize(
    ("call", "raises", "status"),
    [
        ("f('a')", "TypeError", "passed"),
        ("f(0)", "MyError", "passed"),
        ("f(0)", "LookupError", "passed"),
        ("f(0)", "ValueError", "error"),
        ("f(1)", "ValueError", "failed"),
    ],
)
def test_an_expected_exception_is_matched_by_name_over_its_bases(grade, call, raises, status):
    code = "class MyError(KeyError): pass\ndef f(n):\n    if n == 0:\n        raise MyError(n)\n    return n + 1\n"
    assert grade(code, {"call": call, "raises": raises}).tests[0].status == status


def test_a_generator_is_pulled_as_far_as_the_test_asks(grade):
    code = "def count():\n    n = 0\n    while True:\n        yield n\n        n += 1\ndef some():\n    yield 1\n    raise ValueError('end')\n"
    verdict = grade(
        code,
        {"call": "next(count())", "expected": "0"},
        {"code": "import itertools\nassert list(itertools.islice(count(), 100)) == list(range(100))"},
        {"call": "list(some())", "raises": "ValueError"},
        {"code": "g = some()\nassert next(iter(g)) == 1"},
    )
    assert [test.message for test in verdict.tests] == [None] * 4


def test_a_loop_over_an_endless_generator_ends(grade):
    (test,) = grade("def f():\n    while True: yield 1\n", {"call": "list(f())", "expected": "[]"}).tests
    assert "does it ever end" in test.message


def test_a_test_may_make_only_so_many_calls(grade):
    verdict = grade(
        "def f(n): return n", {"code": "for n in range(2_000):\n    f(n)"}, {"call": "f(1)", "expected": "1"}
    )
    assert [test.status for test in verdict.tests] == ["failed", "passed"]
    assert "1,000 calls" in verdict.tests[0].message


SHADOWS = "def f(n): return n\ndef isinstance(*_): return True\ndef len(_): return 3\ndef sorted(x): return [1, 2]\ndef sum(xs): return -1\n"


def test_a_submission_cannot_judge_itself_by_redefining_pythons_own_names(grade):
    verdict = grade(
        SHADOWS,
        {"call": "isinstance(f(1), str)", "expected": "False"},
        {"call": "sorted(f([2, 1, 0]))", "expected": "[0, 1, 2]"},
        {"code": "from submission import *\nassert len(f('ab')) == 2"},
        {"call": "sum([1, 2])", "expected": "-1"},
        {"code": "assert submission.sum([1]) == -1"},
    )
    assert [test.status for test in verdict.tests] == ["passed"] * 5


SCRIPT = "n = int(input())\nprint(n * n)\nif __name__ == '__main__':\n    print('main')\n"


@pytest.mark.parametrize("stdout", ["9\nmain\n", "9\nmain", "9  \nmain\n\n", "9\r\nmain\r\n"])
def test_a_script_is_fed_and_its_output_compared_by_lines(grade, stdout):
    assert grade(SCRIPT, {"stdin": "3\n", "stdout": stdout}).correct


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("pass", "Nothing was printed"),
        ("print('HELLO\\nworld')", "upper and lower case"),
        ("print('Hello\\nwor ld')", "spaces differ, first in line 2"),
        ("print('Hello', 'world')", "spaces and line breaks differ, first in line 1"),
        ("print('Hello\\n\\nworld')", "spaces and line breaks differ, first in line 2"),
        ("print('Hello\\nworld\\nmore')", "goes on"),
        ("print('Hello')", "ends too early: line 2"),
        ("input('Name? ')\nprint('Hello\\nworld')", "prompt"),
        ("print('Hello\\nmoon')", "Line 2"),
    ],
)
def test_a_difference_in_the_output_is_described(grade, code, words):
    (test,) = grade(code, {"stdin": "x\n", "stdout": "Hello\nworld\n"}).tests
    assert words in test.message


def test_a_script_without_an_expected_output_passes_when_it_ends(grade):
    verdict = grade(SCRIPT, {"stdin": "4"})
    assert (verdict.correct, verdict.tests[0].actual, verdict.stdout) == (True, "16\nmain\n", "16\nmain\n")


def test_each_script_runs_in_a_process_of_its_own(grade):
    code = "import os\nprint(os.path.exists('mark'))\nopen('mark', 'w').close()\n"
    verdict = grade(code, {"stdin": "", "stdout": "False"}, {"stdin": "", "stdout": "False"})
    assert verdict.correct


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nprint(sys.stdin.read().split())",
        "print(open(0).read().split())",
        "print([x.strip() for x in __import__('sys').stdin])",
    ],
)
def test_input_can_be_read_in_any_way(grade, code):
    assert grade(code, {"stdin": "a\nb\n", "stdout": "['a', 'b']"}).correct


def test_a_call_gets_its_input_and_shows_its_output(grade):
    code = "def ask():\n    n = int(input())\n    print('got', n)\n    return n\n"
    verdict = grade(
        code,
        {"call": "ask()", "stdin": "5\n6\n", "stdout": "got 5", "expected": "5"},
        {"call": "ask()", "expected": "6"},
        {"call": "ask()", "stdin": "7", "stdout": "got 8"},
    )
    assert [test.status for test in verdict.tests] == ["passed", "error", "failed"]
    assert verdict.error.type == "EOFError"


@pytest.mark.parametrize(
    ("value", "status"), [("2.0", "passed"), ("2.0000000001", "passed"), ("2.001", "failed"), ("True + 1", "passed")]
)
def test_numbers_are_equal_as_python_has_it_and_nearly_so(grade, value, status):
    assert grade(f"def f(): return {value}", {"call": "f()", "expected": "2"}).tests[0].status == status


def test_a_strict_comparison_wants_the_type_as_well(grade):
    (test,) = grade("def f(): return 2.0", {"call": "f()", "expected": "2", "compare": "strict"}).tests
    assert (test.status, test.message) == ("failed", "The value is right, but its type is float instead of int.")


@pytest.mark.parametrize(
    "code",
    [
        "a = []\na.append(a)\ndef f(): return a",
        "def f():\n    x = []\n    for _ in range(100): x = [x]\n    return x",
        "def f(): return list(range(30_000))",
        "def f(): return 'x' * 2_000_000",
        "def f(): return set(range(3_000))",
    ],
)
def test_a_value_that_cannot_cross_fails_its_test_with_the_reason(grade, code):
    verdict = grade(code + "\ndef g(): return 1", {"call": "f()", "expected": "1"}, {"call": "g()", "expected": "1"})
    assert [test.status for test in verdict.tests] == ["failed", "passed"]
    assert "cannot be compared, because" in verdict.tests[0].message


def test_a_deep_recursion_of_a_beginner_works(grade):
    code = "def total(n): return 0 if n == 0 else n + total(n - 1)"
    assert grade(code, {"call": "total(900)", "expected": "405450"}).correct


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
