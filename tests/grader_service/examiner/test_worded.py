"""What is said of asserts that ask for something else than an equal value."""

# ruff: noqa: E501  programs of a test stay on one line

import pytest

CODE = """
class Box: pass
class Bag:
    def __repr__(self): return 'Bag()'
def up(x): return x + 1
def items(): return [3, 1]
def text(): return 'abc'
def nothing(): pass
def bag(): return Bag()
"""
WORDED = [
    ("assertIn(4, items())", "4 in items()", "items()", "4 in ...", "[3, 1]", "`items()` should contain 4, but it is [3, 1]."),
    ("assertIn(up(1), [5])", "up(1) in [5]", "up(1)", "in [5]", "2", "`up(1)` should be in [5], but it is 2."),
    ("assertNotIn(3, items())", "3 not in items()", "items()", "3 not in ...", "[3, 1]", "`items()` should not contain 3, but it is [3, 1]."),
    ("assertNotIn(up(1), [2])", "up(1) not in [2]", "up(1)", "not in [2]", "2", "`up(1)` should not be in [2], but it is 2."),
    ("assertLess(up(1), 2)", "up(1) < 2", "up(1)", "< 2", "2", "`up(1)` should be `< 2`, but it is 2."),
    ("assertLess(2, up(1))", "2 < up(1)", "up(1)", "> 2", "2", "`up(1)` should be `> 2`, but it is 2."),
    ("assertLessEqual(up(1), 1)", "up(1) <= 1", "up(1)", "<= 1", "2", "`up(1)` should be `<= 1`, but it is 2."),
    ("assertGreater(up(1), 2)", "up(1) > 2", "up(1)", "> 2", "2", "`up(1)` should be `> 2`, but it is 2."),
    ("assertGreaterEqual(1, up(1))", "1 >= up(1)", "up(1)", "<= 1", "2", "`up(1)` should be `<= 1`, but it is 2."),
    ("assertNotEqual(up(1), 2)", "up(1) != 2", "up(1)", "!= 2", "2", "`up(1)` should be `!= 2`, but it is 2."),
    ("assertNotAlmostEqual(up(1), 2)", None, "up(1)", "!= 2", "2", "`up(1)` should be `!= 2`, but it is 2."),
    ("assertRegex(text(), 'x+')", None, "text()", "re.search('x+', ...)", "'abc'", "`text()` should fit the pattern 'x+', but it is 'abc'."),
    ("assertNotRegex(text(), 'b')", None, "text()", "not re.search('b', ...)", "'abc'", "`text()` should not fit the pattern 'b', but it is 'abc'."),
    ("assertIsInstance(up(1), str)", None, "up(1)", "isinstance(..., str)", "2", "`up(1)` should be text, but it is a whole number."),
    ("assertIsInstance(up(1), (str, list))", None, "up(1)", "isinstance(..., str | list)", "2", "`up(1)` should be `str | list`, but it is a whole number."),
    ("assertIsInstance(bag(), submission.Box)", None, "bag()", "isinstance(..., Box)", "Bag()", "`bag()` should be a value of the type `Box`, but it is a value of the type `Bag`."),
    ("assertNotIsInstance(up(1), int)", None, "up(1)", "not isinstance(..., int)", "2", "`up(1)` should not be a whole number."),
    ("assertCountEqual(items(), [3, 2])", None, "items()", "[3, 2]", "[3, 1]", "2 is missing, in whatever order. 1 is too many, in whatever order."),
]  # fmt: skip


def case(method, message=""):
    given = method[:-1] + message + ")"
    return f"import unittest\nclass T(unittest.TestCase):\n    def test_it(self):\n        self.{given}\n"


@pytest.mark.parametrize(("method", "bare", "told"), [(row[0], row[1], row[2:]) for row in WORDED])
def test_a_question_is_told_with_its_call_and_what_it_gave(grade, method, bare, told):
    codes = [case(method)] + ([f"assert {bare}"] if bare else [])
    for test in grade(CODE, *({"code": code} for code in codes)).tests:
        assert (test.status, test.call, test.expected, test.actual, test.message) == ("failed", *told)


@pytest.mark.parametrize("method", [row[0] for row in WORDED])
def test_words_of_the_author_win(grade, method):
    (test,) = grade(CODE, {"code": case(method, ", msg='Look : again.'")}).tests
    assert test.message == "again."


@pytest.mark.parametrize(
    ("method", "call", "expected", "actual"), [(row[0], *row[2:5]) for row in WORDED if "Instance" not in row[0]]
)
def test_a_shared_test_tells_the_same_without_words(grade, method, call, expected, actual):
    (test,) = grade(CODE, {"code": case(method), "shared": True}).tests
    assert (test.call, test.expected, test.actual, test.message) == (call, expected, actual, None)


@pytest.mark.parametrize("code", ["assert nothing() is not None", case("assertIsNotNone(nothing())")])
def test_nothing_where_something_should_be_is_told_as_such(grade, code):
    (test,) = grade(CODE, {"code": code}).tests
    assert (test.call, test.expected, test.actual) == ("nothing()", "is not None", "None")
    assert "return" in test.message
