"""No text that students read holds what a hidden test expects."""

import json

import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.gate.leaks import leaks, values
from tests.jupyter_pyprac.authoring.gate.making import course

SHOWN = {"call": "f('a')", "expected": "'maple'"}
HIDDEN = {"call": "f('b')", "expected": "'willow'", "hidden": True, "message": "Own.", "name": "Trees"}
UNITTEST = """\
import unittest
class T(unittest.TestCase):
    def test(self):
        self.assertEqual(f(), 5040)
"""
SOLUTION = "def f(letter):\n    return TREES[letter]\n"


def found(hidden=HIDDEN, solution=SOLUTION, shown=SHOWN, **fields):
    (task,) = course(**{"solution": solution, "tests": [shown, HIDDEN | hidden], **fields}).assignments
    return [(fault.path, fault.line, fault.text.partition(",")[0]) for fault in leaks(task)]


HOLDS = "holds what 'Trees'"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"hidden": {"message": "It is a willow."}}, [("tests[1]", 1, f"the message of 'Trees' {HOLDS}")]),
        ({"shown": SHOWN | {"name": "not willow"}}, [("tests[0]", 1, f"the name of 'not willow' {HOLDS}")]),
        ({"handout": "Trees:\n\n* `willow`"}, [("handout", 3, f"the handout {HOLDS}")]),
        ({"handout": "[1,2,\n3,5]", "hidden": {"expected": "[1, 2, 3, 5]"}}, [("handout", 1, f"the handout {HOLDS}")]),
        ({"hints": ["Look.", "Not\na willow?"]}, [("hints[1]", 2, f"hint 2 {HOLDS}")]),
        ({"starter_code": "# 'willow'\n"}, [("starter_code", 1, f"the starter {HOLDS}")]),
        ({"setup_code": "x = 1\nTREES = {'b': 'willow'}\n"}, [("setup_code", 2, f"the setup code {HOLDS}")]),
    ],
)
def test_each_text_that_students_read_is_looked_through(fields, expected):
    assert found(**fields) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"handout": "Willows and pussywillow."},
        {"handout": "![a tree](data:image/png;base64,AAAA/willow/AAAA)"},
        {"handout": "Say willow.", "solution": "def f(letter):\n    return 'willow'\n"},
        {"handout": "The willow.", "hidden": {"call": "f('willow')"}},
        {"handout": "The willow.", "shown": {"call": "f('willow')", "expected": "'maple'"}},
        {"handout": "An oak, 12 of 345.", "hidden": {"expected": "'oak'"}},
        {"handout": "(0, 12)", "hidden": {"expected": "(0, 12)"}},
        {"handout": "True or False", "hidden": {"expected": "False"}},
        {"handout": "1.5040", "hidden": {"expected": "5040"}},
    ],
)
def test_what_everybody_may_know_is_no_secret(fields):
    assert found(**fields) == []


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        ({"call": "f(7)", "expected": "5040"}, {"5040"}),
        ({"call": "f(7)", "expected": "[1, 2, 3, 5]"}, {"[1, 2, 3, 5]"}),
        ({"call": "f(7)", "raises": "ValueError"}, set()),
        ({"stdin": "7\n", "stdout": "Well done!\n"}, {"Well done!"}),
        ({"code": "s = submission.S()\nassert s.tree == 'willow'\nassert s.size() < 12345"}, {"willow"}),
        ({"code": UNITTEST}, {"5040"}),
    ],
)
def test_what_counts_are_the_literals_that_a_test_expects(hidden, expected):
    (task,) = course(solution="x", tests=[hidden | {"hidden": True}]).assignments
    assert values(task.tests[0]) == expected


def test_of_a_notebook_the_cell_and_line_of_the_handout_are_named(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": "# Trees\n\nOne for each letter."},
        {"cell_type": "code", "source": "#| solution\ndef f(letter):\n    return TREES[letter]"},
        {"cell_type": "code", "source": "#| tests\nassert f('a') == 'maple'"},
        {"cell_type": "code", "source": "#| hidden tests\nassert f('b') == 'willow', 'Own.'"},
        {"cell_type": "markdown", "source": "\nAnd:\n\n![b](data:image/png;base64,AAAA)\na willow"},
    ]
    written = [{"metadata": {}, **cell} for cell in cells]
    (tmp_path / "01-task.ipynb").write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": written})
    )
    found = source.load(tmp_path / "01-task.ipynb")
    (leak,) = leaks(found.assignments[0])
    assert found.origins["task"].where(leak.path, leak.line) == "cell 5, line 5"
