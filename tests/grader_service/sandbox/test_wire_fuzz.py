"""Any bytes at all, in both directions: the trusted side knows what to do, and what it costs is bounded."""

import os
import sys
import threading
import time
import tracemalloc
from contextlib import contextmanager, suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader_service.examiner.clock import Clock
from grader_service.examiner.control import Ends
from grader_service.examiner.errors import Stopped, StudentError, TooManyCalls, Unsent
from grader_service.examiner.imported import Imported
from grader_service.examiner.link import Link
from grader_service.examiner.names import Submission
from grader_service.examiner.student import Student
from grader_service.sandbox.channel import Channel
from grader_service.sandbox.codec import Lifting
from grader_service.sandbox.guest import Guest
from grader_service.sandbox.values import HANDLE, WireError, marker
from grader_service.sandbox.wire import FRAME_BYTES, Frames, pack, unpack

MEMORY = 64 * 1024 * 1024
SECONDS = 10.0
PIPE_BYTES = 4096
DECLARED = (Stopped, StudentError, Unsent, TooManyCalls, WireError, RecursionError)
"""What a test of the examiner may meet; RecursionError comes of comparing what is deep, and is the test's."""

quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
plain = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=8)
    | st.binary(max_size=8)
)
codes = st.integers(0, 32).map(marker)
trees = st.recursive(plain | codes, lambda inner: st.lists(inner, max_size=6), max_leaves=25)
marked = st.builds(lambda code, parts: [code, *parts], codes, st.lists(trees, max_size=6))
values = trees | marked | st.lists(marked, max_size=4)
names = st.sampled_from(["value", "raised", "unsent", "ask", "answer", "threw", "verdict", "job"]) | st.text(max_size=6)
numbers = st.sampled_from([0, 1, 2]) | st.integers(-5, 5)


@pytest.fixture(autouse=True, scope="module")
def own_input():
    """Standard input as an examiner has it: pytest's stand-in would be read as a test's."""
    stood_in, sys.stdin = sys.stdin, sys.__stdin__
    yield
    sys.stdin = stood_in


replies = st.builds(lambda number, name, parts: [number, name, *parts], numbers, names, st.lists(values, max_size=4))
requests = st.builds(
    lambda number, name, parts: [number, name, *parts],
    st.integers(0, 9),
    st.sampled_from(["call", "get", "operate", "pull", "load", "prepare", "answer", "threw", "nonsense"]),
    st.lists(values, max_size=5),
)


@st.composite
def streams(draw, frames):
    """Frames, then perhaps damage: a byte changed, some cut off, some added."""
    data = bytearray(b"".join(map(pack, draw(st.lists(frames, max_size=3)))))
    for _ in range(draw(st.integers(0, 3))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data) + draw(st.binary(max_size=8))


class FakeControl:
    """Stands for the workshop: it can stop a process that is none."""

    def stop(self):
        return 9

    def tell(self):
        pass


@contextmanager
def student_that_says(data: bytes):
    """A student's side that sends these bytes whatever it is asked, and then is gone."""
    pipes = [os.pipe() for _ in range(4)]
    (asked, ours), (replies_, theirs), (output, printed), (errors, complained) = pipes
    for fd in (ours, replies_, output, errors):
        os.set_blocking(fd, False)

    def say():
        with suppress(OSError):
            os.write(theirs, data)
        os.close(theirs)

    speaker = threading.Thread(target=say)
    speaker.start()
    student = Student(
        Ends(ours, replies_, output, errors), FakeControl(), Clock(5.0, time.monotonic() + 20, lambda: 0.0)
    )
    student.begin()
    try:
        yield student
    finally:
        student.close()
        speaker.join()
        for fd in (asked, printed, complained):
            os.close(fd)


def bounded(work):
    """Do it, and see that it took neither long nor much memory."""
    tracemalloc.start()
    started = time.process_time()
    try:
        return work()
    finally:
        spent, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert spent < SECONDS
        assert peak < MEMORY


@quick
@given(st.binary(max_size=200) | streams(replies))
def test_whatever_a_student_replies_a_call_ends_in_a_declared_way(data):
    with student_that_says(data) as student:
        link = Link(student)
        with suppress(*DECLARED):
            bounded(lambda: link.call([marker(HANDLE), "f"], (1, [2], print), {}))
        assert link.student.ended is None or isinstance(link.student.ended, Stopped)


@quick
@given(replies.map(lambda reply: pack([1, *reply[1:]])))
def test_a_reply_of_the_right_number_is_read_or_ends_the_student(data):
    with student_that_says(data) as student, suppress(*DECLARED):
        link = Link(student)
        bounded(lambda: link.call([marker(HANDLE), "f"], ([1], {}), {}))


@quick
@given(st.lists(values, max_size=3).map(lambda parts: pack([1, "value", *parts])))
def test_whatever_the_names_of_a_submission_are_said_to_be_they_are_read_or_refused(data):
    with student_that_says(data) as student, suppress(*DECLARED):
        parts = student.request("load", "", None)
        with student.distrust():
            Submission(Link(student), parts[0], Imported(""))


@quick
@given(st.lists(values, max_size=3).map(lambda parts: pack([1, "value", *parts])))
def test_whatever_an_iterator_is_said_to_give_it_is_read_or_refused(data):
    with student_that_says(data) as student, suppress(*DECLARED):
        Link(student).pull([marker(HANDLE), 0], 3)


