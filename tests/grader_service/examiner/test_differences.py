"""The sentence about a difference that a beginner would look for in vain."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.examiner.compare import equal
from grader_service.examiner.differences import describe

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
]


@pytest.mark.parametrize(("actual", "expected", "printed", "words"), SENTENCES)
def test_a_difference_is_named(actual, expected, printed, words):
    assert words in (describe(actual, expected, printed) or "")


def test_a_right_value_of_the_wrong_type_is_named():
    assert describe(2.0, 2, "", strict=True) == "The value is right, but its type is float instead of int."


@given(plain, plain)
def test_any_difference_is_described_or_left_alone(actual, expected):
    if not equal(actual, expected):
        sentence = describe(actual, expected, "")
        assert sentence is None or sentence.endswith((".", "?"))
