from grader_service.contract import GROUP, REFUSAL, STREAM
from grader_service.queue import LAST_ID
from tests.jupyter_pyprac.practice.room import Room


async def test_it_says_why_nothing_is_graded(room: Room):
    check, redis = room.practice.health.check, room.marker.redis
    assert await check() == "no-graders"
    await redis.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
    assert await check() == "no-graders"
    await redis.set(REFUSAL, "this machine is not protected")
    assert await check() == "refused"
    await redis.xreadgroup(GROUP, "grader", {STREAM: LAST_ID}, count=1)
    assert await check() is None, "one refuses, and another works"
    room.valkey.stop()
    assert await check() == "no-redis"


async def test_a_redis_that_does_not_answer_keeps_no_probe_waiting(room: Room):
    await room.marker.redis.execute_command("CLIENT", "PAUSE", "2500", "ALL")
    assert await room.practice.health.check() == "no-redis"
