"""What the student's process tells of the place of an exception, and what the examiner takes from it."""

# ruff: noqa: E501  programs of a test stay on one line

import linecache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader_service.examiner.errors import checked_report
from grader_service.feedback import Mistake, Place, Seen, explain
from grader_service.feedback.table import TABLE
from grader_service.sandbox.report import FILE
from grader_service.sandbox.scene import KNOWN, NOWHERE, VALUES, Scene, scene
from grader_service.sandbox.values import WireError
from tests.grader_service.feedback.wrong_kinds import KINDS
from tests.grader_service.feedback.wrong_names import ITEMS, NAMES
from tests.grader_service.feedback.wrong_to_read import UNREADABLE


def scene_of(source: str) -> Scene:
    """Run a program and look where it stopped."""
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    try:
        exec(compile(source, FILE, "exec"), {"__name__": "submission"})  # noqa: S102  programs of this file
    except BaseException as error:  # noqa: BLE001  whatever it raises is what is looked at
        return scene(error)
    message = "it raised nothing"
    raise AssertionError(message)


def test_the_very_expression_and_the_values_of_its_names_are_told():
    place, values, _ = scene_of("a = 6\nb = 0\nc = 'text'\nd = (a + 1) / b\n")
    assert place == [4, 4, 4, 15]
    assert values == [["a", "int", "6", -1], ["b", "int", "0", -1]]


def test_a_container_is_told_by_its_type_and_size_alone():
    _, values, _ = scene_of("items = [1, 2, 3]\nitems[len(items)]\n")
    assert values == [["items", "list", "", 3]]


def test_long_texts_and_large_numbers_are_not_shown():
    _, values, _ = scene_of("a = 'x' * 1000\nb = 10 ** 100\na / b\n")
    assert values == [["a", "str", "", 1000], ["b", "int", "", -1]]


@pytest.mark.parametrize("method", ["__repr__", "__str__", "__eq__", "__len__", "__getattribute__", "__dict__"])
def test_no_code_of_the_student_is_called(method):
    source = (
        f"class Loud:\n    @property\n    def __class__(self): raise SystemExit\n    def {method}(self, *_): raise SystemExit\n"
        "class Text(str):\n    def __repr__(self): raise SystemExit\n"
        "a, b = Loud(), Text('x')\n[a, b][5]\n"
    )
    _, values, _ = scene_of(source)
    assert values == [["a", "Loud", "", -1], ["b", "Text", "", -1]]


def test_names_near_a_missing_one_are_told():
    assert {"x", "other"} <= {*scene_of("class A:\n    other = 1\na = A()\na.x = 1\na.y\n")[2]}
    assert "'Anna'" in scene_of("ages = {'Anna': 1, 2: 3}\nages['anna']\n")[2]
    assert "sqrt" in scene_of("from math import square\n")[2]
    assert "total" in scene_of("total = 1\ntotl\n")[2]


def test_an_error_that_was_not_raised_in_the_submission_has_no_scene():
    assert scene(ValueError("x")) == NOWHERE


def test_a_submission_that_breaks_the_means_of_looking_has_no_scene():
    assert scene_of("import linecache\nlinecache.cache.clear()\n1 / 0\n") == NOWHERE


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        [[], []],
        [[], [], [], []],
        [[1, 2], [], []],
        [[1, 2, 3, None], [], []],
        [[], [["a", "int", "1"]], []],
        [[], [["a", "int", "1", "1"]], []],
        [[], [["a", "int", "1" * 1000, 1]], []],
        [[], [["a", "int", "1", 1]] * (VALUES + 1), []],
        [[], [], [1]],
        [[], [], ["a" * 1000]],
        [[], [], ["a"] * (KNOWN + 1)],
    ],
)
def test_what_is_no_scene_is_refused(told):
    assert checked_report(["E"], "", [], [[], [], []]).scene == NOWHERE
    with pytest.raises(WireError):
        checked_report(["E"], "", [], told)


numbers = st.integers(-5, 40)
seen = st.builds(Seen, st.sampled_from(["int", "str", "list", "X"]), st.text(max_size=5), numbers)
names = st.sampled_from(["n", "x", "items", "values", "self", "word"])
sources = st.sampled_from([wrong.code for wrong in (*NAMES, *ITEMS, *KINDS, *UNREADABLE)])
texts = st.sampled_from(
    [
        "name 'n' is not defined",
        "cannot access local variable 'x'",
        "unsupported operand type(s) for +: 'int' and 'NoneType'",
        "'<' not supported between instances of 'str' and 'int'",
        "f() takes 1 positional argument but 2 were given",
        "__init__() missing 1 required positional argument: 'x'",
        "f() got an unexpected keyword argument 'x'",
        "'NoneType' object is not subscriptable",
        "'int' object is not callable",
        "'int' object is not iterable",
        "list indices must be integers or slices, not str",
        "list index out of range",
        "'Dog' object has no attribute 'x'",
        "division by zero",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_whatever_is_told_of_whatever_source_is_explained_or_left_alone(data):
    source, start, length = data.draw(sources), data.draw(st.integers(0, 80)), data.draw(st.integers(0, 12))
    cut = source[:start] + data.draw(st.text("(['\":=!\n x1", max_size=3)) + source[start + length :]
    name = data.draw(st.sampled_from(sorted({name for name, _, _ in TABLE})))
    place = data.draw(st.none() | st.builds(Place, numbers, numbers, numbers, numbers))
    values = data.draw(st.dictionaries(names, seen, max_size=3))
    mistake = Mistake((name, "Exception"), data.draw(texts), data.draw(st.none() | numbers), cut, place, values, ("x",))
    advice = explain(mistake)
    assert advice is None or 0 < len(advice.words) <= 500


@pytest.mark.parametrize(
    "source", ["x = " + "-" * 5000 + "1", "x = " + "(" * 150 + ")" * 150, "x = 1" + "+1" * 3000 + "/ 0", "'" * 3000]
)
def test_a_source_that_is_nested_without_sense_is_left_alone(source):
    for name in ("SyntaxError", "ZeroDivisionError", "NameError"):
        explain(Mistake((name, "Exception"), "name 'y' is not defined", 1, source, Place(1, 4, 1, len(source))))
