"""Looks into a queue, for tests to wait on and to compare."""

import redis

from grader_service.contract import (
    DEAD_STREAM,
    GROUP,
    JOB_FIELD,
    STREAM,
    Job,
    Verdict,
    decode,
    encode,
    inflight_key,
    result_key,
)


def put(client: "redis.Redis", job: Job, stream: str = STREAM) -> str:
    """Queue a job as the service does; returns its stream id."""
    entry_id = client.xadd(stream, {JOB_FIELD: encode(job)}).decode()
    client.set(inflight_key(job.digest), f"{job.job_id} {entry_id}")
    return entry_id


def verdict_of(client: "redis.Redis", job: Job) -> Verdict | None:
    """The stored verdict."""
    stored = client.get(result_key(job.job_id))
    return decode(stored, Verdict) if stored else None


def pending(client: "redis.Redis", stream: str = STREAM) -> list[dict]:
    """The entries that graders have: `message_id`, `consumer`, `time_since_delivered`, `times_delivered`."""
    return client.xpending_range(stream, GROUP, min="-", max="+", count=100)


def reads(client: "redis.Redis") -> bool:
    """Whether a grader waits for an entry right now."""
    return any(each["cmd"] == "xreadgroup" and "b" in each["flags"] for each in client.client_list())


def dead_letters(client: "redis.Redis") -> list[dict[str, str]]:
    """The fields of every dead letter."""
    return [
        {name.decode(): text.decode(errors="replace") for name, text in fields.items()}
        for _, fields in client.xrange(DEAD_STREAM)
    ]
