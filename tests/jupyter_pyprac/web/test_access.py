"""Who is let in: nobody without a login, and no other site in the name of one who is."""

import asyncio
import re
from collections.abc import Iterator

import pytest
from tornado.web import RequestHandler
from traitlets.config import Config

from jupyter_pyprac.web.routes import ROUTES
from tests.jupyter_pyprac.web.login import host_of, login
from tests.jupyter_pyprac.web.school import School

SUBMIT = {"assignment_id": "basics/first", "code": "x = 1"}


def verbs() -> Iterator[tuple[str, str]]:
    """Every verb of every path that asks for a user, from the table that is mounted."""
    for path, handler in ROUTES:
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"):
            if getattr(handler, method.lower()) is not RequestHandler._unimplemented_method:
                yield method, re.sub(r"\(.*\)", "x", path).removeprefix("/pyprac/")


VERBS = sorted(verbs())


def test_the_table_has_every_verb_of_the_contract():
    assert VERBS == [
        ("GET", "assignment"),
        ("GET", "assignments"),
        ("GET", "check/x"),
        ("GET", "courses"),
        ("GET", "draft"),
        ("GET", "hint"),
        ("GET", "progress"),
        ("GET", "run/x"),
        ("GET", "submission/x"),
        ("GET", "submissions"),
        ("POST", "assignment/last-visit"),
        ("POST", "check"),
        ("POST", "course"),
        ("POST", "preview"),
        ("POST", "requeue"),
        ("POST", "run"),
        ("POST", "submission"),
        ("PUT", "draft"),
    ]


@pytest.mark.parametrize("host", ["local", "relay"])
class TestClosedServer:
    """A server that lets nobody in without a login, by any path: it checks that each of our verbs is protected."""

    @pytest.fixture
    def jp_server_config(self) -> Config:
        return Config({"ServerApp": {"allow_unauthenticated_access": False}})

    async def test_no_verb_answers_without_a_login(self, school: School):
        for method, path in [*VERBS, ("GET", "connect")]:
            body = None if method == "GET" else "{}"
            reply = await school.request(method, path, body=body, headers={"Authorization": ""})
            assert (reply.status, reply.json["code"]) == (403, "unauthenticated"), (method, path)
            assert "Location" not in reply.headers

    async def test_the_server_finds_no_verb_unprotected(self, school: School):
        app = school.door.app.web_app
        rules = school.door.rules()
        assert len(rules) in {3, 20}
        assert [app._check_handler_auth(path, handler) for path, handler, _ in rules] == [[]] * len(rules)

    async def test_health_answers_anybody(self, school: School):
        assert (await school.get("health", headers={"Authorization": ""})).status == 200

    async def test_who_is_logged_in_is_served(self, school: School):
        assert (await school.get("assignments")).status == 200
        assert (await school.submit("x = 1")).status == 201
        assert await school.tab()


class TestOpenServer:
    """The default: each handler is asked for itself whether it lets somebody in."""

    @pytest.mark.parametrize("authorization", ["", "token wrong"])
    async def test_no_verb_answers_without_a_login(self, school: School, authorization: str):
        for method, path in [*VERBS, ("GET", "connect")]:
            body = None if method == "GET" else "{}"
            reply = await school.request(method, path, body=body, headers={"Authorization": authorization})
            assert (reply.status, reply.json["code"]) == school.door.refusal, (method, path)

    async def test_what_is_refused_is_not_opened(self, school: School):
        await school.get("assignments", headers={"Authorization": ""})
        assert school.door.entered == 0


@pytest.mark.parametrize("host", ["local", "relay"])
class TestCookies:
    """What a browser sends by itself is not enough to change anything."""

    @pytest.mark.parametrize(("method", "path"), [verb for verb in VERBS if verb[0] != "GET"])
    async def test_a_cookie_alone_changes_nothing(self, school: School, method: str, path: str):
        browser = {"Authorization": "", "Cookie": await login(school), "Host": host_of(school)}
        for token in ({}, {"X-XSRFToken": "wrong"}):
            reply = await school.request(method, path, body=SUBMIT | {"version": 0}, headers=browser | token)
            assert (reply.status, reply.json["code"]) == (403, "stale-page")
        assert (await school.get("submissions")).json["submissions"] == []
        assert (await school.get("draft", assignment_id="basics/first")).json["version"] == 0

    async def test_a_cookie_with_its_xsrf_token_is_let_in(self, school: School):
        cookies = await login(school)
        browser = {"Authorization": "", "Cookie": cookies, "Host": host_of(school)}
        assert (await school.get("assignments", headers=browser)).status == 200
        token = re.findall(r"_xsrf=([^;]+)", cookies)[0]
        reply = await school.post("submission", SUBMIT, headers=browser | {"X-XSRFToken": token})
        assert reply.status == 201

    async def test_another_site_cannot_use_the_cookie(self, school: School):
        cookies = await login(school)
        token = re.findall(r"_xsrf=([^;]+)", cookies)[0]
        browser = {"Authorization": "", "Cookie": cookies, "Host": host_of(school), "X-XSRFToken": token}
        reply = await school.post("submission", SUBMIT, headers=browser | {"Origin": "https://elsewhere.example"})
        assert reply.status == 404
        assert (await school.get("submissions")).json["submissions"] == []


@pytest.mark.parametrize("host", ["hub"])
class TestService:
    """The service of a Hub knows nobody but by a token in its header."""

    @pytest.mark.parametrize(
        "headers",
        [
            {"Authorization": "", "Cookie": "jupyterhub-services=of-ada; jupyterhub-session-id=of-ada"},
            {"Authorization": "Basic of-ada"},
            {"Authorization": "token"},
            {"Authorization": "token of-ada, token of-bob"},
            {"Authorization": "", "X-Forwarded-User": "ada", "X-Viewer": "ada"},
        ],
    )
    async def test_nothing_else_names_a_viewer(self, school: School, headers: dict[str, str]):
        reply = await school.get("submissions", token="of-ada", headers=headers)
        assert (reply.status, reply.json["code"]) == school.door.refusal

    async def test_a_cookie_beside_the_token_changes_nothing(self, school: School):
        made = await school.submit("x = 1", viewer="bob")
        reply = await school.get(f"submission/{made.json['id']}", viewer="ada", headers={"Cookie": "token=of-bob"})
        assert (reply.status, reply.json["code"]) == (404, "unknown-submission")

    async def test_a_body_far_too_long_is_not_waited_for(self, school: School):
        """Before the first byte of it, and before anybody is asked who sends it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", school.door.port)
        asked = f"POST {school.door.base}submission HTTP/1.1", "Host: h", f"Content-Length: {2**20}", "", ""
        writer.write("\r\n".join(asked).encode())
        assert (await reader.read()).startswith(b"HTTP/1.1 400")
        writer.close()
        await writer.wait_closed()
