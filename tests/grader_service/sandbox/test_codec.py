"""Values cross with their exact types, and nothing but `WireError` comes out of what is not a value."""

import datetime as dt
import math
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from contextlib import suppress
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.sandbox import values
from grader_service.sandbox.codec import Lifting, Lowering
from grader_service.sandbox.values import HANDLE, WireError, marker
from grader_service.sandbox.wire import FRAME_BYTES, Frames, pack, unpack

Point = namedtuple("Point", "x y")  # noqa: PYI024  as students write it


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
    point, colour = across([Point(1, [2]), Colour.RED])
    assert (point.x, point.y, repr(point)) == (1, [2], "Point(x=1, y=[2])")
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
def test_a_container_whose_keys_do_not_cross_stays_where_it_is(value):
    lent: list[object] = []

    def lend(thing: object) -> list[Any]:
        lent.append(thing)
        return [marker(HANDLE), len(lent)]

    mapping, group = {(1, value): 1}, {value}
    Lowering(lend).lower([mapping, group])
    assert lent == [mapping, group]


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def a_cycle() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (nested(values.DEPTH + 1), "levels deep"),
        (a_cycle(), "contains itself"),
        ([[0] * 10_000, [0] * 10_001], "20,000 parts"),
        ([{*range(1_000)}, dict.fromkeys(range(1_001))], "2,000 entries"),
    ],
)
def test_a_value_beyond_the_caps_is_refused_with_its_reason(value, words):
    with pytest.raises(WireError, match=words):
        Lowering().lower(value)


def test_a_shared_list_that_would_unfold_without_end_is_refused():
    value: list[Any] = [1]
    for _ in range(60):
        value = [value, value]
    with pytest.raises(WireError, match="parts"):
        Lowering().lower(value)


@pytest.mark.parametrize(
    "value", ["x" * FRAME_BYTES, [b"x" * 600_000] * 2, 2 ** (8 * FRAME_BYTES)], ids=["text", "bytes", "integer"]
)
def test_a_message_beyond_its_size_is_refused(value):
    with pytest.raises(WireError, match="KiB"):
        pack([1, "value", Lowering().lower(value)])


def test_the_reader_counts_for_itself():
    many = [marker(values.SET), *range(values.HASHED + 1)]
    for tree in (many, [many[:1_500], many[:1_500]], nested(values.DEPTH + 1), [[0] * 15_000, [0] * 15_000]):
        with pytest.raises(WireError):
            Lifting().lift(tree)


def test_one_message_may_make_only_so_many_classes():
    tree = [[marker(values.NAMEDTUPLE), f"P{number}", ["x"], 1] for number in range(values.MADE_TYPES + 1)]
    with pytest.raises(WireError, match="types of its own"):
        Lifting().lift(tree)


BAD_TREES = [
    [marker(values.NAMEDTUPLE), "P", ["__class__"], 1],
    [marker(values.NAMEDTUPLE), "P", ["x): import os #"], 1],
    [marker(values.NAMEDTUPLE)],
    [marker(values.INT_ENUM), "E", "mro", 1],
    [marker(values.INT_ENUM), "E", "x"],
    [marker(values.DICT), [1, 2], [1]],
    [marker(values.DICT), [[1]], [1]],
    [marker(values.DICT), 1, 2],
    [marker(values.DEFAULTDICT), [1], [1], [1]],
    [marker(values.SET), [1]],
    [marker(values.DEQUE), "x", 1],
    [marker(values.DEQUE)],
    [marker(values.BIG_INT), 1],
    [marker(6), 10**12],
    [marker(8), "not a number"],
    [marker(9), 1, 0],
    [marker(10), 2020, 13, 1],
    [marker(10), b"\x07\xe4\x02\x03\x04\x05\x06\x07\x08\x09"],
    [marker(13), 10**12, 0, 0],
    [marker(HANDLE), 1],
    [marker(99), 1],
    [1, marker(values.SET)],
    marker(values.SET),
    {1: 2},
]


@pytest.mark.parametrize("tree", BAD_TREES, ids=repr)
def test_a_tree_that_no_writer_makes_is_refused(tree):
    with pytest.raises(WireError):
        Lifting().lift(tree)


trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.builds(lambda code, parts: [marker(code), *parts], st.integers(0, 40), st.lists(inner, max_size=6))
    ),
    max_leaves=20,
)


@given(trees)
def test_any_tree_is_a_value_or_refused(tree):
    with suppress(WireError):
        Lifting().lift(tree)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_frame_or_refused(data):
    try:
        frame = unpack(data)
    except WireError:
        return
    assert type(frame[0]) is int
    assert type(frame[1]) is str


@given(st.binary(max_size=50), st.lists(st.integers(1, 10)))
def test_a_stream_of_any_bytes_gives_frames_or_is_refused(data, cuts):
    frames = Frames(limit=40)
    for cut in cuts:
        frames.feed(data[:cut])
        data = data[cut:]
        try:
            frames.next()
        except WireError:
            return


@pytest.mark.parametrize(
    "data",
    [b"\x91" * 2_000 + b"\x01", b"\xdd\xff\xff\xff\xff", b"\xdb\xff\xff\xff\xff", b"\xdf\x7f\xff\xff\xff"],
    ids=len,
)
def test_a_small_message_cannot_claim_to_be_huge(data):
    with pytest.raises(WireError):
        unpack(data)


def test_frames_are_cut_wherever_the_bytes_were():
    data = pack([1, "one", [1, 2]]) + pack([2, "two"])
    frames, seen = Frames(), []
    for position in range(len(data)):
        frames.feed(data[position : position + 1])
        if frame := frames.next():
            seen.append(frame)
    assert seen == [[1, "one", [1, 2]], [2, "two"]]


def test_what_is_done_to_a_lifted_value_leaves_its_tree_alone():
    tree = [[3, 1, 2]]
    Lifting().lift(tree)[0].sort()
    assert tree == [[3, 1, 2]]


def test_a_fraction_crosses_in_lowest_terms():
    assert across(Fraction(2, 4)) == Fraction(1, 2)
