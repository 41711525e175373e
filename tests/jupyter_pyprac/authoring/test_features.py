"""All that a bundle can hold, written in one notebook by lines and in another by tags, and run."""

import base64
import json

import pytest

from jupyter_pyprac.authoring import bundle, source
from jupyter_pyprac.cli import main as cli

SOLUTION = """\
import sys


class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        if item is None:
            raise ValueError("nothing")
        self.items.append(item)

    def pop(self):
        return self.items.pop()


def double(number):
    return factor * number


def rows():
    with open("data.csv") as file:
        return len(file.readlines())


if __name__ == "__main__":
    print(double(int(sys.stdin.read())))
"""
STARTER = "class Stack:\n    ...\n\n\ndef double(number):\n    ...\n\n\ndef rows():\n    ...\n"
CASES = """\
import unittest


class TestStack(unittest.TestCase):
    def test_last_comes_first(self):
        s = Stack()
        s.push(1)
        self.assertEqual(s.pop(), 1)
"""
PARTIAL = "right = [n for n in (1, 2) if double(n) == 2 * n]\nlen(right) / 2"
DATA = b"a\nb\n"
ASSIGNMENT = {
    "slug": "all-of-it",
    "title": "All of it",
    "order_number": 7,
    "topic": "Everything",
    "handout": "# Your task\n\nDouble it.",
    "starter_code": STARTER,
    "solution": SOLUTION,
    "wrong_solutions": [{"name": "adds two", "code": SOLUTION.replace("factor * number", "number + 2")}],
    "setup_code": "factor = 2\n",
    "files": [{"name": "data.csv", "base64": base64.b64encode(DATA).decode()}],
    "hints": ["Think.", "Use `*`."],
    "limits": {"seconds": 3, "memory_mb": 128},
    "environment": "python",
    "released_at": "2026-01-01T00:00:00Z",
    "due_at": "2027-01-01T00:00:00+01:00",
    "tests": [
        {"call": "double(2)", "expected": "4"},
        {"call": "double(3)", "expected": "6"},
        {"call": "double(0.5)", "expected": "1.0", "compare": "strict", "name": "a half", "points": 2},
        {"call": "Stack().push(None)", "raises": "ValueError", "message": "What if there is nothing?"},
        {"stdin": "4\n", "stdout": "8", "group": "script"},
        {"stdin": "5", "stdout": "10\n", "group": "script"},
        {"code": CASES},
        {"code": "s = Stack()\ns.push(1)\nassert s.pop() == 1", "name": "behaves", "shared": True},
        {"code": PARTIAL, "score": True, "points": 1},
        {"call": "rows()", "expected": "2", "hidden": True, "message": "How many lines are there?"},
        {"code": "assert double(1)\nassert double(2)", "hidden": True, "name": "both"},
    ],
}
LINES = [
    ("#| starter", STARTER),
    ("#| solution", SOLUTION),
    ("#| setup", "factor = 2"),
    ("#| wrong adds two", SOLUTION.replace("factor * number", "number + 2")),
    ("#| tests", ">>> double(2)\n4\n>>> double(3)\n6"),
    ("#| tests\n#| compare: strict\n#| name: a half\n#| points: 2", "assert double(0.5) == 1.0"),
    ("#| tests\n#| raises: ValueError\n#| message: What if there is nothing?", "Stack().push(None)"),
    ("#| tests\n#| group: script\n#| stdin: 4\n#| stdout: 8", ""),
    ('#| tests\n#| group: script\n#| stdin: "5"\n#| stdout: |\n#|   10', ""),
    ("#| tests", CASES),
    ("#| tests\n#| name: behaves\n#| shared: true", "s = Stack()\ns.push(1)\nassert s.pop() == 1"),
    ("#| tests\n#| score: true\n#| points: 1", PARTIAL),
    ('#| hidden tests\n#| message: "How many lines are there?"', "assert rows() == 2"),
    ("#| hidden tests\n#| name: both\n#| ---", "assert double(1)\nassert double(2)"),
]
TAGS = [
    (["starter"], STARTER),
    (["solution"], SOLUTION),
    (["setup"], "factor = 2"),
    (["wrong-adds-two"], SOLUTION.replace("factor * number", "number + 2")),
    (["tests"], "assert double(2) == 4\nassert double(3) == 6"),
    (["tests", "compare=strict", "name=a half", "points=2"], "assert double(0.5) == 1.0"),
    (["tests", "raises=ValueError", "message=What if there is nothing?"], "Stack().push(None)"),
    (["tests", "group=script", "stdin=4", "stdout=8"], ""),
    (["tests", "group=script", "stdin='5'", 'stdout="10\\n"'], ""),
    (["tests"], CASES),
    (["tests", "name=behaves", "shared"], "s = Stack()\ns.push(1)\nassert s.pop() == 1"),
    (["tests", "score", "points=1"], PARTIAL),
    (["hidden-tests", "message=How many lines are there?"], "assert rows() == 2"),
    (["hidden-tests", "name=both"], "#| ---\nassert double(1)\nassert double(2)"),
]


