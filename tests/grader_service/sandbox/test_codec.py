"""Values cross with their exact types, and nothing but `WireError` comes out of what is not a value."""

import datetime as dt
import math
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.sandbox.codec import Lifting, Lowering
from grader_service.sandbox.values import HANDLE, LENT_KEYS, WireError, marker
from grader_service.sandbox.wire import Frames, pack

Point = namedtuple("Point", "x y")  # noqa: PYI024  as students write it


class Spot(NamedTuple):
    x: int
    y: int = 0


class Colour(IntEnum):
    RED = 1


zones = st.none() | st.integers(-1439, 1439).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))


any_text = st.text(st.characters(codec=None, exclude_categories=()))


hashables = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=2**64)
    | st.floats(allow_nan=False)
    | any_text
    | st.binary()
    | st.complex_numbers(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.fractions()
    | st.dates()
    | st.times(timezones=zones)
    | st.datetimes(timezones=zones)
    | st.timedeltas()
    | st.just(Colour.RED)
    | st.builds(range, st.integers(), st.integers(), st.integers(min_value=1))
)


keys = st.recursive(hashables, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=4)


everything = st.recursive(
    hashables | st.binary().map(bytearray),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.lists(inner, max_size=4).map(lambda items: deque(items, 5)),
        st.sets(keys, max_size=4),
        st.dictionaries(keys, inner, max_size=4),
        st.dictionaries(keys, inner, max_size=4).map(OrderedDict),
        st.dictionaries(keys, st.integers(), max_size=4).map(Counter),
        st.dictionaries(keys, inner, max_size=4).map(lambda pairs: defaultdict(list, pairs)),
        st.tuples(inner, inner).map(lambda pair: Point(*pair)),
    ),
    max_leaves=12,
)


def across(value: Any) -> Any:
    frames = Frames()
    frames.feed(pack([1, "value", Lowering().lower(value)]))
    frame = frames.next()
    assert frame is not None
    assert frames.empty
    return Lifting().lift(frame[2])


@given(everything)
def test_every_value_of_the_contract_comes_back_as_it_was(value):
    assert same(across(value), value)


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same types all the way down; classes that are made anew are the same by name."""
    if type(one).__name__ != type(other).__name__ or one != other:
        return False
    if isinstance(one, dict):
        return same(list(one.items()), list(other.items()))
    if isinstance(one, list | tuple | deque):
        return all(map(same, one, other))
    return True


@pytest.mark.parametrize(
    "value", [math.inf, -math.inf, -0.0, Decimal("NaN"), Decimal("-0"), "\0", "\ud800", b"\xff", 2**4000], ids=ascii
)
def test_odd_values_survive(value):
    assert repr(across(value)) == repr(value)


def test_nan_stays_nan():
    assert math.isnan(across(float("nan")))


def test_named_tuples_and_enumerations_keep_their_names():
    point, spot, colour = across([Point(1, [2]), Spot(3), Colour.RED])
    assert (point.x, point.y, repr(point)) == (1, [2], "Point(x=1, y=[2])")
    assert (spot.x, spot.y, repr(spot)) == (3, 0, "Spot(x=3, y=0)")
    assert (colour.name, colour + 1) == ("RED", 2)


def test_a_default_dictionary_keeps_its_factory_only_where_it_is_a_builtin_type():
    assert across(defaultdict(list)).default_factory is list
    assert across(defaultdict(lambda: 3, a=1)).default_factory is None


class Text(str):
    __slots__ = ()


class Whole(int):
    pass


class Both(NamedTuple):
    x: int

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = tuple.__hash__


class Shade(Enum):
    DARK = 1


class Loud(IntEnum):
    ONE = 1

    def shout(self) -> str:
        return self.name + "!"


class Zone(dt.tzinfo):
    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta:
        return dt.timedelta(0)


OWN = [Text("x"), Whole(3), Both(1), Shade.DARK, Loud.ONE, object(), len, Text, dt.datetime(2020, 1, 1, tzinfo=Zone())]


@pytest.mark.parametrize("value", OWN)
def test_what_is_a_students_own_does_not_cross(value):
    with pytest.raises(WireError, match="cannot cross"):
        Lowering().lower([value])


@pytest.mark.parametrize("value", OWN)
def test_a_key_that_does_not_cross_is_lent_and_a_container_of_too_many_stays_where_it_is(value):
    lent: list[object] = []

    def lend(thing: object) -> list[Any]:
        lent.append(thing)
        return [marker(HANDLE), len(lent)]

    mapping, group, many = {(1, value): 1}, {value}, {(number, value) for number in range(LENT_KEYS)}
    Lowering(lend).lower([mapping, group, many])
    assert (lent[:2], lent[-1]) == ([value, value], many)


def test_what_is_done_to_a_lifted_value_leaves_its_tree_alone():
    tree = [[3, 1, 2]]
    Lifting().lift(tree)[0].sort()
    assert tree == [[3, 1, 2]]


def test_a_fraction_crosses_in_lowest_terms():
    assert across(Fraction(2, 4)) == Fraction(1, 2)
