"""Files that nobody should have to import: each comes in, or is refused with its place, and nothing raises."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.authoring import formats, source
from jupyter_pyprac.authoring.faults import Reason, Refused
from tests.jupyter_pyprac.authoring.importers.making import (
    answer,
    case,
    cell,
    code,
    graded,
    load,
    markdown,
    nbgrader,
    question,
    raw,
    reasons,
    written,
)

TITLE = markdown("# T\n\nDo it.")
GOOD = (TITLE, answer("x = 1"), graded("assert x == 1"))
MB = 1024 * 1024


def refused(folder, data):
    (folder / "01-task.ipynb").write_bytes(data)
    with pytest.raises(Refused) as error:
        source.load(folder)
    return [reason.reason for reason in error.value.reasons]


def outcome(folder, *cells):
    """Why that notebook is refused; nothing where it comes in."""
    try:
        load(folder, *cells)
    except Refused as error:
        return [reason.reason for reason in error.reasons]
    return []


def whole(*cells, **top):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **top}).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"not json", "is not JSON, line 1"),
        (whole(*GOOD)[:-40], "is not JSON, line 1"),
        (b"\xff\xfe", "is not text in UTF-8"),
        (b"[" * 100_000, "is nested too deeply"),
        (b"[]", "is not a notebook"),
        (b'{"nbformat": "4"}', "is not a notebook"),
        (whole(*GOOD, nbformat=5), "is a notebook of format 5"),
        (whole(*GOOD, cells={}), "its list of cells is damaged"),
        (whole(*GOOD, None), "cell 4: is damaged"),
        (whole(*GOOD, {"cell_type": "code"}), "cell 4: is damaged"),
        (whole(*GOOD, metadata={"kernelspec": {"language": "R", "name": "ir"}}), "is written for 'r'"),
        (b"<<<<<<< HEAD\n", "line 1: holds the markers of a merge conflict"),
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path, data, words):
    assert words in refused(tmp_path, data)[0]


def test_outputs_of_any_size_are_passed_over(tmp_path):
    output = {"output_type": "stream", "name": "stdout", "text": ["x" * 1000] * (60 * 1024)}
    assert load(tmp_path, *GOOD, cell("code", "", [output]))[1].max_points == 1


def test_script_in_a_text_is_text(tmp_path):
    text = "<script>alert(1)</script> <img src=x onerror=alert(1)>"
    assert text in load(tmp_path, *GOOD, markdown(text))[1].handout


@pytest.mark.parametrize(
    "marks",
    [
        None,
        [],
        "grade",
        {},
        {"grade": False, "solution": False, "locked": True, "grade_id": ["x"], "points": {}},
        {"grade": True, "solution": True},
        {"grade": True, "grade_id": "x" * 10_000, "points": "1e400"},
        {"grade": True, "grade_id": "a\nb\0", "points": 1},
        {"grade": True, "grade_id": {"a": 1}, "points": [1]},
        {"grade": 1, "solution": "yes"},
        {"schema_version": None},
        {"schema_version": True, "grade": True},
        {"schema_version": -1, "grade": True},
        {"schema_version": 1e300, "grade": True},
        {"task": True, "points": "x"},
    ],
)
@pytest.mark.parametrize("kind", ["code", "markdown", "raw"])
def test_no_metadata_of_nbgrader_makes_the_reader_fail(tmp_path, marks, kind):
    made = cell(kind, "assert x == 1", nbgrader=marks)
    assert all(reason.startswith("cell 4") for reason in outcome(tmp_path, *GOOD, made))


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [1, 1]\nb: &b [*a, *a]\nname: *b",
        "points: [" * 3000,
        "name: 2020-99-99",
        "? [1]\n: 2",
        "!!python/object/apply:os.system ['true']",
        "name: .inf\npoints: .nan",
        "\t",
        "points: 0x" + "f" * 5000,
        "name: 0x" + "f" * 5000,
    ],
)
def test_no_settings_of_otter_make_the_reader_fail(tmp_path, text):
    cells = [raw(f"# ASSIGNMENT CONFIG\n{text}"), TITLE, code("x = 1"), raw(f"# BEGIN QUESTION\n{text}")]
    cells += [raw("# BEGIN TESTS"), case("x", "1"), raw("# END TESTS"), raw("# END QUESTION")]
    assert all(reason.startswith("cell ") for reason in outcome(tmp_path, *cells))


@pytest.mark.parametrize("filling", [" " * 300_000, "#" * 300_000, "[" * 2000, "a[]" * 100_000 + " # SOLUTION"])
@pytest.mark.parametrize("flags", [("solution",), ("grade",), ("grade", "solution"), ("task",)])
def test_no_line_keeps_the_reader_busy(tmp_path, filling, flags):
    made = nbgrader("code", f"{filling}x", *flags, grade_id="long", points=1)
    formats.read(whole(*GOOD, made), "x.ipynb", lambda _: None)
    formats.read(whole(*question("q", code(f"{filling}x"))), "x.ipynb", lambda _: None)
    assert written(tmp_path, *GOOD)


def test_files_that_are_too_large_together_are_refused(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(b"1" * (3 * MB))
    (reason,) = reasons(tmp_path, *GOOD, code("open('a.csv')\nopen('b.csv')"))
    assert "hold 6,291,456 bytes together; at most 5,242,880 are allowed" in reason


LINES = st.sampled_from(
    [
        "x = 1",
        "def f(x):",
        "    return x",
        "assert x == 1",
        "### BEGIN SOLUTION",
        "### END SOLUTION",
        "### BEGIN HIDDEN TESTS",
        "### END HIDDEN TESTS",
        "=== BEGIN MARK SCHEME ===",
        "=== END MARK SCHEME ===",
        "# BEGIN QUESTION",
        "# END QUESTION",
        "# BEGIN SOLUTION",
        "# END SOLUTION",
        "# BEGIN TESTS",
        "# END TESTS",
        "# ASSIGNMENT CONFIG",
        "name: q",
        "points: [1]",
        "x = 2 # SOLUTION",
        "# HIDDEN",
        '""" # BEGIN TEST CONFIG',
        '""" # END TEST CONFIG',
        "```otter",
        "```",
        "%matplotlib inline",
        "%%bash",
        "!ls",
        "### AUTOTEST x",
        "# Title",
        "class TestX(unittest.TestCase):",
        "    def test_a(self): pass",
        "#| tests",
        "x",
        "",
    ]
)
FLAGS = st.sets(st.sampled_from(["grade", "solution", "locked", "task"]))
OUTPUTS = st.lists(
    st.sampled_from([{"output_type": "stream", "text": "1\n"}, {"data": {"text/plain": ["1"]}}, None]), max_size=2
)


@st.composite
def cells(draw):
    """Any cell, with marks of nbgrader or without."""
    kind = draw(st.sampled_from(["code", "code", "markdown", "raw"]))
    text = "\n".join(draw(st.lists(LINES, max_size=5)))
    if draw(st.booleans()):
        made = nbgrader(kind, text, *draw(FLAGS), grade_id=draw(st.sampled_from(["a", "b", ""])), points=1)
    else:
        made = cell(kind, text)
    return made | {"outputs": draw(OUTPUTS)}


@given(st.lists(cells(), max_size=8), st.sampled_from([{}, {"otter": {"tests": {"q": {"suites": [{"cases": []}]}}}}]))
def test_any_mix_of_cells_comes_in_or_is_refused_with_a_place(found, metadata):
    draft = formats.read(whole(*found, metadata=metadata), "x.ipynb", lambda _: None)
    found_reasons: list[Reason] = []
    try:
        course = source.assemble({"slug": "c", "title": "C"}, "course.toml", [draft])
    except Refused as error:
        found_reasons += error.reasons
    assert found_reasons or course.assignments[0].tests
    assert all(reason.source == "x.ipynb" and reason.reason for reason in found_reasons)
