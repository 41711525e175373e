from tests.jupyter_pyprac.web.school import School

CODE = "def double(x):\n    return 2 * x\n"


async def test_a_verdict_arrives_over_the_socket_by_itself(school: School):
    tab = await school.tab()
    made = await school.submit(CODE)
    assert made.status == 201
    await school.room.marker.mark()
    graded = await tab.until("graded")
    assert graded["submission"]["id"] == made.json["id"]
    assert [frame["type"] for frame in tab.frames] == ["hello", "queued", "started", "test", "test", "test", "graded"]
