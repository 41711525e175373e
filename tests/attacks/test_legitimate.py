"""What honest students write runs at every level, and what a sandbox refuses is refused in words of Python."""

import pytest

from grader_service.contract import Limits
from tests.attacks.programs import PROGRAMS
from tests.grader_service.conftest import make_job

ENOUGH = Limits(seconds=2, memory_mb=128)
TEST = {"call": "f()", "expected": "True"}


@pytest.mark.parametrize("code", PROGRAMS.values(), ids=PROGRAMS)
def test_an_honest_program_runs(at_level, code):
    verdict = at_level.grade(make_job(code, TEST, limits=ENOUGH))
    assert verdict.correct, (verdict.error, verdict.tests[0].message)


def test_a_script_reads_its_input_and_answers(at_level):
    code = "import sys\nname = input('Who? ')\nrest = sys.stdin.read().split()\nprint(f'Hello {name}', len(rest))\n"
    test = {"stdin": "Ada\n1 2\n3\n", "stdout": "Who? Hello Ada 3"}
    assert at_level.grade(make_job(code, test, limits=ENOUGH)).correct


def test_files_of_an_assignment_are_there(at_level):
    code = "import csv\ndef f(): return [int(row['n']) for row in csv.DictReader(open('data.csv'))] == [1, 2]"
    assert at_level.grade(make_job("open('data.csv', 'w').write('n\\n1\\n2\\n')\n" + code, TEST, limits=ENOUGH)).correct


REFUSED = {
    "another program": "import subprocess\ndef f(): return subprocess.run(['/bin/true']).returncode == 0",
    "a child": "import os\ndef f():\n    if os.fork() == 0: os._exit(0)\n    return os.wait()[1] == 0",
    "the network": "import urllib.request\ndef f(): return urllib.request.urlopen('http://127.0.0.1:9/')",
}


@pytest.mark.parametrize("code", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_an_error_of_the_student_with_a_line(at_level, code):
    verdict = at_level.grade(make_job(code, TEST, limits=ENOUGH))
    if at_level.protection in "CL":
        assert verdict.status in {"passed", "error"}
        return
    assert verdict.status == "error"
    assert verdict.error is not None
    assert verdict.error.type in {"PermissionError", "OSError", "BlockingIOError", "URLError", "FileNotFoundError"}
    assert verdict.error.line is not None
