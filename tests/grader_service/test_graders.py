import getpass
import os
import sys

import pytest

from grader_service.errors import Refused
from grader_service.graders import LOG_BYTES, LONGEST_WAIT, STEADY_SECONDS, Grader, Graders, account, clean_environment
from grader_service.start import Start
from tests.services.waiting import wait_until

ENDS_AT_ONCE = [sys.executable, "-c", "import sys; sys.stdin.readline()"]
STAYS = [sys.executable, "-c", "import sys; print('here', flush=True); sys.stdin.read()"]
IGNORES = [
    sys.executable,
    "-c",
    "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here', flush=True); signal.pause()",
]


def a_grader(command, log=None, drain_seconds=0.0):
    start = Start(redis_url="redis://h", consumer="one", drain_seconds=drain_seconds)
    return Grader(command, start, log=log, user=None)


def ended(grader):
    grader.process.wait()


def test_a_grader_that_keeps_failing_is_started_less_and_less_often():
    grader, now, waits = a_grader(ENDS_AT_ONCE), 0.0, []
    grader.mend(now)
    for _ in range(12):
        ended(grader)
        grader.mend(now)
        failed_at = now
        while grader.process is None:
            now += 0.1
            grader.mend(now)
        waits.append(round(now - failed_at, 1))
    ended(grader)
    grader.end_by(0)
    assert waits[0] < 1
    assert waits == sorted(waits)
    assert waits[-1] <= LONGEST_WAIT + 0.2


def test_a_grader_that_ran_long_before_it_failed_is_started_soon():
    grader = a_grader(ENDS_AT_ONCE)
    grader.mend(0.0)
    ended(grader)
    grader.mend(STEADY_SECONDS + 1)
    grader.mend(STEADY_SECONDS + 2)
    assert grader.process is not None
    ended(grader)
    grader.end_by(0)


def test_graders_end_when_asked(tmp_path):
    log = tmp_path / "log"
    graders = Graders([a_grader(STAYS, log)])
    graders.mend()
    wait_until(lambda: log.exists() and "here" in log.read_text())
    [pid] = graders.pids
    graders.stop()
    assert graders.pids == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_grader_that_does_not_end_is_killed(tmp_path):
    log = tmp_path / "log"
    grader = a_grader(IGNORES, log)
    grader.mend(0.0)
    wait_until(lambda: log.exists() and "here" in log.read_text())
    grader.ask_to_end()
    grader.end_by(0.0)
    assert grader.process is None


def test_a_log_grown_long_is_begun_anew_and_the_old_one_kept(tmp_path):
    log = tmp_path / "grader-1.log"
    log.write_bytes(b"x" * (LOG_BYTES + 1))
    graders = Graders([a_grader(STAYS, log)])
    graders.mend()
    wait_until(lambda: "here" in log.read_text())
    graders.stop()
    assert (tmp_path / "grader-1.log.1").stat().st_size == LOG_BYTES + 1


def test_nothing_of_the_server_but_what_an_interpreter_needs_is_passed_on():
    environment = {"PATH": "/bin", "LC_ALL": "C", "JUPYTER_TOKEN": "s", "PYPRAC_DB_URL": "s", "PYPRAC_SCRATCH": "/t"}
    assert clean_environment(environment) == {"PATH": "/bin", "LC_ALL": "C"}


def test_an_unknown_user_is_refused_with_what_to_set():
    assert account(getpass.getuser()).pw_uid == os.geteuid()
    with pytest.raises(Refused, match="PYPRAC_GRADER_USER"):
        account("nobody-of-this-name")
