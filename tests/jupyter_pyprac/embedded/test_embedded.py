import asyncio
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager

import psutil
import pytest
import redis

from grader_service.contract import result_key
from jupyter_pyprac.config import load
from jupyter_pyprac.embedded import ensure
from jupyter_pyprac.embedded.client import plan_of, run, understood
from jupyter_pyprac.embedded.folders import LAYOUT
from jupyter_pyprac.embedded.locks import Lock, is_held
from jupyter_pyprac.errors import Misconfigured, Unavailable
from tests.services.jobs import a_job
from tests.services.looks import put
from tests.services.practice import are_gone
from tests.services.waiting import eventually


@asynccontextmanager
async def running(plan):
    runtime = await run(plan)
    try:
        yield runtime
    finally:
        await runtime.close()


async def is_graded(client, job):
    await eventually(lambda: client.exists(result_key(job.job_id)))


async def test_a_job_is_graded_with_nothing_set_up(machine):
    async with running(machine.plan()) as runtime:
        assert runtime.redis_url == f"unix://{machine.place.socket}"
        job = a_job()
        with machine.client() as client:
            put(client, job)
            await is_graded(client, job)


async def test_everything_ends_with_the_last_that_needs_it(machine):
    async with running(machine.plan()):
        async with running(machine.plan()):
            family = machine.family()
            assert len(family) >= 4
        assert all(process.is_running() for process in family)
    await eventually(lambda: are_gone(family))


async def test_two_that_start_at_once_share_one_supervisor(machine):
    async with asyncio.TaskGroup() as tasks:
        starting = [tasks.create_task(run(machine.plan())) for _ in range(4)]
    assert machine.supervisor().is_running()
    with machine.client() as client:
        assert client.info("server")["process_id"] == machine.child("redis.sock").pid
    for one in starting:
        await one.result().close()


async def test_one_that_comes_while_the_last_is_leaving_gets_a_new_supervisor(machine):
    async with running(machine.plan()):
        first = machine.supervisor()
    await eventually(lambda: is_held(machine.place.servers))
    async with running(machine.plan()):
        assert machine.supervisor() != first
        with machine.client() as client:
            assert client.ping()


async def test_what_was_queued_is_still_there_at_the_next_start(machine):
    job = a_job()
    async with running(machine.plan(graders=0)):
        with machine.client() as client:
            put(client, job)
    await eventually(lambda: not is_held(machine.place.supervisor))
    async with running(machine.plan()):
        with machine.client() as client:
            await is_graded(client, job)


async def test_a_supervisor_that_is_killed_takes_all_along_and_comes_back(machine):
    async with running(machine.plan()):
        family = machine.family()
        os.kill(family[0].pid, signal.SIGKILL)
        await eventually(lambda: are_gone(family))
        await eventually(lambda: machine.supervisor() and machine.supervisor() != family[0])
        job = a_job()
        with machine.client() as client:
            await eventually(machine.place.socket.exists)
            put(client, job)
            await is_graded(client, job)


@pytest.mark.parametrize("name", ["redis.sock", "fake_grader"])
async def test_a_child_that_is_killed_is_started_again(machine, name):
    async with running(machine.plan()):
        os.kill(machine.child(name).pid, signal.SIGKILL)
        job = a_job()
        with machine.client() as client:
            await eventually(lambda: is_queued(client, job))
            await is_graded(client, job)


def is_queued(client, job):
    try:
        return put(client, job)
    except (OSError, redis.ConnectionError):
        return False


async def test_files_left_by_a_crash_are_in_nobodys_way(machine):
    place = machine.place
    place.socket.parent.mkdir(mode=0o700)
    place.socket.write_text("")
    place.supervisor.write_text("1")
    async with running(machine.plan()):
        assert machine.supervisor().pid != 1


async def test_data_that_cannot_be_read_is_put_aside(machine):
    async with running(machine.plan(graders=0)):
        with machine.client() as client:
            client.set("a", "b")
    await eventually(lambda: not is_held(machine.place.supervisor))
    [log] = (machine.data / "redis" / "appendonlydir").glob("*.incr.aof")
    log.write_bytes(b"*3\r\n$3\r\nSET\r\nnonsense\r\n" * 10)
    async with running(machine.plan(graders=0)):
        with machine.client() as client:
            assert client.get("a") is None
    assert len(list(machine.data.glob("redis-damaged-*"))) == 1


