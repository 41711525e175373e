"""What Prometheus is shown is what happened."""

from collections import Counter
from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families

from grader_service.contract import DEAD_STREAM, GROUP, REFUSAL, STREAM
from grader_service.fakes import FakeWorkshop
from jupyter_pyprac.practice.clock import utc_now
from jupyter_pyprac.store import submissions
from tests.jupyter_pyprac.practice.course import ADA, BOB, TEACHER, system_verdict
from tests.jupyter_pyprac.practice.room import FakeSocket, Room
from tests.services.graders import a_grader
from tests.services.jobs import a_job
from tests.services.looks import put
from tests.services.waiting import eventually


async def shown(room: Room) -> dict[tuple[str, ...], float]:
    """The samples, by name and the values of their labels."""
    text = (await room.practice.measures.text()).decode()
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


async def submit(room: Room, viewer, code: str) -> None:
    await room.practice.submissions.submit(viewer, "basics/first", code)


async def test_gradings_are_counted_once_by_status_and_level_over_all_replicas(rooms):
    one, other = rooms
    await submit(one, ADA, "# 1")
    await other.practice.connections.join(ADA, FakeSocket())  # so that both wait for the verdict
    await one.mark()
    await submit(other, BOB, "# 2")
    await other.mark(system_verdict)
    counted = Counter()

    async def are_counted():
        counted.clear()
        for room in rooms:
            of_room = await shown(room)
            counted.update({name[1:]: of_room[name] for name in of_room if name[0] == "pyprac_gradings_total"})
            counted["seconds"] += of_room["pyprac_verdict_seconds_count",]
        return counted["seconds"] == 2

    await eventually(are_counted)
    assert counted == {("L", "passed"): 1, ("L", "system"): 1, "seconds": 2}
    assert [(await shown(room))["pyprac_sockets",] for room in rooms] == [0, 1]


async def test_what_waits_is_counted_and_how_long_it_does(room: Room):
    await submit(room, ADA, "# 1")
    await submit(room, BOB, "# 2")
    found = await shown(room)
    assert (found["pyprac_submissions_pending",], found["pyprac_queue_lag", STREAM]) == (2, 2)
    assert found["pyprac_queue_pending", STREAM] == 0
    with room.valkey.client() as client:
        client.set(REFUSAL, "this machine is not protected")
        refused = await shown(room)
        assert (refused["pyprac_graders",], refused["pyprac_graders_refuse",]) == (0, 1)
        client.xgroup_create(STREAM, GROUP, id="0")
        client.xreadgroup(GROUP, "grader", {STREAM: ">"}, count=1)
    found = await shown(room)
    assert (found["pyprac_queue_lag", STREAM], found["pyprac_queue_pending", STREAM]) == (1, 1)
    assert found["pyprac_queue_running_seconds", STREAM] >= found["pyprac_queue_waiting_seconds", STREAM] > 0


async def test_takeovers_and_dead_letters_are_counted(room: Room):
    with room.valkey.client() as client:
        client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
        put(client, a_job("raise"))
        client.xreadgroup(GROUP, "dead", {STREAM: ">"})
        async with a_grader(room.valkey.url, FakeWorkshop(), claim_seconds=0.1):
            await eventually(lambda: client.exists(DEAD_STREAM))
    found = await shown(room)
    assert (found["pyprac_takeovers_total",], found["pyprac_dead_letters_total",]) == (1, 1)


async def test_a_lost_job_that_is_queued_again_is_counted(room: Room):
    await submit(room, ADA, "# 1")
    await eventually(lambda: is_placed(room))
    with room.valkey.client() as client:
        client.flushall()
    room.clock.shift += timedelta(seconds=6)
    await room.practice.reconciler.look()
    assert (await shown(room))["pyprac_requeued_total",] == 1


async def is_placed(room: Room) -> bool:
    """Whether the database says of everything that waits where in the queue it is."""
    waiting = await room.database.read(submissions.pending, utc_now() + timedelta(days=1))
    return all(each.stream_id for each in waiting)


async def test_a_job_that_comes_late_to_the_queue_was_not_lost(room: Room):
    await submit(room, ADA, "# 1")
    await room.mark(system_verdict)
    await eventually(lambda: is_failed(room))
    assert await room.practice.teaching.requeue(TEACHER, "basics") == 1
    room.clock.shift += timedelta(seconds=6)
    await room.practice.reconciler.look()
    await room.mark()
    assert (await shown(room))["pyprac_requeued_total",] == 0


async def is_failed(room: Room) -> bool:
    """Whether a submission of the course could not be graded."""
    return bool(await room.database.read(submissions.failed, "basics"))


async def test_with_redis_away_the_rest_is_told_all_the_same(room: Room):
    room.valkey.stop()
    found = await shown(room)
    assert (found["pyprac_redis_up",], found["pyprac_database_up",]) == (0, 1)
    assert not any(name.startswith("pyprac_queue") for name, *_ in found)
