"""Live connections through a student's server."""

import asyncio

import pytest
from tornado.httpclient import HTTPClientError

from tests.services.fake_upstream import FakeUpstream, said
from tests.services.waiting import eventually

pytestmark = pytest.mark.usefixtures("relay")

STILL = 0.3
"""Seconds without a frame after which none is on its way."""


@pytest.fixture
def connect(jp_ws_fetch):
    """Open the live connection as a page does; it is closed with the test."""
    pages = []

    async def connect(**more):
        pages.append(await jp_ws_fetch("pyprac", "connect", **more))
        return pages[-1]

    yield connect
    for page in pages:
        page.close()


async def test_frames_go_to_the_page_and_pings_to_the_service(connect, upstream: FakeUpstream):
    async def greet(socket) -> None:
        for number in range(100):
            await socket.write_message(f'{{"type": "é{number}"}}')

    upstream.greet = greet
    page = await connect()
    assert [await page.read_message() for _ in range(100)] == [f'{{"type": "é{number}"}}' for number in range(100)]
    await page.write_message('{"type": "ping"}')
    await eventually(lambda: upstream.sockets[0].heard == ['{"type": "ping"}'])
    assert upstream.requests[0].request.headers["Authorization"] == "token of-ada"
    assert "Cookie" not in upstream.requests[0].request.headers
    page.close()
    await eventually(lambda: upstream.sockets[0].closed)


@pytest.mark.parametrize(
    ("code", "told"),
    [(1000, 1000), (1001, 1001), (1012, 1012), (1013, 1013), (4001, 4001), (None, 1013), (1014, 1013), (2999, 1013)],
)
async def test_the_page_hears_how_the_service_ended(connect, upstream: FakeUpstream, code, told):
    page = await connect()
    await eventually(lambda: upstream.sockets)
    upstream.sockets[0].close(code, "because" if code else None)
    assert await page.read_message() is None
    await eventually(lambda: page.close_code == told)
    if code:
        assert page.close_reason == "because"


async def test_a_service_that_is_gone_is_to_be_tried_again(connect, upstream: FakeUpstream):
    page = await connect()
    await eventually(lambda: upstream.sockets)
    upstream.sockets[0].ws_connection.stream.close()
    assert await page.read_message() is None
    await eventually(lambda: page.close_code == 1013)


async def test_a_page_that_is_gone_ends_the_services_side(connect, upstream: FakeUpstream):
    page = await connect()
    await eventually(lambda: upstream.sockets)
    page.protocol.stream.close()
    await eventually(lambda: upstream.sockets[0].closed)


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [
        (401, "application/json", 503),
        (503, "application/json", 503),
        (429, "application/json", 429),
        (503, "text/html", 502),
        (302, "text/html", 503),
        (404, "text/html", 503),
    ],
)
async def test_a_refusal_fails_the_handshake(connect, upstream: FakeUpstream, status, kind, told):
    upstream.answer = lambda handler: said(handler, status, "{}", kind, Location="http://elsewhere.example")
    with pytest.raises(HTTPClientError) as refused:
        await connect()
    assert refused.value.code == told
    assert refused.value.response.headers["Content-Type"].startswith("application/json")


async def test_with_no_service_there_the_handshake_fails(connect, upstream: FakeUpstream):
    await upstream.close()
    with pytest.raises(HTTPClientError) as refused:
        await connect()
    assert refused.value.code == 502


async def test_who_is_refused_here_is_no_matter_for_the_service(connect, upstream: FakeUpstream):
    with pytest.raises(HTTPClientError) as refused:
        await connect(headers={"Authorization": ""})
    assert (refused.value.code, upstream.requests) == (403, [])


async def test_a_page_that_says_too_much_is_cut_off(connect, upstream: FakeUpstream):
    page = await connect()
    await page.write_message("x" * 2000)
    assert await page.read_message() is None
    await eventually(lambda: upstream.sockets[0].closed)
    assert upstream.sockets[0].heard == []


async def test_a_page_that_does_not_read_holds_the_service_back(connect, upstream: FakeUpstream):
    """Frames wait with the service, which counts them, and do not pile up in the student's server."""
    written, last = 0, 0.0
    done, now = asyncio.Event(), asyncio.get_running_loop().time

    async def greet(socket) -> None:
        nonlocal written, last
        for _ in range(2000):
            await socket.write_message("x" * 65_000)
            written, last = written + 1, now()
        done.set()

    upstream.greet = lambda socket: setattr(socket, "task", asyncio.create_task(greet(socket)))
    page = await connect()
    await eventually(lambda: written and now() - last > STILL)
    assert written < 1000
    while not done.is_set():
        assert len(await page.read_message()) == 65_000
    page.close()
