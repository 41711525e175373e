"""What a submission may use, and what becomes of the tests after one was stopped."""

# ruff: noqa: E501  programs of a test stay on one line

import os
import signal
import sys

import pytest

from grader_service.contract import VERDICT_BYTES, Limits, encode

SHORT = Limits(seconds=0.2, memory_mb=64)
LOOP = "def loop():\n    n = 0\n    while True:\n        n += 1\ndef good(): return 1\n"
GOOD = {"call": "good()", "expected": "1"}
BAD = {"call": "loop()", "expected": "1"}


def statuses(verdict):
    return [test.status for test in verdict.tests]


def test_an_endless_loop_is_stopped_and_its_line_named(grade):
    verdict = grade(LOOP, BAD, limits=SHORT)
    assert verdict.status == "timeout"
    assert verdict.tests[0].line in {3, 4}
    assert "longer than 0.2 s" in verdict.tests[0].message


def test_the_next_test_runs_in_a_fresh_process_and_after_a_second_stop_none_does(grade):
    verdict = grade(LOOP, GOOD, BAD, GOOD, BAD, GOOD, GOOD | {"hidden": True}, limits=SHORT)
    assert statuses(verdict) == ["passed", "timeout", "passed", "timeout", "not-run", "not-run"]
    assert (verdict.status, verdict.points) == ("timeout", 2)


def test_what_was_printed_before_a_stop_is_kept(grade):
    verdict = grade("def loop():\n    print('so far')\n    while True: pass\n", BAD, limits=SHORT)
    assert verdict.tests[0].stdout == "so far\n"
    assert verdict.stdout == "so far\n"


@pytest.mark.parametrize(
    "code",
    [
        "import time\ndef loop(): time.sleep(1000)",
        "def loop():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
        "import re\ndef loop(): re.match('(a*)*b', 'a' * 40)",
        "def loop(): return 7 ** 10 ** 8",
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))\ndef loop():\n    while True: pass",
        "import threading\ndef loop(): threading.Lock().acquire() or threading.Event().wait()",
        "import os, signal\ndef loop(): os.kill(os.getpid(), signal.SIGSTOP)",
        "class A:\n    def __repr__(self):\n        while True: pass\ndef loop(): return A()",
        "class E(Exception):\n    def __str__(self):\n        while True: pass\ndef loop(): raise E",
        "def loop():\n    while True: yield 1\n    \nloop = lambda: sum(1 for _ in iter(int, 1))",
    ],
)
def test_whatever_does_not_end_is_ended(grade_bare, code):
    verdict = grade_bare(code + "\ndef good(): return 1\n", BAD, GOOD, limits=SHORT)
    assert statuses(verdict)[0] in {"timeout", "failed"}
    assert statuses(verdict)[1] == "passed"


def test_loading_counts_as_a_test_and_nothing_runs_after_it_was_stopped(grade):
    verdict = grade("while True: pass", GOOD, GOOD, limits=SHORT)
    assert (verdict.status, statuses(verdict)) == ("timeout", ["timeout", "not-run"])


def test_time_is_counted_for_each_test_by_itself(grade):
    code = "import time\ndef good():\n    end = time.process_time() + 0.12\n    while time.process_time() < end: pass\n    return 1\n"
    assert grade(code, *[GOOD] * 4, limits=SHORT).correct


def test_the_clock_stands_still_while_the_tests_own_code_works(grade):
    slow = "import time\nend = time.process_time() + 0.5\nwhile time.process_time() < end: pass\nassert good() == 1"
    assert grade(LOOP, {"code": slow}, limits=SHORT).correct


def test_time_that_is_over_before_anything_was_told_is_the_submissions(workshop, job, monkeypatch):
    take = workshop.room.examiners.take

    def take_and_hold():
        process = take()
        os.kill(process.pid, signal.SIGSTOP)
        return process

    monkeypatch.setattr(workshop.room.examiners, "take", take_and_hold)
    verdict = workshop.grade(job("print(1)", {"stdin": "", "stdout": "1"}, limits=Limits(0.01)))
    assert (verdict.status, statuses(verdict)) == ("timeout", ["timeout"])


def test_texts_of_a_submission_leave_room_for_its_verdict(grade):
    code = "class Long:\n    def __repr__(self): return '\U0001f40d' * 3000\ndef good():\n    print(Long())\n    return Long()\n"
    verdict = grade(code + "def bad(): raise ValueError(Long())\n", BAD | {"call": "bad()"}, *[GOOD] * 200)
    assert (verdict.status, statuses(verdict)) == ("error", ["error"] + ["failed"] * 200)
    assert len(encode(verdict)) <= VERDICT_BYTES


BOUNDED = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="macOS limits no memory of a process")
MEMORY = [
    "def loop(): return len('x' * 10 ** 9)",
    "def loop():\n    xs = []\n    while True: xs.append(bytearray(10 ** 6))",
    "import mmap\ndef loop():\n    keep = []\n    while True: keep.append(mmap.mmap(-1, 10 ** 7))",
]


