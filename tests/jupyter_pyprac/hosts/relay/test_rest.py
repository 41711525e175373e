"""Requests through a student's server: what goes on to the service, what comes back, and what does neither."""

import asyncio
import json
from typing import Any

import pytest
from tornado.httpclient import HTTPRequest
from tornado.simple_httpclient import SimpleAsyncHTTPClient

from jupyter_pyprac.hosts.relay import rest
from tests.services.fake_upstream import FakeUpstream, said

OURS = ("GET", "courses"), ("POST", "submission"), ("PUT", "draft")
pytestmark = pytest.mark.usefixtures("relay")


@pytest.fixture
def fetch(jp_fetch):
    """One request to the student's server; no status is an error."""

    async def fetch(method: str, path: str, body: Any = None, **more: Any):
        sent = json.dumps({}) if method in {"POST", "PUT"} and body is None else body
        reply = await jp_fetch("pyprac", path, method=method, body=sent, raise_error=False, **more)
        return reply.code, json.loads(reply.body or b"null"), reply.headers

    return fetch


async def test_the_service_gets_the_owners_token_and_nothing_of_the_browsers(fetch, upstream: FakeUpstream):
    browser = {
        "Cookie": "jupyterhub-user-ada=secret; _xsrf=token",
        "X-XSRFToken": "token",
        "X-Forwarded-User": "bob",
        "Origin": "http://localhost",
        "Referer": "http://localhost/lab",
        "Content-Type": "application/json",
        "Accept-Language": "de",
    }
    await fetch("POST", "submission", headers=browser)
    [request] = upstream.requests
    sent = dict(request.request.headers.get_all())
    for own in ("Host", "Connection", "Content-Length", "User-Agent"):
        sent.pop(own, None)
    assert sent == {"Authorization": "token of-ada", "Content-Type": "application/json", "Accept-Language": "de"}


async def test_of_the_services_headers_only_those_of_the_contract_come_back(fetch, upstream: FakeUpstream):
    upstream.answer = lambda handler: said(
        handler, 429, '{"message": "m", "code": "slow-down"}', Retry_After="3", Set_Cookie="a=b", X_Internal="secret"
    )
    status, body, headers = await fetch("GET", "courses")
    assert (status, body["code"], headers["Retry-After"]) == (429, "slow-down", "3")
    assert headers["Content-Type"] == "application/json; charset=UTF-8"
    assert headers["Cache-Control"] == "no-store"
    assert "X-Internal" not in headers
    assert "a=b" not in str(headers.get_list("Set-Cookie"))


async def test_path_query_and_body_go_on_as_they_were_sent(jp_serverapp, http_server_client, jp_auth_header, upstream):
    raw = "check/%2e%2e%2Fa%20b?course=a%2Fb&x=%C3%A9&x=2&wait=1"
    body = '{"code": "é🐍\\ud800"}'.encode()
    reply = await http_server_client.fetch(
        f"{jp_serverapp.base_url}pyprac/{raw}",
        method="PUT",
        body=body,
        headers=jp_auth_header,
    )
    assert reply.code == 200
    [request] = upstream.requests
    assert (request.request.method, request.request.uri) == ("PUT", f"/services/pyprac/{raw}")
    assert request.request.body == body


@pytest.mark.parametrize(("path", "limit"), [("submission", 256 * 1024), ("course", 20 * 1024 * 1024)])
async def test_a_body_far_too_long_goes_nowhere(fetch, upstream: FakeUpstream, path: str, limit: int):
    status, body, _ = await fetch("POST", path, body="x" * (limit + 100_000))
    assert (status, body["code"], upstream.requests) == (413, "too-large", [])
    assert (await fetch("POST", path, body="x" * limit))[0] == 200


