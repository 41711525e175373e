"""Jobs that were given to graders, and what became of them."""

from grader_service.contract import GROUP, STREAM, result_key
from tests.services.looks import pending, put

NEVER = 3600.0
HARDLY_ANY_TIME = 0.3


def is_settled(client, *jobs, stream=STREAM):
    return all(client.exists(result_key(job.job_id)) for job in jobs) and not pending(client, stream)


def a_dead_grader_had(client, *jobs, times=1):
    """Give the jobs to a grader that will not come back, its claim long run out."""
    client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
    ids = [put(client, job) for job in jobs]
    client.xreadgroup(GROUP, "dead", {STREAM: ">"})
    client.xclaim(STREAM, GROUP, "dead", 0, ids, idle=3_600_000, retrycount=times, justid=True)


def never_reached(client, *jobs, times=1, consumer="held"):
    """Give the jobs to a grader which is there and will not see the reply; the entries' ids."""
    if not client.exists(STREAM):
        client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
    ids = [put(client, job) for job in jobs]
    client.xreadgroup(GROUP, consumer, {STREAM: ">"})
    client.xclaim(STREAM, GROUP, consumer, 0, ids, retrycount=times, justid=True)
    return ids
