"""What happens to submissions when graders die, are stopped, or lose their Redis: real processes throughout."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from grader_service.connection import REPLY_SECONDS
from grader_service.consumer import READ_MS
from grader_service.contract import (
    GROUP,
    JOB_FIELD,
    MAX_DELIVERIES,
    RESULTS_CHANNEL,
    STREAM,
    VERSION,
    Event,
    decode,
    encode,
    result_key,
)
from grader_service.launcher import Graders, start_graders
from tests.services.jobs import a_job
from tests.services.looks import dead_letters, pending, put, reads, verdict_of
from tests.services.waiting import wait_until

CLAIM_SECONDS = 1.0
FAKE = "tests.services.fake_grader"


@contextmanager
def graders(
    url: str, count: int = 1, *, claim_seconds: float = CLAIM_SECONDS, drain_seconds: float = 0.0
) -> Iterator[Graders]:
    """Grader processes whose work is done as the jobs' code says."""
    running = start_graders(url, count, slots=1, claim_seconds=claim_seconds, drain_seconds=drain_seconds, module=FAKE)
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def client(valkey):
    with valkey.client() as client:
        yield client


def graded_by(client) -> bytes | None:
    """The consumer that has the only job under way."""
    return (
        pending(client)[0]["consumer"]
        if client.exists(STREAM) and client.xinfo_groups(STREAM) and pending(client)
        else None
    )


def count_graded(hearing, job) -> int:
    """How often the job's verdict was published."""
    events = [decode(message["data"], Event) for message in iter(lambda: hearing.get_message(timeout=0.2), None)]
    return sum((event.type, event.job_id) == ("graded", job.job_id) for event in events)


def test_a_job_whose_grader_is_killed_is_graded_once_by_another(valkey, client, tmp_path):
    job = a_job(f"hang once {tmp_path / 'mark'}")
    hearing = client.pubsub()
    hearing.subscribe(RESULTS_CHANNEL)
    hearing.get_message(timeout=5)
    with graders(valkey.url) as doomed:
        put(client, job)
        wait_until(lambda: graded_by(client))
        first = graded_by(client)
        wait_until((tmp_path / "mark").exists)
        [pid] = doomed.pids
        os.kill(pid, signal.SIGKILL)
        with graders(valkey.url):
            wait_until(lambda: client.exists(result_key(job.job_id)))
    assert verdict_of(client, job).correct
    assert count_graded(hearing, job) == 1
    assert not pending(client)
    assert first in {row["name"] for row in client.xinfo_consumers(STREAM, GROUP)}
    hearing.close()


def test_a_job_whose_grader_is_killed_does_not_wait_where_that_is_started_again(valkey, client, tmp_path):
    """Its claim lasts an hour: none but the successor can take the job before."""
    job = a_job(f"hang once {tmp_path / 'mark'}")
    with graders(valkey.url, claim_seconds=3600.0) as running:
        put(client, job)
        wait_until((tmp_path / "mark").exists)
        [pid] = running.pids
        os.kill(pid, signal.SIGKILL)

        def graded():
            running.mend()
            return client.exists(result_key(job.job_id))

        wait_until(graded)
    assert verdict_of(client, job).correct
    assert not pending(client)


def test_a_job_that_kills_its_graders_is_given_up_and_harms_no_other(valkey, client):
    guilty, innocent = a_job("kill"), [a_job() for _ in range(3)]
    with graders(valkey.url, 2) as running:
        put(client, guilty)
        for job in innocent:
            put(client, job)

        def all_settled():
            running.mend()
            return all(client.exists(result_key(job.job_id)) for job in [guilty, *innocent])

        wait_until(all_settled)
    assert verdict_of(client, guilty).status == "system"
    assert all(verdict_of(client, job).correct for job in innocent)
    [letter] = dead_letters(client)
    assert letter["job"] == encode(guilty).decode()
    assert letter["deliveries"] == str(MAX_DELIVERIES + 1)


def test_graders_killed_all_at_once_leave_every_job_to_their_successors(valkey, client, tmp_path):
    jobs = [a_job(f"hang once {tmp_path / str(number)}") for number in range(3)]
    with graders(valkey.url, 3) as doomed:
        for job in jobs:
            put(client, job)
        wait_until(lambda: len(list(tmp_path.iterdir())) == 3)
        for pid in doomed.pids:
            os.kill(pid, signal.SIGKILL)
        with graders(valkey.url, 1):
            wait_until(lambda: all(client.exists(result_key(job.job_id)) for job in jobs))
    assert all(verdict_of(client, job).correct for job in jobs)


def given_to_a_held_grader(client, pid):
    """A job that was given to a grader while that was held; None where it was not reading just then, and goes on."""
    wait_until(lambda: reads(client))
    os.kill(pid, signal.SIGSTOP)
    job = a_job()
    put(client, job)
    if pending(client):
        return job
    os.kill(pid, signal.SIGCONT)
    wait_until(lambda: client.exists(result_key(job.job_id)))
    return None


