"""Jobs that were given to graders, and what became of them."""

from grader_service.contract import GROUP, JOB_FIELD, STREAM, encode, result_key
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


def given(client, *jobs, times=1, idle=0, consumer="held"):
    """Give the jobs to a grader which does not see the reply, in one step: its own read gets none; the entries' ids.

    It was `idle` ms ago.
    """
    with client.pipeline(transaction=True) as at_once:
        for job in jobs:
            at_once.xadd(STREAM, {JOB_FIELD: encode(job)})
        at_once.xgroup_create(STREAM, GROUP, id="0")  # where it is not there yet
        at_once.xreadgroup(GROUP, consumer, {STREAM: ">"})
        [(_, entries)] = at_once.execute(raise_on_error=False)[-1]
    ids = [entry_id for entry_id, _ in entries]
    client.xclaim(STREAM, GROUP, consumer, 0, ids, idle=idle, retrycount=times, justid=True)
    return ids
