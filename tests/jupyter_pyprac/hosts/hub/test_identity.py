"""Who asks is found out once in a while, and never by anything but the token."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from jupyterhub.services.auth import HubAuth
from tornado.web import HTTPError

from jupyter_pyprac.errors import Misconfigured, SlowDown, Unavailable
from jupyter_pyprac.hosts.hub.groups import CourseGroups
from jupyter_pyprac.hosts.hub.identity import Identity
from jupyter_pyprac.hosts.hub.throttle import Throttle
from jupyter_pyprac.model import Viewer
from tests.services.fake_hub import FakeHub
from tests.services.waiting import eventually

ADA = "token of-ada"


@pytest.fixture
def identity(auth: HubAuth) -> Identity:
    return Identity(auth, CourseGroups(auth), Throttle(1e6, 1e6))


@asynccontextmanager
async def refused(status: int = 401) -> AsyncIterator[None]:
    with pytest.raises(HTTPError) as raised:
        yield
    assert raised.value.status_code == status


async def test_the_hub_says_who_and_is_asked_once(identity: Identity, fake_hub: FakeHub):
    for word in ("token", "Bearer", "TOKEN"):
        viewer = await identity.viewer(f"{word} of-ada")
        assert viewer == Viewer(name="ada")
    assert fake_hub.asked == ["user", "groups"]


async def test_those_who_ask_at_once_share_one_question(identity: Identity, fake_hub: FakeHub):
    viewers = await asyncio.gather(*(identity.viewer(ADA) for _ in range(20)))
    assert {viewer.name for viewer in viewers} == {"ada"}
    assert fake_hub.asked.count("user") == 1


@pytest.mark.parametrize(
    "given", ["", "of-ada", "token", "token ", "token of-ada of-bob", "Basic of-ada", "token of-eve"]
)
async def test_who_has_no_token_of_the_hub_is_nobody(identity: Identity, given: str):
    async with refused():
        await identity.viewer(given)


async def test_a_token_of_a_service_or_without_the_scope_is_nobodys(identity: Identity, fake_hub: FakeHub):
    fake_hub.enrol("of-cull", "cull", kind="service")
    fake_hub.enrol("of-bob", "bob", scopes=["access:servers", "access:services!service=other"])
    for token in ("of-cull", "of-bob"):
        async with refused():
            await identity.viewer(f"token {token}")


async def test_a_token_that_was_revoked_is_nobodys_before_long(identity: Identity, fake_hub: FakeHub):
    await identity.viewer(ADA)
    del fake_hub.people["of-ada"]

    async def is_refused() -> bool:
        try:
            await identity.viewer(ADA)
        except HTTPError as error:
            return error.status_code == 401
        return False

    await eventually(is_refused)


async def test_with_the_hub_away_those_it_has_named_go_on_and_others_are_put_off(identity: Identity, fake_hub: FakeHub):
    fake_hub.enrol("of-bob", "bob")
    await identity.viewer(ADA)
    fake_hub.down = True
    assert (await identity.viewer(ADA)).name == "ada"
    with pytest.raises(Unavailable, match="try again"):
        await identity.viewer("token of-bob")
    fake_hub.down = False
    assert (await identity.viewer("token of-bob")).name == "bob"


async def test_a_hub_that_is_not_there_puts_everybody_off(identity: Identity, fake_hub: FakeHub):
    await fake_hub.close()
    with pytest.raises(Unavailable):
        await identity.viewer(ADA)


async def test_one_who_asks_too_much_waits_and_others_do_not(auth: HubAuth, fake_hub: FakeHub):
    fake_hub.enrol("of-bob", "bob")
    now = [0.0]
    identity = Identity(auth, CourseGroups(auth), Throttle(per_second=2, burst=3, clock=lambda: now[0]))
    for _ in range(3):
        await identity.viewer(ADA)
    with pytest.raises(SlowDown) as refusal:
        await identity.viewer(ADA)
    assert refusal.value.retry_after == 0.5
    await identity.viewer("token of-bob")
    now[0] += 0.5
    await identity.viewer(ADA)
    now[0] += 1000
    for _ in range(3):
        await identity.viewer(ADA)
    with pytest.raises(SlowDown):
        await identity.viewer(ADA)


class TestCourses:
    """Which courses are for their students alone, as the Hub's list of groups tells."""

    async def test_all_pages_of_the_list_are_read_once(self, auth: HubAuth, fake_hub: FakeHub):
        fake_hub.groups = ["a", "pyprac-students:loops", "pyprac-instructors:data", "b", "pyprac-students:data"]
        groups = CourseGroups(auth)
        for _ in range(2):
            assert await groups.closed_courses() == {"loops", "data"}
        assert fake_hub.asked == ["groups"] * 3

    async def test_a_viewer_is_barred_from_the_courses_of_others(self, identity: Identity, fake_hub: FakeHub):
        fake_hub.groups = ["pyprac-students:loops", "pyprac-students:data"]
        fake_hub.enrol("of-bob", "bob", groups=["pyprac-students:loops"])
        assert (await identity.viewer("token of-bob")).barred == {"data"}

    async def test_a_service_that_may_not_see_them_serves_nobody_and_says_why(
        self, identity: Identity, fake_hub: FakeHub
    ):
        fake_hub.may_list_groups = False
        with pytest.raises(Misconfigured, match="list:groups"):
            await identity.viewer(ADA)

    async def test_what_was_known_holds_on_while_the_hub_is_away(self, auth: HubAuth, fake_hub: FakeHub):
        fake_hub.groups = ["pyprac-students:loops"]
        now = [0.0]
        groups = CourseGroups(auth, clock=lambda: now[0])
        assert await groups.closed_courses() == {"loops"}
        fake_hub.down = True
        now[0] = 61
        assert await groups.closed_courses() == {"loops"}
        fake_hub.down, fake_hub.groups = False, []
        assert await groups.closed_courses() == {"loops"}
        now[0] = 122
        assert await groups.closed_courses() == set()

    async def test_a_hub_that_never_answered_puts_everybody_off(self, auth: HubAuth, fake_hub: FakeHub):
        fake_hub.down = True
        with pytest.raises(Unavailable):
            await CourseGroups(auth).closed_courses()
