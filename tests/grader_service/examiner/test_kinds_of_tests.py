"""The kinds of tests: calls, scripts and code, as authors write them."""

# ruff: noqa: E501  programs of a test stay on one line

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