@pytest.mark.parametrize(("method", "path"), OURS)
@pytest.mark.parametrize("status", [301, 302, 307, 200, 404])
async def test_what_is_no_practice_service_is_told_and_not_followed(
    fetch, upstream: FakeUpstream, method, path, status
):
    upstream.answer = lambda handler: said(handler, status, "<html>", "text/html", Location=f"{upstream.url}elsewhere")
    code, body, _ = await fetch(method, path)
    assert (code, body["code"]) == (503, "misconfigured")
    assert "PYPRAC_UPSTREAM" in body["message"]
    assert len(upstream.requests) == 1


@pytest.mark.parametrize(("method", "path"), OURS)
async def test_a_proxy_that_answers_in_the_services_place_is_told_as_a_service_away(fetch, upstream, method, path):
    upstream.answer = lambda handler: said(handler, 503, "<html>Service Unavailable", "text/html")
    status, body, _ = await fetch(method, path)
    assert (status, body) == (502, {"message": rest.AWAY, "code": "unavailable"})


@pytest.mark.parametrize(("method", "path"), OURS)
async def test_a_server_that_the_service_does_not_accept_says_what_to_do(fetch, upstream: FakeUpstream, method, path):
    upstream.answer = lambda handler: said(handler, 401, '{"message": "m", "code": "unauthenticated"}')
    status, body, _ = await fetch(method, path)
    assert (status, body["code"]) == (503, "misconfigured")
    assert "access:services!service=pyprac" in body["message"]


async def test_a_refusal_of_the_service_is_not_the_servers_own(fetch, upstream: FakeUpstream):
    upstream.answer = lambda handler: said(handler, 403, '{"message": "Only instructors.", "code": "forbidden"}')
    assert (await fetch("GET", "progress"))[:2] == (403, {"message": "Only instructors.", "code": "forbidden"})


@pytest.mark.parametrize(("method", "path"), [*OURS, ("GET", "health")])
async def test_a_service_that_is_not_there_is_told(fetch, upstream: FakeUpstream, method, path):
    await upstream.close()
    status, body, _ = await fetch(method, path)
    assert (status, body["code"]) == (503 if path == "health" else 502, "unavailable")


async def test_a_service_that_drops_the_connection_is_told(fetch, upstream: FakeUpstream):
    upstream.answer = lambda handler: handler.request.connection.stream.close()
    status, body, _ = await fetch("GET", "courses")
    assert (status, body["code"]) == (502, "unavailable")


@pytest.mark.usefixtures("http_server")
async def test_many_tabs_wait_at_the_same_time(jp_serverapp, jp_auth_header, upstream: FakeUpstream):
    waiting = asyncio.Barrier(40)

    async def answer(handler) -> None:
        await waiting.wait()
        said(handler, 200, "{}")

    upstream.answer = answer
    address = f"http://127.0.0.1:{jp_serverapp.port}{jp_serverapp.base_url}pyprac/submission/x?wait=15"
    client = SimpleAsyncHTTPClient(force_instance=True, max_clients=40)
    replies = await asyncio.gather(*(client.fetch(HTTPRequest(address, headers=jp_auth_header)) for _ in range(40)))
    assert {reply.code for reply in replies} == {200}
    client.close()


async def test_probes_learn_whether_the_service_is_well(fetch, upstream: FakeUpstream):
    stranger = {"Authorization": ""}
    upstream.answer = lambda handler: said(handler, 200, '{"status": "ok"}')
    assert (await fetch("GET", "health", headers=stranger))[:2] == (200, {"status": "ok"})
    upstream.answer = lambda handler: said(
        handler, 503, '{"message": "The database is at 10.0.0.1", "code": "unavailable"}'
    )
    status, body, _ = await fetch("GET", "health", headers=stranger)
    assert (status, body["code"]) == (503, "unavailable")
    assert "10.0.0.1" not in body["message"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("7.5", 7.5),
        ("15", 15),
        ("99", 15),
        ("-3", 0),
        ("nan", 0),
        ("inf", 0),
        ("-inf", 0),
        ("soon", 0),
        ("", 0),
    ],
)
def test_the_service_may_take_as_long_as_it_was_asked_to_wait(text, seconds):
    assert rest.waited(text) == seconds
