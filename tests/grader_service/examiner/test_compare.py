"""When a value counts as the expected one."""

import math
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.examiner.compare import equal

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=4)
        | st.sets(st.integers() | st.text(), max_size=4)
    ),
    max_leaves=10,
)

NEARLY = 0.1 + 0.2
SAME = [
    (NEARLY, 0.3),
    ([1, (NEARLY, "a")], [1, (0.3, "a")]),
    ({"a": NEARLY}, {"a": 0.3}),
    ({NEARLY}, {0.3}),
    ({NEARLY: 1}, {0.3: 1}),
    ({(NEARLY, 1)}, {(0.3, 1)}),
    (float("nan"), float("nan")),
    ([math.inf], [math.inf]),
    (1, True),
    (1, 1.0),
    (complex(NEARLY, 1), complex(0.3, 1)),
    (Decimal("0.5"), 0.5),
    (Fraction(1, 2), 0.5),
    (Counter("aab"), {"a": 2, "b": 1}),
    (OrderedDict(a=1, b=2), {"b": 2, "a": 1}),
    (defaultdict(int, a=1), {"a": 1}),
    (b"x", bytearray(b"x")),
    (10**400, 10**400),
    (frozenset({1}), {1}),
    (deque([1]), deque([1])),
    (range(3), range(0, 3, 1)),
    ({True: 1}, {1: 1}),
]
DIFFERENT = [
    (1.000001, 1.0),
    ([1], (1,)),
    ("1", 1),
    (None, 0),
    (float("nan"), 1.0),
    (math.inf, 1e308),
    (math.inf, -math.inf),
    (10**400, 1.0),
    (1e-12, 0.0),
    ([1, 2], [1]),
    ({"a": 1}, {"b": 1}),
    ({1, 2}, {1, 3}),
    ({1: 1}, {1: 2}),
    (OrderedDict(a=1, b=2), OrderedDict(b=2, a=1)),
    (Decimal("sNaN"), 1),
    (Decimal("NaN"), Decimal(1)),
    ("a", b"a"),
]


@pytest.mark.parametrize(("actual", "expected"), SAME, ids=repr)
def test_these_are_equal(actual, expected):
    assert equal(actual, expected)
    assert equal(expected, actual)


@pytest.mark.parametrize(("actual", "expected"), DIFFERENT, ids=repr)
def test_these_are_not(actual, expected):
    assert not equal(actual, expected)
    assert not equal(expected, actual)


@given(plain)
def test_every_value_equals_itself_strictly_too(value):
    assert equal(value, value)
    assert equal(value, value, strict=True)


@given(plain, plain)
def test_what_python_calls_equal_is_equal(one, other):
    if one == other:
        assert equal(one, other)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [(1, True), (1, 1.0), ([1], [True]), ({1: 1}, {1: 1.0}), ({1: 1}, {True: 1}), ({1}, {1.0}), (b"", bytearray())],
    ids=repr,
)
def test_strictly_the_types_agree_anywhere_inside(actual, expected):
    assert equal(actual, expected)
    assert not equal(actual, expected, strict=True)


def test_many_members_are_compared_without_matching_each_with_each():
    many = set(range(2_000))
    assert equal(many, set(many))
    assert not equal(many, {*range(1, 2_000), -1})
