"""Cells of tests become tests: each as small as it can be told apart."""

import pytest

from jupyter_pyprac.authoring import source
from tests.jupyter_pyprac.authoring.notebooks import HANDOUT, TESTS, load


def test_each_assert_of_a_cell_of_asserts_is_a_test(folder):
    code = (
        '#| tests\n#| points: 3\n#| message: "Look \\"there\\""\nfrom submission import *\n'
        "assert f(1) == 1\nassert f(2) > 1\nassert f(\n    3\n) == 3, 'own'"
    )
    tests = load(folder, HANDOUT, ("code", code)).tests
    assert [(test.call, test.expected, test.code, test.points, test.message) for test in tests] == [
        ("f(1)", "1", None, 1.0, 'Look "there"'),
        (None, None, "assert f(2) > 1\n", 1.0, 'Look "there"'),
        ("f(3)", "3", None, 1.0, "own"),
    ]


def test_imports_and_plain_values_beside_asserts_leave_each_a_test_of_its_own(folder):
    code = (
        "#| tests\nimport math\nassert f(1) == 1\ndata = [1, 2]\n"
        "half = math.floor(len(data) / 2)\nassert f(\n    data\n) == data, 'own'\nassert f(3) == 3"
    )
    tests = load(folder, HANDOUT, ("code", code)).tests
    setup = "import math\ndata = [1, 2]\nhalf = math.floor(len(data) / 2)\n"
    assert [(test.name, test.call, test.code, test.points, test.message) for test in tests] == [
        ("Test 1", "f(1)", None, 1.0, None),
        ("Test 2", None, f"{setup}assert f(\n    data\n) == data, 'own'\n", 1.0, "own"),
        ("Test 3", "f(3)", None, 1.0, None),
    ]


def test_a_call_that_asserts_is_a_test_like_an_assert(folder):
    code = "#| tests\nimport numpy as np\nassert f(1) == 1\nnp.testing.assert_allclose(f(2), 2)"
    tests = load(folder, HANDOUT, ("code", code)).tests
    assert [(test.call, test.code) for test in tests] == [
        ("f(1)", None),
        (None, "import numpy as np\nnp.testing.assert_allclose(f(2), 2)\n"),
    ]


@pytest.mark.parametrize("between", ["made = f(1)", "f(1)", "for n in [1]: pass", "import submission", "del f"])
def test_asserts_that_may_depend_on_each_other_are_one_test_and_noted(folder, between):
    code = f"#| tests\nassert f(1) == 1\n{between}\nassert f(2) == 2"
    assert len(load(folder, HANDOUT, ("code", code)).tests) == 1
    (note,) = [note for note in source.load(folder).notes["search"] if "together" in note]
    assert note.startswith("cell 2, line 3: its asserts are one test together")
    assert note.endswith(between)


def test_each_method_and_function_in_a_cell_is_a_test(folder):
    code = "import unittest\nclass TestF(unittest.TestCase):\n    def test_a(self): self.assertEqual(f(1), 1)\n\n"
    code += "    def test_b(self): self.assertEqual(f(2), 2)\n\ndef test_c():\n    assert f(3) == 3"
    tests = load(
        folder, HANDOUT, ("code", f"#| tests\n{code}"), ("code", f"#| hidden tests\n#| points: 6\n{code}")
    ).tests
    names = ["TestF.test_a", "TestF.test_b", "test_c", "Hidden test 1", "Hidden test 2", "Hidden test 3"]
    assert [(test.name, test.points) for test in tests] == list(zip(names, [1.0] * 3 + [2.0] * 3, strict=True))


def test_each_part_of_a_cell_knows_its_own_lines(folder):
    code = "#| tests\nimport math\ndef test_a():\n    assert f(1) == 1\n\n\n"
    code += "# more\ndef test_b():\n    assert f(2) == 2\n\n"
    tests = load(folder, HANDOUT, ("code", f"{code}def test_c():\n    assert f(3)"), TESTS).tests
    origin = source.load(folder).origins["search"]
    for index, test in enumerate(tests[:3]):
        assert [line.text for line in origin.places[f"tests[{index}]"]] == test.code.splitlines()
    last = len(tests[1].code.splitlines())
    assert (origin.where("tests[1]", last), origin.where("tests[3]")) == ("cell 2, line 9", "cell 3, line 2")


def test_asserts_of_a_shared_cell_stay_code(folder):
    tests = load(folder, HANDOUT, ("code", "#| tests\n#| shared: true\nassert f(1) == 1\nassert f(2) == 2")).tests
    assert [(test.code, test.shared) for test in tests] == [("assert f(1) == 1\n", True), ("assert f(2) == 2\n", True)]


def test_other_python_in_a_cell_is_one_test(folder):
    (test,) = load(folder, HANDOUT, ("code", "#| tests\n#| name: stack\ns = Stack()\nassert s.pop() == 1")).tests
    assert (test.name, test.code, test.points) == ("stack", "s = Stack()\nassert s.pop() == 1\n", 1.0)


def test_calls_below_raises_must_raise_and_are_shown_as_written(folder):
    tests = load(folder, HANDOUT, ("code", "#| tests\n#| raises: ValueError\nf(-1)\nf( 'x' )")).tests
    assert [(test.call, test.raises) for test in tests] == [("f(-1)", "ValueError"), ("f( 'x' )", "ValueError")]


def test_the_message_of_an_assert_that_is_no_comparison_is_the_tests_message(folder):
    cell = "#| hidden tests\n#| message: both\nassert f(1) < 2, 'less'\nassert f(1) > 0\nassert f(2) > 1, f'{1}'"
    assert [test.message for test in load(folder, HANDOUT, ("code", cell)).tests] == ["less", "both", "both"]


def test_stdin_and_stdout_run_the_submission_as_a_script(folder):
    block = "#| hidden tests\n#| stdin: Ada\n#| stdout: |\n#|   name: ?\n#|\n#|     Hello,\n#| points: 2"
    (test,) = load(folder, HANDOUT, ("code", block)).tests
    assert (test.stdin, test.stdout, test.points, test.hidden) == ("Ada\n", "name: ?\n\n  Hello,\n", 2.0, True)
