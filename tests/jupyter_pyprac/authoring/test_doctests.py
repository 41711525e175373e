import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.authoring import cells, testcells

RAISES = ">>> f(-1)\nTraceback (most recent call last):\n  ...\nmy.own.TooSmall: no"


def read(source, options=""):
    """The tests in a cell, and what is wrong with it."""
    faults = []
    cell = cells.read({"cell_type": "code", "source": f"#| tests\n{options}{source}"}, 2, faults)
    found = [test.data for test in testcells.read(cell, faults)]
    return found, [str(fault) for fault in faults]


def codes(source, options=""):
    found, faults = read(source, options)
    assert faults == []
    return [test["code"] for test in found]


def test_a_literal_is_what_a_call_gives_and_a_traceback_what_it_raises():
    found, faults = read(f">>> f( 1 )\n[1,\n 2]\n>>> g('a')  # why\n'b'\n\n{RAISES}\n", "#| points: 3\n")
    hidden = {"hidden": False, "points": 1.0}
    assert found == [
        {"call": "f( 1 )", "expected": "[1,\n 2]", **hidden},
        {"call": "g('a')", "expected": "'b'", **hidden},
        {"call": "f(-1)", "raises": "TooSmall", **hidden},
    ]
    assert faults == []


def test_what_is_no_literal_is_what_is_printed():
    (code,) = codes(">>> greet('Ada')\nHello,\n<BLANKLINE>\nAda!")
    assert "redirect_stdout" in code
    assert "'Hello,\\n\\nAda!'" in code
    (code,) = codes(">>> print(f(1))\n3")
    assert "redirect_stdout" in code


def test_what_has_no_call_is_code():
    assert codes(">>> x\n3") == ["assert x == 3\n"]
    assert codes(">>> f(1)\n3", "#| shared: true\n") == ["assert f(1) == 3\n"]


def test_examples_that_show_nothing_are_the_set_up_of_those_below():
    found, faults = read(">>> from submission import *\n>>> data = [1]\n>>> f(data)\n2\n>>> f(1)\n3")
    assert found[0]["code"] == "data = [1]\nassert f(data) == 2\n"
    assert (found[1]["call"], len(found), faults) == ("f(1)", 2, [])


def test_examples_that_depend_on_each_other_are_one_test():
    source = (
        ">>> s = Stack()\n>>> s.push(1)\n>>> s.pop()\n1\n>>> s.pop()\nTraceback (most recent call last):\nIndexError\n"
    )
    (code,) = codes(source)
    assert code == (
        "s = Stack()\ns.push(1)\nassert s.pop() == 1\nimport pytest\n\nwith pytest.raises(IndexError):\n    s.pop()\n"
    )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (">>> f(\n1", "cell 2, line 2: is not valid Python: '(' was never closed"),
        (">>> f(1)\n1\n\nassert g(1)", "cell 2, line 5: stands behind no >>>: give it a cell of its own"),
        (">>> f(1)  # doctest: +ELLIPSIS\n1...", "cell 2, line 2: options of doctest mean nothing here"),
        (">>> f(1)  # doctest: +NONSENSE\n1", "cell 2, line 2: this line has an invalid option"),
        (">>> x = 1; f(x)\n1", "cell 2, line 2: holds two statements: give each its own >>>"),
        (">>>f(1)\n1", "cell 2, line 2: this line lacks blank after >>>"),
        ("  >>> f(1)\n 1", "cell 2, line 3: this line has inconsistent leading whitespace"),
        (">>> x = f(1)", "cell 2: checks nothing"),
        (">>> \n... # later", "cell 2: checks nothing"),
    ],
)
def test_what_is_no_example_is_told_where_it_is(source, told):
    _, faults = read(source)
    assert [fault for fault in faults if fault.startswith(told)], faults


def test_prose_behind_a_blank_line_may_be_a_comment():
    found, faults = read(">>> f(1)\n1\n\n# and now\n>>> f(2)\n2\n")
    assert (len(found), faults) == (2, [])


@given(
    st.lists(st.sampled_from([">>> ", "... ", "f(1)", "x = 1", "\n", "\n\n", "1", " ", "'", "(", "#", "é"])).map(
        "".join
    )
)
def test_no_text_makes_the_reader_fail(text):
    found, faults = read(f">>> {text}")
    for test in found:
        ast.parse(test["code"] if "code" in test else test["call"])
    assert found or faults
