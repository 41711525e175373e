import time
from urllib.parse import quote

import pytest
from redis.exceptions import RedisError, ResponseError

from grader_service.connection import connect, is_cluster, is_down, refuse_unfit
from grader_service.errors import Refused
from tests.services.jupyter import free_port
from tests.services.sentinel import PASSWORD, a_master, sentinels
from tests.services.tls import terminated
from tests.services.waiting import eventually

BLOCK_MS = 5_500
"""Longer than redis-py waits for a reply by itself."""


async def takes_commands(client):
    try:
        return await client.set("a", "b")
    except RedisError:
        return False


async def test_a_server_is_found_through_sentinel_with_its_password(tmp_path):
    with a_master(tmp_path) as port, sentinels(tmp_path, port) as sentinel:
        url = f"redis+sentinel://:{quote(PASSWORD)}@127.0.0.1:{free_port()},127.0.0.1:{sentinel}/practice/0"
        async with connect(url) as client:
            await eventually(lambda: takes_commands(client))
            await refuse_unfit(client)


async def test_sentinels_may_have_a_password_of_their_own(tmp_path):
    with a_master(tmp_path) as port, sentinels(tmp_path, port, "requirepass of-sentinels") as sentinel:
        url = f"redis+sentinel://:{quote(PASSWORD)}@127.0.0.1:{sentinel}/practice"
        async with connect(url) as client:
            with pytest.raises(RedisError):
                await client.ping()
        async with connect(f"{url}?sentinel_password=of-sentinels") as client:
            await eventually(lambda: takes_commands(client))


async def test_a_server_is_spoken_to_with_tls_where_its_certificate_is_by_the_authority_given(tmp_path):
    with a_master(tmp_path) as port, terminated(port, tmp_path) as tls:
        url = f"rediss://:{quote(PASSWORD)}@127.0.0.1:{tls.port}/0"
        async with connect(url) as client:
            with pytest.raises(RedisError, match=r"(?i)certificate"):
                await client.ping()
        assert tls.encrypted == 0
        async with connect(f"{url}?ssl_ca_certs={tls.ca}") as client:
            assert await client.set("a", "b")
        assert tls.encrypted == 1


async def test_sentinels_and_the_server_that_they_name_are_spoken_to_with_tls(tmp_path):
    with (
        a_master(tmp_path) as port,
        terminated(port, tmp_path) as tls,
        sentinels(tmp_path, tls.port) as sentinel,
        terminated(sentinel, tmp_path / "sentinel") as tls_of_sentinel,
    ):
        both = tmp_path / "both.pem"
        both.write_bytes(tls.ca.read_bytes() + tls_of_sentinel.ca.read_bytes())
        url = f"rediss+sentinel://:{quote(PASSWORD)}@127.0.0.1:{tls_of_sentinel.port}/practice/0?ssl_ca_certs={both}"
        async with connect(url) as client:
            await eventually(lambda: takes_commands(client))
        assert tls.encrypted
        assert tls_of_sentinel.encrypted


def test_a_certificate_that_is_not_there_is_named_at_once():
    with pytest.raises(Refused, match=r"/nowhere/ca\.pem as ssl_ca_certs"):
        connect("rediss://:hunter2@h?ssl_ca_certs=/nowhere/ca.pem")


NO_URLS = (
    "",
    "nonsense",
    "http://hunter2@h",
    "redis+sentinel://hunter2@h",
    "redis+sentinel://:hunter2@h/practice/first",
    "redis://h:hunter2",
    "redis://:hunter2@h?colour=red",
)


@pytest.mark.parametrize("url", NO_URLS)
def test_what_is_no_url_of_redis_is_refused_without_repeating_it(url):
    with pytest.raises(Refused, match="PYPRAC_REDIS_URL") as raised:
        connect(url)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("start", ["redis://:", "rediss://u:", "redis+sentinel://:", "unix://u:"])
@pytest.mark.parametrize("password", ["hunter2/x", "12/34", "12#34"])
def test_a_password_that_is_not_encoded_is_refused_with_what_to_write(start, password):
    with pytest.raises(Refused, match="write / as %2F, @ as %40") as raised:
        connect(f"{start}{password}@h/practice/0")
    assert password not in str(raised.value)
    assert raised.value.__suppress_context__, "what the library says has a part of it"
    connect(f"{start}{quote(password, safe='')}@h/practice/0")


def test_a_path_of_a_socket_may_have_an_at():
    assert connect("unix:///run/user@1000/redis.sock").connection_pool


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