async def test_a_log_cut_short_by_a_power_cut_is_read_as_far_as_it_goes(machine):
    async with running(machine.plan(graders=0)):
        with machine.client() as client:
            client.set("a", "b")
            client.set("c", "d" * 100)
    await eventually(lambda: not is_held(machine.place.supervisor))
    [log] = (machine.data / "redis" / "appendonlydir").glob("*.incr.aof")
    log.write_bytes(log.read_bytes()[:-50])
    async with running(machine.plan(graders=0)):
        with machine.client() as client:
            assert client.get("a") == b"b"


async def test_data_in_use_by_another_session_is_refused(machine):
    machine.data.mkdir()
    with Lock(machine.data / "redis.lock") as other:
        assert other.try_exclusive()
        with pytest.raises(Misconfigured, match="PYPRAC_DATA_DIR"):
            await run(machine.plan())


async def test_data_of_a_newer_release_is_refused(machine):
    machine.data.mkdir()
    (machine.data / "version").write_text(str(LAYOUT + 1))
    with pytest.raises(Misconfigured, match="upgrade"):
        await run(machine.plan())


async def test_a_data_folder_that_cannot_be_made_is_refused(machine):
    machine.data.write_text("a file")
    with pytest.raises(Misconfigured, match="PYPRAC_DATA_DIR"):
        await run(machine.plan())


async def test_with_a_redis_of_ones_own_only_graders_are_started_and_shared(machine, valkey):
    plan = machine.plan(redis_url=valkey.url)
    async with running(plan) as runtime, running(plan):
        assert runtime.redis_url == valkey.url
        job = a_job()
        with valkey.client() as client:
            put(client, job)
            await is_graded(client, job)
    assert not (machine.data / "redis" / "appendonlydir").exists()


async def test_with_redis_and_graders_elsewhere_nothing_is_started(tmp_path):
    settings = load(
        environment={"PYPRAC_DATA_DIR": str(tmp_path / "d"), "PYPRAC_REDIS_URL": "redis://h", "PYPRAC_GRADERS": "0"}
    )
    runtime = await ensure(settings, local=True)
    assert runtime.redis_url == "redis://h"
    await runtime.close()
    assert not (tmp_path / "d").exists()


async def test_where_root_starts_them_redis_and_graders_run_as_their_own_user(machine):
    machine.wishes = {"user": "nobody"}
    own = psutil.Process().username()
    with machine.server():
        redis, grader = machine.child("redis.sock"), machine.child("fake_grader")
        assert {process.username() for process in (redis, grader)} == {"nobody" if own == "root" else own}
        assert machine.supervisor().username() == own
        assert machine.data.stat().st_mode & 0o777 == 0o700
        job = a_job()
        with machine.client() as client:
            put(client, job)
            await is_graded(client, job)


async def test_root_starts_no_graders_of_a_class_as_itself(tmp_path, monkeypatch):
    settings = load(environment={"PYPRAC_DATA_DIR": str(tmp_path / "d")})
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(Misconfigured, match="PYPRAC_GRADER_USER"):
        await ensure(settings, local=False)
    assert not (tmp_path / "d").exists()


def test_local_graders_may_start_at_the_weakest_level(tmp_path):
    plan = plan_of(load(environment={"PYPRAC_DATA_DIR": str(tmp_path)}), local=True)
    assert plan.minimum_protection == "L"
    assert plan.graders == 2


@pytest.mark.parametrize("said", [b"", b"Traceback ...\nModuleNotFoundError: No module named 'x'\n", b"\xff\xfe"])
def test_a_supervisor_that_dies_early_is_reported_in_its_own_words(said):
    with pytest.raises(Unavailable, match="could not be started"):
        understood(said).check()


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("jupyter_pyprac.embedded.client", {"sqlalchemy", "redis", "alembic"}),
        ("jupyter_pyprac.embedded.supervisor", {"sqlalchemy", "redis", "asyncio", "traitlets", "jupyter_core"}),
        ("grader_service.__main__", {"sqlalchemy", "tornado", "traitlets", "jupyter_core"}),
    ],
)
def test_a_module_that_must_be_small_loads_nothing_big(module, unwanted):
    program = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not unwanted & set(loaded)
