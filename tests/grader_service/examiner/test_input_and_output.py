"""Programs that read and print, and calls that do."""

import pytest

SCRIPT = "n = int(input())\nprint(n * n)\nif __name__ == '__main__':\n    print('main')\n"


@pytest.mark.parametrize("stdout", ["9\nmain\n", "9\nmain", "9  \nmain\n\n", "9\r\nmain\r\n"])
def test_a_script_is_fed_and_its_output_compared_by_lines(grade, stdout):
    assert grade(SCRIPT, {"stdin": "3\n", "stdout": stdout}).correct


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("pass", "Nothing was printed"),
        ("print('HELLO\\nworld')", "upper and lower case"),
        ("print('Hello\\nwor ld')", "spaces differ, first in line 2"),
        ("print('Hello', 'world')", "spaces and line breaks differ, first in line 1"),
        ("print('Hello\\n\\nworld')", "spaces and line breaks differ, first in line 2"),
        ("print('Hello\\nworld\\nmore')", "goes on"),
        ("print('Hello')", "ends too early: line 2"),
        ("input('Name? ')\nprint('Hello\\nworld')", "prompt"),
        ("print('Hello\\nmoon')", "Line 2"),
    ],
)
def test_a_difference_in_the_output_is_described(grade, code, words):
    (test,) = grade(code, {"stdin": "x\n", "stdout": "Hello\nworld\n"}).tests
    assert words in test.message


def test_a_script_without_an_expected_output_passes_when_it_ends(grade):
    verdict = grade(SCRIPT, {"stdin": "4"})
    assert (verdict.correct, verdict.tests[0].actual, verdict.stdout) == (True, "16\nmain\n", "16\nmain\n")


def test_each_script_runs_in_a_process_of_its_own(grade):
    code = "import os\nprint(os.path.exists('mark'))\nopen('mark', 'w').close()\n"
    verdict = grade(code, {"stdin": "", "stdout": "False"}, {"stdin": "", "stdout": "False"})
    assert verdict.correct


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nprint(sys.stdin.read().split())",
        "print(open(0).read().split())",
        "print([x.strip() for x in __import__('sys').stdin])",
    ],
)
def test_input_can_be_read_in_any_way(grade, code):
    assert grade(code, {"stdin": "a\nb\n", "stdout": "['a', 'b']"}).correct


def test_a_call_gets_its_input_and_shows_its_output(grade):
    code = "def ask():\n    n = int(input())\n    print('got', n)\n    return n\n"
    verdict = grade(
        code,
        {"call": "ask()", "stdin": "5\n6\n", "stdout": "got 5", "expected": "5"},
        {"call": "ask()", "expected": "6"},
        {"call": "ask()", "stdin": "7", "stdout": "got 8"},
    )
    assert [test.status for test in verdict.tests] == ["passed", "error", "failed"]
    assert verdict.error.type == "EOFError"
