"""What happens to submissions when the Redis behind a Sentinel is killed and another takes its place."""

from urllib.parse import quote

import redis

from grader_service.fakes import FakeWorkshop
from jupyter_pyprac.broker import Broker, BrokerDown
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.jupyter import free_port
from tests.services.sentinel import PASSWORD, a_server, keyed, sentinels
from tests.services.waiting import eventually, wait_until


def replicas(port: int) -> int:
    """How many replicas have all that the server has."""
    with redis.Redis(port=port, password=PASSWORD, protocol=2) as client:
        return sum(
            each["state"] == "online" for name, each in client.info("replication").items() if name[:5] == "slave"
        )


def known_replicas(sentinel: int) -> int:
    """How many replicas the Sentinel could promote."""
    with redis.Redis(port=sentinel, protocol=2) as client:
        return len(client.sentinel_slaves("practice"))


async def test_service_and_graders_go_on_with_the_server_that_a_sentinel_promotes(tmp_path):
    first, second = free_port(), free_port()
    with (
        a_server(tmp_path, first, *keyed(first)) as master,
        a_server(tmp_path, second, *keyed(second), "--replicaof", "127.0.0.1", str(first)),
        sentinels(tmp_path, first) as port,
    ):
        wait_until(lambda: replicas(first) and known_replicas(port))
        url = f"redis+sentinel://:{quote(PASSWORD)}@127.0.0.1:{port}/practice"
        broker = Broker(url)
        async with a_grader(url, FakeWorkshop()):
            assert await graded(broker)
            master.kill()
            await eventually(lambda: graded(broker))
        await broker.close()
        with redis.Redis(port=second, password=PASSWORD, protocol=2) as client:
            assert client.role()[0] == b"master"


async def graded(broker: Broker) -> bool:
    """Whether a job that is queued now comes back with its verdict."""
    job = a_job()
    try:
        await broker.queue(job, {})
        await eventually(lambda: broker.result(job.job_id))
    except BrokerDown:
        return False
    return True
