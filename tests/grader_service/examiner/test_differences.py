"""The sentence about a difference that a beginner would look for in vain."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.examiner.compare import equal
from grader_service.examiner.differences import describe
from grader_service.examiner.likepytest import approx

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)

SENTENCES = [
    (None, 3, "3\n", "printed, but not returned"),
    (None, "a", "a\n", "printed, but not returned"),
    (None, 3, "", "returned None"),
    (3, None, "", "should return nothing"),
    ("3", 3, "", "the text '3', but the int 3"),
    (3, "3", "", "the int 3, but the text '3'"),
    ("Hello,world", "Hello, world", "", "1 space is missing at position 7"),
    ("Hello  world", "Hello world", "", "1 space is too many at position 7"),
    ("a\nb", "a b", "", "Only spaces and line breaks differ"),
    ("a b\n", "a b", "", "1 line break is too many at position 4"),
    ("3\xa0€", "3 €", "", "look alike, but at position 2 there is NO-BREAK SPACE (U+00A0) instead of a space."),
    ("a\tb", "a b", "", "at position 2 there is a tab instead of a space."),
    ("café", "cafe\u0301", "", "at position 4 there is LATIN SMALL LETTER E WITH ACUTE (U+00E9) instead of 'e'."),
    ("ab\u200b", "ab", "", "at position 3 there is ZERO WIDTH SPACE (U+200B) instead of nothing."),
    ("hello", "Hello", "", "upper and lower case differ, first at position 1"),
    ("Helo", "Hello", "", "'l' is missing at position 4"),
    ("Hellox", "Hello", "", "a 'x' too many at position 6"),
    ("Hexlo", "Hello", "", "differ from position 3"),
    (True, False, "", "the other way round"),
    (-3, 3, "", "sign"),
    (4, 3, "", "off by one: too large"),
    (2, 3, "", "off by one: too small"),
    (2.3, 2, "", "after rounding"),
    (2, 2.5, "", "fraction is lost"),
    ({1, 2}, [1, 2], "", "It returned a set, but a list is expected."),
    ("a", [1], "", "It returned text, but a list is expected."),
    (frozenset(), 1, "", "a value of the type `frozenset`, but a whole number is expected."),
    ((1, 2), [1, 2], "", "in a tuple instead of a list"),
    ((1, 3), [1, 2], "", "a tuple, but a list"),
    ([1, 2], [1, 2, 3], "", "The last item is missing"),
    ([1], [1, 2, 3], "", "The last 2 items are missing"),
    ([1, 2, 3], [1, 2], "", "1 item too many"),
    ([3, 2, 1], [1, 2, 3], "", "opposite order"),
    ([1, 3, 2], [1, 2, 3], "", "their order is not, first at index 1"),
    ([1, 5, 3], [1, 2, 3], "", "index 1: 5 instead of 2"),
    ({"a": 1}, {"a": 1, "b": 2}, "", "key 'b' is missing"),
    ({"a": 2}, {"a": 1}, "", "value of the key 'a' is wrong"),
    ({"a": 1, "b": 2}, {"a": 1}, "", "a key too many: 'b'"),
    (range(3), [0, 1, 2], "", "put list(...) around it"),
    (Counter("a"), [1], "", "the type `Counter`, but a list"),
    (2, approx(2.5), "", "fraction is lost"),
    ("1\n2\n", "1\n3\n", "1\n2\n", "Line 2 of the output is '2', but should be '3'."),
    ("1\n", "1\n2\n", "1\n", "The output ends too early: line 2 should be '2'."),
    ("1\n", "1\n\n", "1\n", "1 line break is missing"),
    ("1\n2", "1\n3", "", "The texts differ from position 3 on."),
    ("a", approx(2.5), "", "It returned text, but a decimal number is expected."),
]


@pytest.mark.parametrize(("actual", "expected", "printed", "words"), SENTENCES)
def test_a_difference_is_named(actual, expected, printed, words):
    assert words in (describe(actual, expected, printed, actual) or "")


def test_a_right_value_of_the_wrong_type_is_named():
    assert describe(2.0, 2, "", 2.0, strict=True) == "The value is right, but its type is float instead of int."


@given(plain, plain)
def test_any_difference_is_described_or_left_alone(actual, expected):
    if not equal(actual, expected):
        sentence = describe(actual, expected, "", actual)
        assert sentence is None or sentence.endswith((".", "?"))


def test_of_several_numbers_that_are_nearly_right_none_is_named():
    assert describe([0.30000001, 3], approx([0.3, 4]), "", 3) is None


QUESTIONS = [
    {"code": "assert isinstance(make(), submission.A)"},
    {"code": "assert issubclass(submission.B, submission.A)"},
    {"code": "assert not isinstance(make(), submission.B)"},
    {"call": "isinstance(yes(), str)", "expected": "True"},
]


@pytest.mark.parametrize("test", QUESTIONS)
def test_what_a_test_asks_about_a_value_is_not_its_opposite(grade, test):
    verdict = grade("class A: pass\nclass B: pass\ndef make(): return B()\ndef yes(): return True", test)
    assert (verdict.tests[0].status, verdict.tests[0].message) == ("failed", None)


AFTER = """
import unittest
class T(unittest.TestCase):
    def tearDown(self): push(1)
    def test_it(self): self.assertFalse(yes())
"""


@pytest.mark.parametrize(
    "test", [{"code": "assert not yes()"}, {"code": AFTER}, {"call": "yes()", "expected": "False"}]
)
def test_an_answer_is_the_other_way_round_whatever_is_called_behind_it(grade, test):
    verdict = grade("def yes(): return True\ndef push(x): pass", test)
    assert "other way round" in verdict.tests[0].message


@pytest.mark.parametrize("use", ["shout('a').upper()", "shout('a')[0]", "shout('a') + '!'"])
def test_a_result_that_a_test_cannot_use_because_it_is_nothing_is_told(grade, use):
    verdict = grade("def shout(text): print(text.upper())", {"code": f"assert {use} == 'A'"})
    assert verdict.tests[0].message.startswith("It returned None")


def test_nothing_of_the_tests_own_is_no_result(grade):
    verdict = grade("def push(x): pass\ndef f(): return [3]", {"code": "push(3)\nf()\nassert {}.get(1).size == 3"})
    assert "'NoneType' object" in verdict.tests[0].message


BY_CAPSYS = "def test_it(capsys):\n    table(2)\n    assert capsys.readouterr().out == '1 2\\n2 4\\n'"
REDIRECTED = """
import io, contextlib
with contextlib.redirect_stdout(io.StringIO()) as taken:
    table(2)
assert taken.getvalue() == '1 2\\n2 4\\n'
"""


@pytest.mark.parametrize("code", [BY_CAPSYS, REDIRECTED])
def test_lines_that_a_test_takes_in_are_told_as_lines(grade, code):
    verdict = grade("def table(n):\n    for i in range(n):\n        print(i, 2 * i)", {"code": code})
    assert verdict.tests[0].message == "Line 1 of the output is '0 0', but should be '1 2'."


@pytest.mark.parametrize("equal", ["", "    def __eq__(self, other): return self is other\n"])
def test_objects_that_should_be_equal_lack_a_method_for_it(grade, equal):
    code = f"class Point:\n    def __init__(self, x): self.x = x\n{equal}"
    verdict = grade(code, {"code": "assert Point(1) == Point(1)"})
    assert "does it have a method `__eq__`" in verdict.tests[0].message