@BOUNDED
@pytest.mark.parametrize("code", MEMORY)
def test_too_much_memory_ends_the_test_and_not_the_machine(grade, code):
    verdict = grade(code + "\ndef good(): return 1\n", BAD, GOOD, limits=Limits(2, 64))
    assert (verdict.status == "memory") or verdict.error.type == "OSError"
    assert statuses(verdict) == ["error", "passed"]


def test_a_submission_may_use_the_memory_it_was_promised(grade):
    code = "def good():\n    x = bytearray(40 * 2 ** 20)\n    return 1\n"
    assert grade(code, GOOD, limits=SHORT).correct


@BOUNDED
def test_a_submission_may_not_use_much_more(grade):
    code = "def good():\n    x = bytearray(80 * 2 ** 20)\n    return 1\n"
    assert grade(code, GOOD, limits=SHORT).status == "memory"


def test_a_few_threads_fit_into_the_memory_of_a_test(grade):
    code = "import threading\ndef good():\n    xs = []\n    ts = [threading.Thread(target=xs.append, args=(1,)) for _ in range(5)]\n    for t in ts: t.start()\n    for t in ts: t.join()\n    return len(xs) // 5\n"
    assert grade(code, GOOD, limits=SHORT).correct


def test_a_flood_of_output_is_stopped(grade):
    verdict = grade("def loop():\n    while True: print('x' * 1000)\ndef good(): return 1\n", BAD, GOOD)
    assert (verdict.status, statuses(verdict)) == ("output", ["error", "passed"])
    assert len(verdict.stdout) < 100_000
    assert verdict.stdout.endswith("(cut)")


def test_a_flood_on_standard_error_is_stopped_too(grade):
    verdict = grade("import sys\ndef loop():\n    while True: sys.stderr.write('x' * 1000)\n", BAD)
    assert verdict.status == "output"


@pytest.mark.parametrize(
    "code",
    [
        "import os\ndef loop(): os._exit(0)",
        "import os, signal\ndef loop(): os.kill(os.getpid(), signal.SIGKILL)",
        "import os, signal\ndef loop(): os.kill(0, signal.SIGKILL)",
        "import ctypes\ndef loop(): ctypes.string_at(0)",
        "import os\ndef loop(): os.closerange(0, 100)",
        "import sys, os\ndef loop(): os.execv('/bin/true', ['true'])",
    ],
)
def test_a_process_that_ends_itself_has_crashed(grade_bare, code):
    verdict = grade_bare(code + "\ndef good(): return 1\n", BAD, GOOD)
    assert (verdict.status, statuses(verdict)) == ("crashed", ["error", "passed"])


def test_a_script_that_ends_itself_without_a_word_has_not_passed(grade):
    verdict = grade("import os\nprint('9', flush=True)\nos._exit(0)", {"stdin": "", "stdout": "9"})
    assert (verdict.status, verdict.correct) == ("crashed", False)


def test_a_hidden_test_that_is_stopped_shows_in_the_status_alone(grade):
    verdict = grade(LOOP, GOOD, BAD | {"hidden": True}, limits=SHORT)
    assert (verdict.status, verdict.tests[1].status, verdict.tests[1].message) == ("timeout", "timeout", None)


def test_a_test_whose_own_code_ends_the_examiner_is_a_fault_of_the_system(grade):
    verdict = grade(LOOP, {"code": "import os\nos._exit(0)"}, limits=Limits(0.01))
    assert verdict.status == "system"
    assert "ended the examiner" in verdict.error.message


def test_a_test_that_exits_over_a_wrong_result_has_not_passed(grade):
    (test,) = grade("def f(): return 2", {"code": "import sys\nif f() != 1: sys.exit('wrong')"}).tests
    assert (test.status, test.message) == ("failed", "With what it got the test ended with SystemExit: wrong")


def test_work_without_end_on_what_a_submission_gave_is_a_timeout_of_that_test(grade):
    endless = {"code": "while True: pass"}
    verdict = grade(LOOP + "def good(): return 1\n", GOOD, endless, GOOD, limits=Limits(0.01))
    assert (verdict.status, statuses(verdict)) == ("timeout", ["passed", "timeout", "not-run"])
    assert (verdict.correct, verdict.points, verdict.max_points) == (False, 1, 3)


def test_a_test_that_swallows_a_stop_has_not_passed(grade):
    code = "try:\n    loop()\nexcept BaseException:\n    pass"
    verdict = grade(LOOP, {"code": code}, GOOD, limits=SHORT)
    assert statuses(verdict) == ["timeout", "passed"]


def test_the_signals_of_a_student_are_pythons_own(grade):
    code = "import signal\ndef f(): return [signal.getsignal(s) for s in (signal.SIGTERM, signal.SIGCHLD)] == [signal.SIG_DFL] * 2"
    assert signal.SIG_DFL is not None
    assert grade(code, {"call": "f()", "expected": "True"}).correct
