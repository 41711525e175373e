"""The same faults with the real workshop: student code in processes of its own, which must not stay behind."""

import os
import signal
from contextlib import contextmanager

import psutil
import pytest

from grader_service import contract
from grader_service.contract import Limits, result_key
from grader_service.launcher import start_graders
from tests.services.jobs import a_job
from tests.services.looks import pending, put, verdict_of
from tests.services.practice import are_gone
from tests.services.waiting import wait_until

SLOW = "def f():\n    while True:\n        pass\n"
LONG = Limits(seconds=30)


@contextmanager
def graders(url, count=1, **wishes):
    running = start_graders(url, count, slots=1, minimum_protection="L", claim_seconds=1.0, drain_seconds=0.0, **wishes)
    try:
        yield running
    finally:
        running.stop()


def a_real_job(code, limits=None):
    test = contract.Test(name="t", call="f()", expected="1")
    job = a_job(code, tests=(test,))
    return contract.Job(job_id=job.job_id, digest=job.digest, code=code, tests=(test,), limits=limits or Limits())


@pytest.fixture
def client(valkey):
    with valkey.client() as client:
        yield client


def family(pid):
    grader = psutil.Process(pid)
    return [grader, *grader.children(recursive=True)]


def has_begun(client):
    return client.xinfo_groups(contract.STREAM) and pending(client)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_grader_that_ends_while_it_grades_leaves_no_process_and_no_job_behind(valkey, client, how):
    job = a_real_job(SLOW, LONG)
    with graders(valkey.url) as doomed:
        put(client, job)
        wait_until(lambda: has_begun(client))
        [pid] = doomed.pids
        processes = family(pid)
        assert len(processes) > 1
        os.kill(pid, how)
        wait_until(lambda: are_gone(processes))
    assert not client.exists(result_key(job.job_id))
    assert len(pending(client)) == 1


def test_a_job_whose_grader_is_killed_is_graded_by_another(valkey, client):
    job = a_real_job("def f():\n    for _ in range(10**7):\n        pass\n    return 1\n", LONG)
    with graders(valkey.url) as doomed:
        put(client, job)
        wait_until(lambda: has_begun(client))
        [pid] = doomed.pids
        os.kill(pid, signal.SIGKILL)
        with graders(valkey.url):
            wait_until(lambda: client.exists(result_key(job.job_id)))
    assert verdict_of(client, job).status == "passed"


def test_an_endless_loop_costs_its_own_job_only(valkey, client):
    endless, good = a_real_job(SLOW, Limits(seconds=0.3)), a_real_job("def f():\n    return 1\n")
    with graders(valkey.url):
        put(client, endless)
        put(client, good)
        wait_until(lambda: client.exists(result_key(endless.job_id)) and client.exists(result_key(good.job_id)))
    assert verdict_of(client, endless).status == "timeout"
    assert verdict_of(client, good).status == "passed"
