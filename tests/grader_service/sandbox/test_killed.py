"""A process that is killed from outside, as for want of memory, is neither the submission's doing nor the author's."""

import fcntl
import os
import signal
import sys
import termios
import threading
from array import array

import psutil
import pytest

from grader_service.contract import Limits
from grader_service.grading import Workshop
from tests.services.waiting import wait_until

TEST = {"call": "f()", "expected": "1"}
CODE = "def f(): return 1"


def kill_what_is_taken(monkeypatch, nursery, times):
    """Kill so many processes just as they are taken; the list that is returned grows with each."""
    take, killed = nursery.take, []

    def take_and_kill():
        process = take()
        if len(killed) < times:
            killed.append(process.pid)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(20)
        return process

    monkeypatch.setattr(nursery, "take", take_and_kill)
    return killed


@pytest.mark.parametrize("kind", ["guests", "examiners"])
@pytest.mark.parametrize("setup", ["", "one = 1"])
def test_a_process_that_is_killed_just_as_a_job_takes_it_is_replaced(job, monkeypatch, setup, kind):
    with Workshop() as workshop:
        killed = kill_what_is_taken(monkeypatch, getattr(workshop.room, kind), times=1)
        assert workshop.grade(job(CODE, TEST, setup_code=setup)).correct
        assert len(killed) == 1


def test_where_every_process_is_killed_the_author_is_not_blamed(job, monkeypatch):
    with Workshop() as workshop:
        kill_what_is_taken(monkeypatch, workshop.room.guests, times=100)
        verdict = workshop.grade(job(CODE, TEST))
        assert verdict.status == "system"
        assert "setup" not in verdict.error.message


def kill_when(monkeypatch, nursery, is_due, times):
    """Kill so many processes that work when something is true of them, as for want of memory; grows with each."""
    take, watched, killed = nursery.take, [], []

    def kill(process, requests):
        wait_until(lambda: is_due(process, requests))
        killed.append(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        os.close(requests)

    def take_and_watch():
        process = take()
        if len(watched) < times:
            watched.append(process)
            if is_due is holds_the_submission:
                hold(process.pid)
            threading.Thread(target=kill, args=(process, os.dup(process.ends["requests"]))).start()
        return process

    monkeypatch.setattr(nursery, "take", take_and_watch)
    return killed


def hold(pid):
    """Stop a process, and see that it is: one that sleeps may read once more before it is."""
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: psutil.Process(pid).status() == psutil.STATUS_STOPPED)


def holds_the_submission(_process, requests):
    """Whether a process that is held was sent the submission, after all that prepares it."""
    waiting = array("i", [0])
    fcntl.ioctl(requests, termios.FIONREAD, waiting)
    return waiting[0] > len(LONG_CODE)


def is_busy(process, _requests):
    """Whether a process has worked more than preparing it takes."""
    return (process.cpu() or 0) > 0.2


LONG_CODE = "def f():\n    for _ in range(5 * 10 ** 7): pass\n    return 1\n" + "# a long submission\n" * 100


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere a submission may kill itself")
@pytest.mark.parametrize("is_due", [holds_the_submission, is_busy])
def test_a_submission_whose_process_is_killed_from_outside_is_graded_once_more(job, monkeypatch, is_due):
    with Workshop() as workshop:
        killed = kill_when(monkeypatch, workshop.room.guests, is_due, times=1)
        assert workshop.grade(job(LONG_CODE, TEST, limits=Limits(seconds=20))).correct
        assert len(killed) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere a submission may kill itself")
def test_a_submission_whose_process_is_killed_again_is_not_blamed(job, monkeypatch):
    with Workshop() as workshop:
        killed = kill_when(monkeypatch, workshop.room.guests, holds_the_submission, times=2)
        verdict = workshop.grade(job(LONG_CODE, TEST))
        assert (verdict.status, len(killed)) == ("system", 2)
        assert "killed from outside" in verdict.error.message


ENDLESS = """
import resource
def f():
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (0, 0))
    except ValueError:
        pass
    while True: pass
"""


@pytest.mark.parametrize("level", ["A", "B"])
def test_a_submission_cannot_have_itself_killed_as_if_from_outside(job, level):
    with Workshop(strongest=level) as workshop:
        if workshop.protection not in {"A", "B"}:
            pytest.skip("without a filter of system calls a submission may limit its own time")
        assert workshop.grade(job(ENDLESS, TEST, limits=Limits(seconds=0.2))).status == "timeout"
