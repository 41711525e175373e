"""What a submission finds around it: setup code, files, nothing of other runs, random numbers."""

import pytest

from grader_service.contract import File


def test_setup_names_exist_before_the_submission_and_in_calls(grade):
    verdict = grade(
        "def f(): return OrderedDict(a=LIMIT)",
        {"call": "f() == OrderedDict(a=LIMIT)", "expected": "True"},
        setup_code="from collections import OrderedDict\nLIMIT = 3\n",
    )
    assert verdict.status == "passed"


def test_setup_code_that_fails_is_no_fault_of_the_student(grade):
    verdict = grade("def f(): return 1", {"call": "f()", "expected": "1"}, setup_code="import nothing_there")
    assert verdict.status == "system"
    assert verdict.error is not None
    assert "setup code" in verdict.error.message


def test_files_of_the_assignment_lie_in_the_working_directory(workshop, job):
    content = b"a,b\n1,2\n" * 200_000
    files = (File("data.csv", "1"), File("empty.txt", "2"))
    code = "def f(): return len(open('data.csv').read()), open('empty.txt').read()"
    tests = [{"call": "f()", "expected": f"({len(content)}, '')", "hidden": hidden} for hidden in (False, True)]
    verdict = workshop.grade(job(code, *tests, files=files), {"1": content, "2": b""})
    assert verdict.status == "passed"


@pytest.mark.parametrize(("name", "words"), [("data.csv", "missing"), ("../data.csv", "plain name")])
def test_a_file_that_cannot_be_placed_is_a_fault_of_the_system(workshop, job, name, words):
    files = (File(name, "1"),)
    contents = {} if words == "missing" else {"1": b""}
    verdict = workshop.grade(job("", {"call": "1", "expected": "1"}, files=files), contents)
    assert verdict.status == "system"
    assert words in verdict.error.message


def test_what_one_run_writes_the_next_does_not_find(grade):
    code = "import os\ndef f():\n    open('left', 'w').write('x')\n    return os.listdir()\n"
    test = {"call": "f()", "expected": "['left']"}
    assert grade(code, test, test | {"hidden": True}).status == "passed"


def test_random_numbers_depend_on_the_code_alone(grade):
    code = "import random\nprint(random.random())\ndef f(x): return x\n"
    hidden = {"hidden": True, "call": "f(1)", "expected": "1"}
    printed = grade(code, hidden).stdout
    assert printed
    assert grade(code, hidden).stdout == printed
    assert grade(f"{code}#", hidden).stdout != printed
    # A seed in which hidden tests had a part would tell of each guess whether it is right.
    assert grade(code, hidden | {"expected": "2"}).stdout == printed
