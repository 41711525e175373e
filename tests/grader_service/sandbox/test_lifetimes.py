"""What starts ends: zygotes are replaced when they die or have served long, and nothing outlives its owner."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from grader_service.grading import Workshop
from grader_service.rooms import ENVIRONMENTS, GUEST_PIPES
from grader_service.sandbox import nursery
from grader_service.sandbox.enclosure import Enclosure
from grader_service.sandbox.nursery import Nursery
from grader_service.sandbox.processes import Process, SandboxError, Zygote
from tests.services.waiting import wait_until

TEST = {"call": "f()", "expected": "1"}
CODE = "def f(): return 1"


def alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def guests():
    one = Nursery(ENVIRONMENTS["python"].guest, GUEST_PIPES, Enclosure(student=True), spares=2)
    one.open()
    yield one
    one.close()


def test_a_process_is_known_to_have_ended_only_when_it_was_reaped(guests):
    process = guests.take()
    assert process.wait(0) is None
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(20) == signal.SIGKILL
    guests.end(process)


def test_ending_a_process_kills_it(guests):
    process = guests.take()
    guests.end(process)
    wait_until(lambda: not alive(process.pid))


def test_a_successor_comes_once_it_is_asked_for_and_at_the_latest_where_there_is_no_spare_left(guests):
    wait_until(lambda: len(guests._spares) == 2)
    guests.end(guests.take())
    assert not guests._are_missing()
    guests.refill()
    wait_until(lambda: len(guests._spares) == 2)
    for _ in range(5):
        guests.end(guests.take())


def test_a_stopped_process_tells_its_status(guests):
    process = guests.take()
    assert os.waitstatus_to_exitcode(process.stop()) in {0, -signal.SIGUSR1, -signal.SIGKILL}
    guests.end(process)


def test_a_dead_zygote_is_replaced_before_the_next_process_is_wanted(guests):
    first = guests._zygote
    spares = [process.pid for process in guests._spares]
    os.kill(first._process.pid, signal.SIGKILL)
    first._process.wait()
    process = guests.take()
    assert guests._zygote is not first
    assert alive(process.pid)
    wait_until(lambda: not any(map(alive, spares)))
    wait_until(lambda: not Path(first._directory).exists())
    guests.end(process)


def test_a_zygote_that_has_served_long_is_replaced_and_ended(guests):
    first = guests._zygote
    first.forked = nursery.RECYCLE
    guests.end(guests.take())
    wait_until(lambda: guests._zygote is not first)
    for _ in range(4):
        guests.end(guests.take())
    wait_until(lambda: not first.alive)


def test_a_sandbox_that_does_not_start_says_so():
    with pytest.raises(SandboxError, match="did not start"):
        Nursery("grader_service.no_such_module", GUEST_PIPES, Enclosure(student=True), spares=1).open()


def test_a_zygote_that_cannot_be_started_for_now_is_started_later(guests, monkeypatch):
    attempts = []

    def start(*arguments):
        attempts.append(arguments)
        if len(attempts) == 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return Zygote(*arguments)

    monkeypatch.setattr(nursery, "Zygote", start)
    os.kill(guests._zygote._process.pid, signal.SIGKILL)
    guests._zygote._process.wait()
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        guests.take()
    guests.end(guests.take())


def test_a_zygote_without_an_interpreter_leaves_no_directory(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(FileNotFoundError):
        Zygote(ENVIRONMENTS["python"].guest, Enclosure(student=True, scratch=str(tmp_path)))
    assert list(tmp_path.iterdir()) == []


def test_a_closed_nursery_gives_no_process():
    closed = Nursery(ENVIRONMENTS["python"].guest, GUEST_PIPES, Enclosure(student=True), spares=1)
    closed.open()
    closed.close()
    with pytest.raises(SandboxError, match="closed"):
        closed.take()


def test_a_zygote_whose_machine_has_no_process_left_says_so():
    zygote = Zygote(ENVIRONMENTS["python"].guest, Enclosure(student=True))
    zygote.ready()
    zygote.close()
    before = psutil.Process().num_fds()
    with pytest.raises(SandboxError, match="has ended"):
        zygote.fork(GUEST_PIPES)
    assert psutil.Process().num_fds() == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a filter is Linux's")
def test_the_filter_of_a_zygote_is_on_no_command_line_and_its_input_leads_nowhere():
    others = psutil.Process().children()
    zygote = Zygote(ENVIRONMENTS["python"].guest, Enclosure(student=True))
    try:
        zygote.ready()
        [process] = [each for each in psutil.Process().children() if each not in others]
        assert max(map(len, process.cmdline())) < 300
        assert Path(f"/proc/{process.pid}/fd/0").readlink() == Path(os.devnull)
    finally:
        zygote.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="macOS has no such clock")
def test_the_cpu_time_of_another_process_is_read_from_its_clock(guests):
    process = guests.take()
    assert isinstance(process, Process)
    process.mark()
    used = process.cpu()
    assert used is not None
    assert used >= 0
    guests.end(process)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="on macOS a run outlives its zygote until its time is up"
)
def test_a_run_that_kills_its_zygote_is_graded_once_more_and_leaves_a_working_sandbox(bare_workshop, job):
    code = "import os, signal, time\ndef f():\n    os.kill(os.getppid(), signal.SIGKILL)\n    time.sleep(10)\n"
    verdict = bare_workshop.grade(job(code, TEST))
    assert (verdict.status, verdict.correct) == ("crashed", False)
    assert bare_workshop.grade(job(CODE, TEST)).correct


def test_a_run_whose_sandbox_dies_under_it_is_graded_again(job):
    with Workshop() as workshop:
        killed = []

        def kill_once(event):
            if event.type == "test" and not killed:
                killed.append(workshop.room.guests._zygote._process.pid)
                os.kill(killed[0], signal.SIGKILL)

        tests = [TEST, TEST | {"hidden": True}]
        assert workshop.grade(job(CODE, *tests), tell=kill_once).correct
        assert killed


@pytest.mark.parametrize("kind", ["guests", "examiners"])
def test_spares_that_were_killed_while_they_waited_are_passed_over(job, kind):
    with Workshop() as workshop:
        nursery = getattr(workshop.room, kind)
        wait_until(lambda: len(nursery._spares) == nursery._wanted)
        for process in list(nursery._spares):
            os.kill(process.pid, signal.SIGKILL)
            assert process.wait(20) == signal.SIGKILL
        assert workshop.grade(job(CODE, TEST)).correct


@pytest.mark.parametrize("kind", ["guests", "examiners"])
def test_a_zygote_that_was_killed_with_its_spares_is_passed_over(job, kind):
    with Workshop() as workshop:
        nursery = getattr(workshop.room, kind)
        wait_until(lambda: len(nursery._spares) == nursery._wanted)
        os.kill(nursery._zygote._process.pid, signal.SIGKILL)
        assert workshop.grade(job(CODE, TEST)).correct


def test_a_lost_examiner_sandbox_is_replaced(job):
    with Workshop() as workshop:
        killed = []

        def kill_once(event):
            if event.type == "test" and not killed:
                killed.append(workshop.room.examiners._zygote._process.pid)
                os.kill(killed[0], signal.SIGKILL)

        assert workshop.grade(job(CODE, TEST, TEST), tell=kill_once).correct


OWNER = """
import os, time
from grader_service.grading import Workshop
from tests.services.waiting import wait_until
workshop = Workshop()
workshop.__enter__()
wait_until(lambda: len(workshop.room.guests._spares) >= 2 and workshop.room.examiners._spares)
pids = [n._zygote._process.pid for n in (workshop.room.guests, workshop.room.examiners)]
pids += [p.pid for n in (workshop.room.guests, workshop.room.examiners) for p in n._spares]
print(*pids, flush=True)
print(*[n._zygote._directory for n in (workshop.room.guests, workshop.room.examiners)], sep="\\n", flush=True)
time.sleep(1000)
"""


def test_nothing_outlives_a_grader_that_is_killed():
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    with owner:
        pids = [int(word) for word in owner.stdout.readline().split()]
        assert len(pids) == 5
        assert all(map(alive, pids))
        directories = [Path(owner.stdout.readline().rstrip()) for _ in range(2)]
        owner.kill()
    wait_until(lambda: not any(map(alive, pids)))
    wait_until(lambda: not any(directory.exists() for directory in directories))


def test_a_workshop_that_is_closed_leaves_nothing():
    with Workshop() as workshop:
        zygotes = [workshop.room.guests._zygote, workshop.room.examiners._zygote]
    assert not any(zygote.alive for zygote in zygotes)