@quick
@given(values)
def test_whatever_arguments_a_test_s_function_is_given_it_answers_or_the_student_is_ended(arguments):
    data = pack([0, "ask", 0, arguments, []]) + pack([1, "value", None, None, [], None])
    with student_that_says(data) as student, suppress(*DECLARED):
        Link(student).call([marker(HANDLE), "f"], (lambda *given: given,), {})


@quick
@given(values)
def test_whichever_argument_is_said_to_come_back_it_is_one_or_the_student_is_ended(place):
    given_list = [1]
    with student_that_says(pack([1, "value", [2], None, [], place])) as student, suppress(*DECLARED):
        value = Link(student).call([marker(HANDLE), "f"], (given_list, "text", len), {})
        assert value is given_list or value == [2]


@quick
@given(st.binary(max_size=300))
def test_any_bytes_cost_little(data):
    def work():
        frames = Frames()
        frames.feed(data)
        with suppress(WireError):
            while (frame := frames.next()) is not None:
                Lifting().lift(frame)

    bounded(work)


@contextmanager
def silent_guest(data: bytes):
    """A guest that has been asked this, whose answers go nowhere."""
    requests_, ours = os.pipe()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.write(ours, data[:PIPE_BYTES])
    os.close(ours)
    try:
        yield Guest(Channel(requests_, nowhere), begin=lambda _cpu, _memory: None)
    finally:
        os.close(requests_)
        os.close(nowhere)


BEGIN = pack([1, "prepare", "", "seed", "fuzzed", 1.0, 1]) + pack(
    [2, "load", "def f(*a, **k): return a\nxs = [1]\n", None]
)
HARMLESS = frozenset({"call", "get", "answer", "threw", "nonsense"})


@quick
@given(st.lists(requests.filter(lambda request: request[1] in HARMLESS), max_size=3))
def test_whatever_a_guest_is_asked_it_answers_or_ends_in_a_declared_way(asked):
    data = BEGIN + b"".join(map(pack, asked))
    with silent_guest(data) as guest, suppress(EOFError, WireError):
        bounded(guest.serve)


@quick
@given(st.binary(max_size=100))
def test_any_bytes_end_a_guest_in_a_declared_way(data):
    with silent_guest(BEGIN + data) as guest, suppress(EOFError, WireError, ValueError):
        bounded(guest.serve)


def nested(code: int, depth: int):
    """A tree of one kind, nested."""
    tree = [1]
    for _ in range(depth):
        tree = [marker(code), tree]
    return tree


LARGEST = {
    "bytes": [b"x" * 900_000],
    "text": ["x" * 900_000],
    "numbers": [0] * 49_000,
    "empty lists": [[] for _ in range(49_000)],
    "nested lists": nested(20, 60),
    "classes": [[marker(28), "T", [f"field_{n}" for n in range(300)], *range(300)]] * 60,
    "enumerations": [[marker(29), "T", "X", 1]] * 9_000,
    "a large integer": [marker(4), b"\x7f" * 900_000],
    "decimals": [[marker(8), "1e999999999"]] * 4_000,
    "a long decimal": [marker(8), "9" * 900_000],
    "fractions": [[marker(9), 2**63 - 1, 2**63 - 25]] * 4_000,
    "a fraction of large integers": [marker(9), [marker(4), b"\x7f" * 300_000], [marker(4), b"\x7e" * 300_000]],
    "ranges": [[marker(7), 0, 2**63, 1]] * 4_000,
    "colliding keys": [marker(23), [n * (2**61 - 1) for n in range(3, 8)] * 400, [0] * 2_000],
    "colliding fractions": [marker(21), *[[marker(9), n * (2**61 - 1) + 1, 3] for n in range(2, 4)] * 900],
    "handles": [[marker(1), n, "T", True] for n in range(4_000)],
    "a queue": [marker(27), 5, *range(15_000)],
}


@pytest.mark.parametrize("tree", LARGEST.values(), ids=LARGEST)
def test_the_largest_of_each_kind_is_read_or_refused_at_a_bounded_cost(tree):
    def work():
        frames = Frames()
        frames.feed(pack([1, "value", tree]))
        frame = frames.next()
        assert frame is not None
        Lifting(lambda _code, parts: tuple(parts)).lift(frame[2])

    with suppress(WireError):
        bounded(work)


def test_what_is_kept_of_a_frame_that_never_ends_is_bounded():
    frames = Frames()
    frames.feed((FRAME_BYTES + 1).to_bytes(4, "big"))
    with pytest.raises(WireError):
        frames.next()


@pytest.mark.parametrize("name", ["eval", "exec", "open", "__import__", "breakpoint", "input", "print", "no_such"])
def test_a_student_that_hands_over_a_builtin_gives_the_test_nothing_that_it_calls_itself(name):
    data = pack([1, "value", [marker(2), name], None, [], None])
    with student_that_says(data) as student, suppress(*DECLARED):
        value = Link(student).call([marker(HANDLE), "f"], (), {})
        assert callable(value)


def test_unpacking_never_gives_a_type_of_its_own():
    with pytest.raises(WireError):
        unpack(b"\x92\x01\xd6\xff\x00\x00\x00\x00")