def test_a_grader_that_was_held_longer_than_it_waits_for_redis_grades_what_it_was_given_meanwhile(valkey, client):
    """Its claim lasts an hour: none but itself can take the job before."""
    waiting_ms = READ_MS + 1000 * REPLY_SECONDS
    with graders(valkey.url, claim_seconds=3600.0) as running:
        [pid] = running.pids
        while (job := given_to_a_held_grader(client, pid)) is None:
            pass
        wait_until(lambda: pending(client)[0]["time_since_delivered"] > waiting_ms)
        os.kill(pid, signal.SIGCONT)
        wait_until(lambda: client.exists(result_key(job.job_id)))
    assert verdict_of(client, job).correct
    assert not pending(client)


def test_sigterm_lets_a_grader_hand_back_what_it_cannot_finish(valkey, client, tmp_path):
    job = a_job(f"hang once {tmp_path / 'mark'}")
    with graders(valkey.url) as running:
        put(client, job)
        wait_until((tmp_path / "mark").exists)
        [pid] = running.pids
        os.kill(pid, signal.SIGTERM)
        wait_until(lambda: pending(client)[0]["time_since_delivered"] >= CLAIM_SECONDS * 1000)
        assert pending(client)[0]["times_delivered"] == 0
        with graders(valkey.url):
            wait_until(lambda: client.exists(result_key(job.job_id)))
    assert verdict_of(client, job).correct


def test_sigterm_lets_a_grader_end_with_status_0_and_no_consumer_behind(valkey, client):
    with graders(valkey.url) as running:
        wait_until(
            lambda: client.exists(STREAM) and client.xinfo_groups(STREAM) and client.xinfo_consumers(STREAM, GROUP)
        )
        [process] = [grader.process for grader in running._graders]
        process.terminate()
        assert process.wait(timeout=20) == 0
    assert client.xinfo_consumers(STREAM, GROUP) == []


def test_jobs_survive_a_crash_of_redis_in_the_middle_of_grading(valkey, client):
    jobs = [a_job() for _ in range(20)]
    with graders(valkey.url, 2):
        for job in jobs:
            put(client, job)
        wait_until(lambda: client.exists(result_key(jobs[0].job_id)))
        client.config_set("appendfsync", "always")
        valkey.restart(signal.SIGKILL)
        wait_until(lambda: all(client.exists(result_key(job.job_id)) for job in jobs))


def test_graders_serve_again_after_redis_lost_everything(valkey, client):
    before, after = a_job(), a_job()
    with graders(valkey.url, 2):
        put(client, before)
        wait_until(lambda: client.exists(result_key(before.job_id)))
        valkey.lose_data()
        put(client, after)
        wait_until(lambda: client.exists(result_key(after.job_id)))


def test_a_grader_ends_when_whoever_started_it_is_gone(valkey, client):
    with graders(valkey.url) as running:
        wait_until(lambda: client.exists(STREAM))
        [process] = [grader.process for grader in running._graders]
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_an_older_grader_ends_with_a_sentence_at_a_newer_job(valkey, client, tmp_path):
    running = start_graders(valkey.url, 1, slots=1, log_dir=tmp_path, module=FAKE)
    [process] = [grader.process for grader in running._graders]
    client.xadd(STREAM, {JOB_FIELD: encode(a_job()).replace(b'"version":1', b'"version":%d' % (VERSION + 1))})
    assert process.wait(timeout=20) == 1
    running.stop()
    assert "upgrade" in (tmp_path / "grader-1.log").read_text().splitlines()[-1]


def test_a_grader_refuses_to_start_where_protection_is_too_weak(valkey, tmp_path):
    running = start_graders(valkey.url, 1, slots=1, log_dir=tmp_path, minimum_protection="A", module=FAKE)
    [process] = [grader.process for grader in running._graders]
    assert process.wait(timeout=20) == 1
    running.stop()
    assert "PYPRAC_MINIMUM_PROTECTION=B" in (tmp_path / "grader-1.log").read_text()


def test_no_secret_is_in_a_graders_environment_or_on_its_command_line(valkey, monkeypatch):
    monkeypatch.setenv("PYPRAC_REDIS_URL", "redis://:hunter2@nowhere/0")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "hunter2")
    secret = valkey.url + "?password=hunter2"
    running = start_graders(secret, 1, slots=1, module=FAKE)
    [pid] = running.pids
    process = psutil.Process(pid)
    wait_until(process.cmdline)  # just forked, it has none for a moment
    shown = [*process.cmdline(), *process.environ().values()]
    running.stop()
    assert shown
    assert not any("hunter2" in text for text in shown)
