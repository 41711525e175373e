import pytest
from tornado.httpclient import HTTPClientError

from jupyter_pyprac.errors import Misconfigured, Unavailable
from tests.jupyter_pyprac.web.login import host_of, login
from tests.jupyter_pyprac.web.school import School, Tab
from tests.services.waiting import eventually

FLOOD = 600
"""Frames of 65 KB: more than the buffers of a connection hold and a socket may leave unread."""

CODE = "def double(x):\n    return 2 * x\n"


async def test_a_verdict_arrives_over_the_socket_by_itself(school: School):
    tab = await school.tab()
    made = await school.submit(CODE)
    await school.room.marker.mark()
    graded = await tab.until("graded")
    assert (graded["submission"]["id"], graded["course"], graded["score"]) == (made.json["id"], "basics", 100)
    assert [frame["type"] for frame in tab.frames] == ["hello", "queued", "started", "test", "test", "test", "graded"]
    assert tab.frames[1] == {"type": "queued", "submission_id": made.json["id"], "position": 0, "eta_seconds": None}
    assert tab.frames[3] == {
        "type": "test",
        "submission_id": made.json["id"],
        "index": 0,
        "total": 3,
        "name": "doubles 2",
        "status": "passed",
    }


async def test_a_tab_that_comes_back_is_greeted_with_what_is_pending(school: School):
    first = await school.tab()
    made = await school.submit(CODE)
    first.connection.close()
    second = await school.tab()
    assert second.frames == [{"type": "hello", "scores": {"basics": 0}, "pending": [made.json["id"]]}]
    await school.room.marker.mark()
    assert (await second.until("graded"))["submission"]["status"] == "processed"
    third = await school.tab()
    assert third.frames == [{"type": "hello", "scores": {"basics": 100}, "pending": []}]


async def test_two_tabs_hear_the_same_and_the_tab_of_another_viewer_its_own(school: School):
    one, two, others = await school.tab("ada"), await school.tab("ada"), await school.tab("bob")
    mine = await school.submit(CODE, viewer="ada")
    theirs = await school.submit(CODE, viewer="bob")
    await school.room.marker.mark()
    for tab, made in ((one, mine), (two, mine), (others, theirs)):
        await tab.until("graded")
        named = {frame.get("submission_id") or frame.get("submission", {}).get("id") for frame in tab.frames}
        assert named == {made.json["id"], None}


async def test_what_a_client_says_changes_nothing(school: School):
    tab = await school.tab()
    for message in ("ping", '{"type": "ping"}', '{"type": "submit"}', "{", "🐍", b"\xff\x00"):
        await tab.connection.write_message(message, binary=isinstance(message, bytes))
    await school.submit(CODE)
    await school.room.marker.mark()
    await tab.until("graded")


async def test_a_client_that_says_too_much_is_cut_off(school: School):
    tab = await school.tab()
    await tab.connection.write_message("x" * 2000)
    assert await tab.next() is None
    await eventually(lambda: tab.connection.close_code == 1009)


async def test_a_tab_without_a_login_is_refused(school: School):
    with pytest.raises(HTTPClientError) as refused:
        await school.tab(headers={"Authorization": ""})
    assert refused.value.code == school.door.refusal[0]


@pytest.mark.parametrize("host", ["local", "relay"])  # the service reads no cookies
async def test_a_tab_from_another_site_is_refused(school: School):
    cookie = await login(school)
    given = {"Authorization": "", "Cookie": cookie, "Host": host_of(school)}
    assert isinstance(await school.tab(headers=given), Tab)
    with pytest.raises(HTTPClientError) as refused:
        await school.tab(headers=given | {"Origin": "https://elsewhere.example"})
    assert refused.value.code == 403


@pytest.mark.parametrize("error", [Unavailable("starting"), Misconfigured("not set up")])
async def test_a_tab_is_refused_where_there_is_no_practice(school: School, error: Exception):
    school.close(error)
    with pytest.raises(HTTPClientError) as refused:
        await school.tab()
    assert refused.value.code == 503


async def test_a_tab_that_cannot_be_greeted_is_told_to_come_back(school: School):
    await school.room.database.close()
    with pytest.raises(AssertionError, match="closed before"):
        await school.tab()
    assert school.tabs[-1].connection.close_code == 1013


@pytest.mark.parametrize("host", ["local", "hub"])  # a relay reads no faster than its page, and is cut off as that is
async def test_a_tab_that_never_reads_blocks_nobody_and_is_cut_off(school: School):
    reading, stuck = await school.tab(), await school.silent_tab()
    made = await school.submit("# long\n" + "x" * 65_000)
    await school.room.marker.mark()
    await reading.until("graded")
    for _ in range(FLOOD):
        await school.room.broker.tell_viewer(
            "ada", {"type": "settled", "origin": "another replica", "submission_id": made.json["id"]}
        )
        await reading.until("graded")
    assert len(await stuck.read()) < FLOOD * 65_000