def code(text, tags=()):
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": text, "outputs": []}


def markdown(text, tags=()):
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": text}


BY_LINES = [
    markdown("# All of it\n\n# Your task\n\nDouble it."),
    *(code(f"{head}\n{body}") for head, body in LINES),
    markdown("#| hint\nThink."),
    markdown("#| hint\nUse `*`."),
]
BY_TAGS = [
    markdown("# All of it"),
    markdown("# Your task\n\nDouble it."),
    *(code(body, tags) for tags, body in TAGS),
    markdown("Think.", ["hint"]),
    markdown("Use `*`.", ["hint"]),
]


@pytest.fixture(params=[BY_LINES, BY_TAGS], ids=["lines", "tags"])
def course(tmp_path, request):
    """A course of one notebook."""
    names = ("order_number", "topic", "limits", "environment", "released_at", "due_at")
    metadata = {"pyprac": {"files": ["data.csv"]} | {name: ASSIGNMENT[name] for name in names}}
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": request.param}
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "course.toml").write_text('slug = "c"\ntitle = "C"\n')
    (folder / "data.csv").write_bytes(DATA)
    (folder / "01-all-of-it.ipynb").write_text(json.dumps(notebook))
    return folder


def test_a_notebook_says_all_that_a_bundle_says(course):
    faults = []
    data = {"format": bundle.FORMAT, "course": {"slug": "c", "title": "C"}, "assignments": [ASSIGNMENT]}
    wanted = bundle.build(data, faults)
    assert faults == []
    found = source.load(course)
    assert found.notes == {}
    assert (found.course, found.files) == (wanted.course, wanted.files)
    (one,), (other,) = found.assignments, wanted.assignments
    for test, same in zip(one.tests, other.tests, strict=True):
        assert test == same
    assert one == other


def test_all_of_it_passes_the_gate(course, capsys):
    assert cli.main(["check", str(course)]) == 0, capsys.readouterr().err
    assert "11 tests (2 hidden), 12 points" in capsys.readouterr().out


EXAMPLES = """\
>>> total
3
>>> greet("Ada")
Hello,
<BLANKLINE>
Ada!
>>> print(add(1, 2))
3
>>> add(1, 2)
3
>>> add(1, None)
Traceback (most recent call last):
  ...
TypeError: not these
>>> show([1])
<1>
>>> numbers = [1,
...            2]
>>> add(*numbers)
3
"""
TOGETHER = """\
>>> made = Made()
>>> made
Made
>>> made.give()
1
>>> made.give()
Traceback (most recent call last):
Spent: nothing left
"""
EXAMPLE_SOLUTION = """\
total = 3
class Spent(Exception):
    pass
class Made:
    left = [1]
    def __repr__(self):
        return "Made"
    def give(self):
        if not self.left:
            raise Spent("nothing left")
        return self.left.pop()
def add(one, other):
    return one + other
def greet(name):
    print("Hello,\\n")
    print(name + "!")
def show(items):
    class Shown:
        def __repr__(self):
            return f"<{items[0]}>"
    return Shown()
"""


def test_doctest_examples_pass_and_fail_as_doctest_has_it(tmp_path, capsys):
    cells = [
        markdown("# Examples\n\nDo it."),
        code(f"#| solution\n{EXAMPLE_SOLUTION}"),
        code(f"#| tests\n{EXAMPLES}"),
        code(f"#| tests\n{TOGETHER}"),
        code("#| tests\n#| call: total\n#| expected: 3"),
        code(f"#| wrong says it otherwise\n{EXAMPLE_SOLUTION.replace('Hello', 'Hallo')}"),
        code(f"#| wrong shows it otherwise\n{EXAMPLE_SOLUTION.replace('<{', '{').replace('}>', '}')}"),
        code(f"#| wrong raises another\n{EXAMPLE_SOLUTION.replace('raise Spent', 'raise KeyError')}"),
        code(f"#| wrong total\n{EXAMPLE_SOLUTION.replace('total = 3', 'total = 4')}"),
    ]
    path = tmp_path / "examples.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}))
    assert cli.main(["check", str(path)]) == 0, capsys.readouterr().err
    assert "9 tests (0 hidden)" in capsys.readouterr().out
