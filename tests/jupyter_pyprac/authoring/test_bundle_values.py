"""Whatever is in a bundle, it is read or refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.authoring.faults import Refused
from tests.jupyter_pyprac.authoring.bundles import bundles
from tests.jupyter_pyprac.authoring.given import course, read

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@given(bundles())
def test_a_course_that_is_written_is_read_as_it_is(data):
    with contextlib.suppress(Refused):
        found = read(data)
        assert read(bundle.write(found.course, found.assignments, found.files)) == found


fields = [
    "slug",
    "title",
    "handout",
    "tests",
    "files",
    "limits",
    "hints",
    "due_at",
    "wrong_solutions",
    "points",
    "order_number",
]


@given(st.dictionaries(st.sampled_from(fields), json_values, max_size=5))
def test_no_value_of_any_field_makes_the_reader_fail_otherwise_than_by_refusing(changes):
    with contextlib.suppress(Refused):
        found = read(course(**changes))
        assert read(bundle.write(found.course, found.assignments, found.files)) == found


@given(
    st.dictionaries(
        st.sampled_from([*"abc", "call", "expected", "raises", "stdin", "stdout", "code", "points"]), json_values
    )
)
def test_no_value_in_a_test_makes_the_reader_fail_otherwise_than_by_refusing(test):
    faults = []
    bundle.build(course(tests=[test]), faults)
    assert all(fault.path.startswith("assignments[0].tests[0]") for fault in faults)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail_otherwise_than_by_refusing(raw):
    with pytest.raises(Refused):
        bundle.read(raw)


def test_a_backslash_that_means_nothing_is_read_without_a_word():
    tests = [{"call": "f('\\ ')", "expected": "'\\ '"}, {"code": "def test_a():\n    assert f('\\ ')"}]
    assert len(read(course(tests=tests, solution="x = '\\ '")).assignments[0].tests) == 2


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("2026-12-15T23:59Z", None),
        ("2026-12-15 23:59:00.5+02:00", None),
        ("2026-13-15T23:59:00Z", "due_at: is no time that there is: month must be"),
        ("2026-02-30T23:59Z", "due_at: is no time that there is: day "),
        ("9999-12-31T23:59-10:00", "due_at: is no time that there is"),
        ("2026-12-15T23:59", "due_at: has no zone: write 2026-12-15T23:59Z for UTC"),
        ("2026-12-15", "due_at: must be a time with its zone"),
    ],
)
def test_a_time_may_do_without_seconds_and_what_is_wrong_with_it_is_told(time, told):
    faults = []
    bundle.build(course(due_at=time), faults)
    assert [str(fault).partition("].")[2].startswith(told) for fault in faults] == [True] * bool(told), faults
