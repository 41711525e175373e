import socket
import subprocess
import time
from contextlib import contextmanager

import pytest
from redis.asyncio import SSLConnection
from redis.exceptions import RedisError, ResponseError

from grader_service.connection import connect, is_cluster, is_down, refuse_unfit
from grader_service.errors import Refused
from jupyter_pyprac.embedded.binary import shipped_binary
from tests.services.waiting import eventually, wait_until

BLOCK_MS = 5_500
"""Longer than redis-py waits for a reply by itself."""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def a_server(folder, *arguments):
    with subprocess.Popen([shipped_binary(), *arguments], cwd=folder, stdout=subprocess.DEVNULL) as process:
        yield process
        process.terminate()


@contextmanager
def a_sentinel(folder):
    """A server that wants a password, and the Sentinel that knows it; yields the Sentinel's port."""
    port, sentinel = free_port(), free_port()
    configuration = folder / "sentinel.conf"
    configuration.write_text(
        f"port {sentinel}\nsentinel monitor practice 127.0.0.1 {port} 1\nsentinel auth-pass practice secret%1\n"
    )
    with (
        a_server(folder, "--port", str(port), "--save", "", "--requirepass", "secret%1"),
        a_server(folder, configuration, "--sentinel"),
    ):
        wait_until(lambda: is_listening(port) and is_listening(sentinel))
        yield sentinel


def is_listening(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


async def test_a_server_is_found_through_sentinel_with_its_password(tmp_path):
    with a_sentinel(tmp_path) as port:
        url = f"redis+sentinel://:secret%251@127.0.0.1:{free_port()},127.0.0.1:{port}/practice/0"
        async with connect(url) as client:

            async def answers():
                try:
                    return await client.ping()
                except RedisError:
                    return False

            await eventually(answers)
            await refuse_unfit(client)
            assert await client.set("a", "b")


def test_an_encrypted_server_is_spoken_to_with_tls():
    client = connect("rediss://:secret@host:1/0")
    assert client.connection_pool.connection_class is SSLConnection


@pytest.mark.parametrize("url", ["", "nonsense", "http://hunter2@h", "redis+sentinel://hunter2@h", "redis://h:hunter2"])
def test_what_is_no_url_of_redis_is_refused_without_repeating_it(url):
    with pytest.raises(Refused, match="PYPRAC_REDIS_URL") as raised:
        connect(url)
    assert "hunter2" not in str(raised.value)


async def test_a_blocking_read_waits_as_long_as_it_was_asked_to(valkey):
    async with connect(valkey.url, reply_seconds=None) as client:
        before = time.monotonic()
        assert not await client.xread({"stream": "$"}, block=BLOCK_MS)
        assert time.monotonic() - before >= BLOCK_MS / 1000


async def test_a_server_too_old_for_the_queue_is_refused():
    class OldRedis:
        async def info(self, section):
            assert section == "server"
            return {"redis_version": "6.2.14", "redis_mode": "standalone"}

    with pytest.raises(Refused, match=r"6\.2\.14 is too old"):
        await refuse_unfit(OldRedis())


async def test_a_node_of_a_cluster_is_refused(valkey):
    valkey.stop()
    valkey.start("--cluster-enabled", "yes", "--port", str(free_port()), "--cluster-port", str(free_port()))
    async with connect(valkey.url) as client:
        with pytest.raises(Refused, match="Sentinel"):
            await refuse_unfit(client)


@pytest.mark.parametrize("text", ["OOM command not allowed", "MISCONF Errors writing to the AOF file", "LOADING Redis"])
def test_a_full_or_starting_server_counts_as_down(text):
    assert is_down(ResponseError(text))
    assert not is_cluster(ResponseError(text))


def test_a_wrong_command_does_not_count_as_down():
    assert not is_down(ResponseError("WRONGTYPE Operation against a key"))
