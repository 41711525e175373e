"""PUBLIC: how Redis is reached, by graders and by the service.

redis-py's own defaults (five seconds for a reply, ten attempts) end a blocking read early and make a dead server
look slow, so every client made here has its timeouts, its one attempt more and its protocol said.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from redis.asyncio import BlockingConnectionPool, Redis, Sentinel, SentinelConnectionPool
from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    BusyLoadingError,
    ConnectionError,  # noqa: A004  redis-py's own names
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,  # noqa: A004
)

from grader_service.errors import Refused

REPLY_SECONDS = 3.0
CONNECT_SECONDS = 3.0
POOL: Mapping[str, Any] = {"max_connections": 50, "timeout": 3.0}
"""How many connections one client has; where all are taken, how many seconds one is waited for."""
OLDEST = 7
"""The first major version whose consumer groups report their lag."""
SENTINEL_SCHEMES = ("redis+sentinel", "rediss+sentinel")
SENTINEL_PORT = 26379
OF_SENTINELS = ("sentinel_username", "sentinel_password")
"""Options of a URL that Sentinels get, where they ask for a password of their own."""
FILES = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")
DOWN = (ConnectionError, TimeoutError, OSError, BusyLoadingError, ReadOnlyError, OutOfMemoryError)
DOWN_WORDS = ("OOM", "MISCONF", "LOADING", "READONLY", "MASTERDOWN", "NOREPLICAS", "UNBLOCKED")
CLUSTER_WORDS = ("CROSSSLOT", "MOVED", "CLUSTERDOWN")
CLUSTER = "Redis Cluster cannot hold the queue, one stream lives on one slot: use one Redis server or Redis Sentinel."


def connect(url: str, *, reply_seconds: float | None = REPLY_SECONDS) -> Redis:
    """A client of the server at `redis://`, `rediss://`, `unix://` or `redis+sentinel://host:port,host/service/db`.

    Behind a question mark stand redis-py's own options, for TLS `ssl_ca_certs=/path/of/ca.pem`. `reply_seconds` is how
    long a reply may take, None = for ever. Nothing is connected yet.

    Raises:
        Refused: the URL names no server, or a file that is not there; the text does not repeat it, for it may hold a
            password.
    """
    options: dict[str, Any] = {
        "socket_timeout": reply_seconds,
        "socket_connect_timeout": CONNECT_SECONDS,
        "protocol": 2,
        "retry": Retry(NoBackoff(), 1, supported_errors=(ConnectionError,)),
    }
    try:
        sentinel = urlsplit(url).scheme in SENTINEL_SCHEMES
        refuse_unencoded(url)
        client = through_sentinel(url, options) if sentinel else of_one_server(url, options)
        # made, not opened: an option that there is not is noticed here
        client.connection_pool.make_connection()  # type: ignore[no-untyped-call]  # redis-py has no types there
    except (ValueError, TypeError):
        message = (
            "The Redis URL is not one: set PYPRAC_REDIS_URL to redis://host:port/0, rediss://..., unix:///path or "
            "redis+sentinel://host:port,host:port/service/0; in a password write / as %2F, @ as %40, # as %23 and "
            "? as %3F."
        )
        raise Refused(message) from None  # what a library says of it may hold a part of the password
    refuse_missing_files(client.connection_pool.connection_kwargs)
    return client


def refuse_unencoded(url: str) -> None:
    """Make sure that no password ends before its end: what follows would be a path, and a part of it the host.

    Raises:
        ValueError: one does.
    """
    parts = urlsplit(url)
    if parts.netloc and "@" not in parts.netloc and "@" in parts.path + parts.fragment:
        raise ValueError


def refuse_missing_files(options: Mapping[str, Any]) -> None:
    """Make sure that certificates can be read: without that a server would only look as if it were down.

    Raises:
        Refused: one cannot; the text names it.
    """
    for option in FILES:
        try:
            Path(options.get(option) or "/").stat()
        except OSError as error:
            message = f"The Redis URL names {options[option]} as {option}, which cannot be read: {error.strerror}."
            raise Refused(message) from error


def of_one_server(url: str, options: Mapping[str, Any]) -> Redis:
    """A client of the server at the URL."""
    return Redis.from_pool(BlockingConnectionPool.from_url(url, **POOL, **options))


class BlockingSentinelPool(SentinelConnectionPool, BlockingConnectionPool):  # each hands the rest of its options on
    """Connections to a master, of which there are only so many."""


class ThroughSentinel(Redis):
    """A client that closes its Sentinels' connections with its own."""

    async def aclose(self, close_connection_pool: bool | None = None) -> None:  # noqa: FBT001  redis-py's own signature
        """Close every connection."""
        pool = cast("SentinelConnectionPool", self.connection_pool)
        for sentinel in pool.sentinel_manager.sentinels:
            await sentinel.aclose()
        await super().aclose(close_connection_pool)


def through_sentinel(url: str, options: Mapping[str, Any]) -> Redis:
    """A client of whichever server the Sentinels at the URL call the service's master."""
    parts = urlsplit(url)
    credentials, at, hosts = parts.netloc.rpartition("@")
    service, _, database = parts.path.strip("/").partition("/")
    if not service or not hosts:
        raise ValueError
    # the rest is what a URL of one server has, and redis-py reads it
    given: dict[str, Any] = {**parse_url(f"redis://{credentials}{at}?{parts.query}")}
    own = {name.removeprefix("sentinel_"): given.pop(name) for name in OF_SENTINELS if name in given}
    secure = {"ssl": True} if parts.scheme == "rediss+sentinel" else {}
    tls = {name: value for name, value in given.items() if name.startswith("ssl_")}
    sentinels = Sentinel(  # type: ignore[no-untyped-call]  # redis-py has no types there
        [address(host) for host in hosts.split(",")], sentinel_kwargs={**options, **secure, **tls, **own}
    )
    given = {"db": int(database or 0), **POOL, **given, **options, **secure}
    client: Redis = sentinels.master_for(unquote(service), ThroughSentinel, BlockingSentinelPool, **given)
    return client


def address(text: str) -> tuple[str, int]:
    """`host[:port]`, an IPv6 host in brackets, as host and port."""
    parts = urlsplit(f"//{text}")
    return parts.hostname or "localhost", parts.port or SENTINEL_PORT


def is_down(error: RedisError | OSError) -> bool:
    """Whether the server is away, starting, full or read-only, so that the same command may work later."""
    if isinstance(error, DOWN):
        return True
    return isinstance(error, ResponseError) and str(error).startswith(DOWN_WORDS)


def is_cluster(error: RedisError | OSError) -> bool:
    """Whether the command failed because the server is a node of a Redis Cluster."""
    return isinstance(error, RedisError) and (
        type(error).__name__ in {"MovedError", "ClusterCrossSlotError", "ClusterDownError"}
        or str(error).startswith(CLUSTER_WORDS)
    )


async def refuse_unfit(client: Redis) -> None:
    """Make sure that the server can hold the queue.

    Raises:
        Refused: it is a node of a cluster or too old; the text says what to use.
    """
    server = await client.info("server")
    if "cluster" in (server.get("redis_mode"), server.get("server_mode")):  # Redis' name for it and Valkey's
        raise Refused(CLUSTER)
    version = str(server.get("redis_version", "0"))
    if int(version.partition(".")[0]) < OLDEST:
        message = f"Redis {version} is too old: {OLDEST}.0 or newer is needed, or Valkey."
        raise Refused(message)
