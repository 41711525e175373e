"""Submissions that want points, not the right answer. After each the next one is graded right and nothing is left."""

# ruff: noqa: E501  programs of a test stay on one line

import sys

import pytest

from grader_service.contract import Limits
from tests.grader_service.forgeries import EXPECTED, FORGERIES, TEST


@pytest.mark.parametrize("code", FORGERIES.values(), ids=FORGERIES.keys())
def test_no_forgery_passes_and_the_next_run_is_right(grade, code):
    forged = grade(code, TEST, TEST | {"hidden": True}, limits=Limits(0.3, 256))
    assert not forged.correct
    assert forged.points == 0
    assert forged.status in {"failed", "error", "crashed", "timeout", "memory"}
    assert grade(f"def answer(): return {EXPECTED}", TEST).correct


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells of the memory that is searched")
def test_an_expected_value_is_nowhere_in_the_students_process(grade_bare):
    """The search that finds nothing above does find what is there."""
    code = FORGERIES["searching the memory"].replace("def answer():", "KEEP = b'81625' + b'3940275113'\ndef answer():")
    assert grade_bare(code, TEST).correct


def test_the_environment_of_a_student_is_empty(grade, monkeypatch):
    monkeypatch.setenv("PYPRAC_REDIS_URL", "redis://secret")
    code = "import os, sys\ndef f(): return dict(os.environ), sys.argv\ndef g(): return sorted(map(int, os.listdir('/proc/self/fd')))[:5]"
    verdict = grade(
        code, {"call": "f()[0]", "expected": "{'LC_CTYPE': 'C.UTF-8'}"}, {"call": "f()[1]", "expected": "['']"}
    )
    assert verdict.tests[1].status == "passed"
    assert "secret" not in (verdict.tests[0].actual or "")


def test_a_student_has_only_its_own_descriptors(grade):
    code = """
import os
def is_open(n):
    try:
        return bool(os.fstat(n))
    except OSError:
        return False
def f(): return [n for n in range(3, 512) if is_open(n)]
"""
    assert grade(code, {"call": "f()", "expected": "[3, 4]"}).correct


SMUGGLER = """
import os, tempfile
path = os.path.join(tempfile.gettempdir(), 'pyprac-smuggled-%d' % os.getuid())
if os.path.exists(path):
    text = open(path).read()
    os.unlink(path)
    print(text)
    raise ValueError(text)
def answer(x):
    if x == 'visible': return 1
    with open(path, 'w') as file: file.write(x)
    os._exit(1)
"""


def test_loading_again_after_a_hidden_test_tells_nothing(grade_bare):
    visible = {"call": "answer('visible')", "expected": "1"}
    hidden = {"call": "answer('a hidden argument')", "expected": "1", "hidden": True}
    verdict = grade_bare(SMUGGLER, visible, hidden, hidden)
    assert [test.status for test in verdict.tests] == ["passed", "error", "not-run"]
    assert (verdict.error, verdict.stdout) == (None, "")


@pytest.mark.parametrize("digits", [20, 5000])
def test_a_crash_that_names_a_line_which_no_program_has_names_none(grade, digits):
    dump = 'Current thread 0x1 (most recent call first):\n  File "<submission>", line ' + "9" * digits + " in f\n"
    verdict = grade(f"import os\nos.write(2, {dump.encode()!r})\nos._exit(0)\n", TEST)
    assert (verdict.status, verdict.tests[0].line) == ("crashed", None)
