"""What is somebody's own stays so, whatever somebody else sends with a token of his own, and by whichever way."""

import asyncio

import pytest
from tornado.httpclient import HTTPClientError

from tests.hub.course import DOUBLE
from tests.hub.sockets import tab
from tests.services.asking import ask
from tests.services.hub import STAFF_TOKEN, Person

CODE = "def double(x):\n    return x * 2  # of alice\n"
DISGUISES = (
    {},
    {"X-Viewer": "alice", "X-Forwarded-User": "alice", "Remote-User": "alice"},
    {"Cookie": "jupyterhub-session-id=alice; jupyterhub-services=alice; username=alice"},
)


@pytest.fixture
def made(alice: Person) -> dict[str, str]:
    """What alice has: a graded submission, a run and a draft, each by its id."""
    submission = alice.ask("POST", "submission", {"assignment_id": DOUBLE, "code": CODE}).body["id"]
    assert alice.ask("GET", f"submission/{submission}?wait=15").body["status"] == "processed"
    run = alice.ask("POST", "run", {"assignment_id": DOUBLE, "code": CODE}).body["run_id"]
    assert alice.ask("GET", f"run/{run}?wait=15").body["verdict"]
    stored = alice.ask("GET", f"draft?assignment_id={DOUBLE}").body
    alice.ask("PUT", "draft", {"assignment_id": DOUBLE, "code": CODE, "version": stored["version"]})
    return {"submission": submission, "run": run}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_bob_finds_nothing_of_alices(bob: Person, made: dict[str, str], disguise: dict[str, str]):
    for send in (bob.ask, bob.by_hand):
        for path, code in (
            (f"submission/{made['submission']}", "unknown-submission"),
            (f"run/{made['run']}", "unknown-run"),
        ):
            reply = send("GET", path, headers=disguise)
            assert (reply.status, reply.body["code"]) == (404, code)
        for path in ("submissions", "submissions?correct=true&course=secrets", f"draft?assignment_id={DOUBLE}"):
            reply = send("GET", f"{path}{'&' if '?' in path else '?'}viewer=alice&user=alice", headers=disguise)
            assert reply.status == 200
            assert "of alice" not in str(reply.body)
        sent = {"assignment_id": DOUBLE, "code": "# of bob", "viewer": "alice", "name": "alice"}
        own = send("POST", "submission", sent, headers=disguise).body["id"]
        assert send("GET", f"submission/{own}").status == 200


def test_what_bob_sends_in_alices_name_is_his(alice: Person, made: dict[str, str]):
    del made
    assert "of bob" not in str(alice.ask("GET", "submissions").body)


def test_bob_cannot_use_alices_server(bob: Person, alice: Person, made: dict[str, str]):
    for path in ("submissions", f"submission/{made['submission']}", "connect"):
        reply = ask("GET", f"{alice.url}/pyprac/{path}", token=bob.token)
        assert reply.status == 403
        assert "of alice" not in str(reply.body)


async def test_bob_hears_nothing_of_alices(alice: Person, bob: Person):
    async with tab(alice) as mine, tab(bob) as relayed, tab(bob, bob.hub.service) as direct:
        made = await asyncio.to_thread(alice.ask, "POST", "submission", {"assignment_id": DOUBLE, "code": "# one"})
        await mine.until("graded", lambda frame: frame["submission"]["id"] == made.body["id"])
        own = await asyncio.to_thread(bob.ask, "POST", "submission", {"assignment_id": DOUBLE, "code": "# two"})
        for others in (relayed, direct):
            await others.until("graded", lambda frame: frame["submission"]["id"] == own.body["id"])
            assert made.body["id"] not in str(others.frames)
            assert "# one" not in str(others.frames)


@pytest.mark.parametrize("token", [None, "", "no-such-token", "of-the-proxy"])
async def test_without_a_token_of_the_hub_nobody_is_let_in(bob: Person, token: str | None):
    reply = bob.by_hand("GET", "submissions", token=token)
    assert (reply.status, reply.body["code"]) == (401, "unauthenticated")
    stranger = Person.__new__(Person)
    stranger.token = token or ""
    with pytest.raises(HTTPClientError) as refused:
        async with tab(stranger, bob.hub.service):
            pass
    assert refused.value.code == 401


def test_a_token_that_was_revoked_opens_nothing(bob: Person):
    token, token_id = bob.new_token()
    assert bob.hub.api("DELETE", f"users/bob/tokens/{token_id}").status == 204
    assert bob.by_hand("GET", "submissions", token=token).status == 401


def test_a_token_without_the_scope_opens_nothing(bob: Person):
    made = bob.hub.api("POST", "users/bob/tokens", {"scopes": ["read:users:name!user=bob", "access:servers!user=bob"]})
    assert bob.by_hand("GET", "submissions", token=made.body["token"]).status == 401


def test_a_service_of_the_hub_is_no_viewer(bob: Person):
    assert bob.by_hand("GET", "submissions", token=STAFF_TOKEN).status == 401
