from tests.jupyter_pyprac.practice.course import ADA
from tests.jupyter_pyprac.practice.room import FakeSocket, Room

CODE = "def double(x):\n    return 2 * x\n"


async def test_a_submission_is_pending_until_its_verdict_is_stored_and_told(room: Room):
    socket = FakeSocket()
    await room.practice.connections.join(ADA, socket)
    made = await room.practice.submissions.submit(ADA, "basics/first", CODE)
    assert (made.is_new, made.submission.status, made.submission.feedback) == (True, "pending", None)
    await room.marker.mark()
    graded = await socket.heard("graded")
    assert graded["submission"]["id"] == made.submission.id
    assert graded["submission"]["status"] == "processed"
    assert (graded["course"], graded["score"]) == ("basics", 100)
    assert [frame["type"] for frame in socket.frames()] == [
        "hello",
        "queued",
        "started",
        "test",
        "test",
        "test",
        "graded",
    ]
