"""What is no value, too much, or damaged on its way is refused, whoever wrote it."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.sandbox import values
from grader_service.sandbox.codec import Lifting, Lowering
from grader_service.sandbox.values import HANDLE, WireError, marker
from grader_service.sandbox.wire import FRAME_BYTES, Frames, pack, unpack


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
