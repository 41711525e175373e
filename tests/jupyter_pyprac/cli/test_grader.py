import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from grader_service import contract
from grader_service.contract import REFUSAL, REFUSAL_SECONDS, result_key
from tests.services.jobs import a_job
from tests.services.looks import put, verdict_of
from tests.services.waiting import wait_until
from tests.services.walls import WITHOUT_NAMESPACES


@contextmanager
def the_command(*arguments, before=(), **environment):
    command = [*before, sys.executable, "-m", "jupyter_pyprac", "grader", *arguments]
    environment = {**os.environ, **environment}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def test_graders_run_until_the_command_is_ended(valkey):
    test = contract.Test(name="t", call="f()", expected="1")
    job = a_job("def f():\n    return 1\n", tests=(test,))
    local = {"PYPRAC_REDIS_URL": valkey.url, "PYPRAC_MINIMUM_PROTECTION": "L"}
    with the_command("--instances", "2", "--json", **local) as process, valkey.client() as client:
        pids = json.loads(process.stdout.readline())["graders"]
        assert len(pids) == 2
        put(client, job)
        wait_until(lambda: client.exists(result_key(job.job_id)))
        assert verdict_of(client, job).status == "passed"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_graders_that_refuse_the_machine_end_the_command_with_their_sentence(valkey):
    demanding = {"PYPRAC_REDIS_URL": valkey.url, "PYPRAC_MINIMUM_PROTECTION": "A"}
    before = WITHOUT_NAMESPACES if sys.platform.startswith("linux") else ()
    with the_command(before=before, **demanding) as process:
        assert process.wait(timeout=30) == 1
        assert process.stdout.read() == "1 grader started.\n"
        assert "PYPRAC_MINIMUM_PROTECTION" in process.stderr.read()
    with valkey.client() as client:
        assert b"PYPRAC_MINIMUM_PROTECTION" in client.get(REFUSAL)
        assert 0 < client.ttl(REFUSAL) <= REFUSAL_SECONDS


def test_graders_that_refuse_end_with_their_sentence_where_redis_is_away_too(tmp_path):
    demanding = {"PYPRAC_REDIS_URL": f"unix://{tmp_path / 'none'}", "PYPRAC_MINIMUM_PROTECTION": "A"}
    before = WITHOUT_NAMESPACES if sys.platform.startswith("linux") else ()
    with the_command(before=before, **demanding) as process:
        assert process.wait(timeout=30) == 1
        assert "PYPRAC_MINIMUM_PROTECTION" in process.stderr.read()


def test_without_a_redis_the_command_says_what_to_set():
    with the_command(PYPRAC_REDIS_URL="") as process:
        assert process.wait(timeout=30) == 1
        assert "PYPRAC_REDIS_URL" in process.stderr.read()


def test_a_number_that_is_none_is_misuse():
    with the_command("--instances", "0") as process:
        assert process.wait(timeout=30) == 2
