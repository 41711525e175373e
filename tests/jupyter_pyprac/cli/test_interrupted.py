"""Ctrl-C ends a check at once, whatever its programs do, and leaves nothing behind."""

import json
import os
import signal
import subprocess
import sys

import psutil

from tests.services.waiting import wait_until

COMMAND = "import sys; from jupyter_pyprac.cli.main import main; sys.exit(main())"
ENDLESS = {"title": "T", "handout": "Do it.", "limits": {"seconds": 60}, "solution": "while True: pass\n"}
BUSY_SECONDS = 0.5


def test_ctrl_c_ends_a_check_and_all_that_it_has_started(tmp_path):
    tasks = [{"slug": f"a{number}", "tests": [{"call": "f(1)", "expected": "2"}], **ENDLESS} for number in range(4)]
    course = {"format": "pyprac-course/1", "course": {"slug": "c", "title": "C"}, "assignments": tasks}
    path = tmp_path / "course.json"
    path.write_text(json.dumps(course))
    command = [sys.executable, "-c", COMMAND, "check", str(path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        started = []
        try:
            wait_until(lambda: busy(process.pid))
            started = psutil.Process(process.pid).children(recursive=True)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does
            _, told = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (process.returncode, told) == (130, "jupyter pyprac: stopped\n")
    assert started
    wait_until(lambda: not any(each.is_running() for each in started))


def busy(pid):
    """Whether a program of the course has begun to loop."""
    used = []
    for each in psutil.Process(pid).children(recursive=True):
        try:
            used.append(each.cpu_times().user)
        except psutil.NoSuchProcess:
            continue
    return len(used) > 4 and max(used) > BUSY_SECONDS
