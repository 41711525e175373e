"""Stopped, killed and started again: nothing that was sent is lost, and all come back by themselves."""

import asyncio
import signal

from tests.hub.course import DOUBLE
from tests.hub.sockets import tab
from tests.services.hub import PATIENCE, Hub, Person
from tests.services.waiting import eventually, wait_until

HANGING = "import time\nend = time.process_time() + 1.5\nwhile time.process_time() < end:\n    pass\n"


def test_while_the_service_is_away_its_relay_says_so(hub: Hub, alice: Person):
    service = hub.service_process()
    service.suspend()  # takes connections and says nothing
    try:
        reply = alice.ask("GET", "submission/x")
        assert (reply.status, reply.body["code"]) == (504, "unavailable")
        assert alice.ask("GET", "health").status == 503
    finally:
        service.resume()
    assert alice.ask("GET", "courses").status == 200


async def test_a_hub_that_was_killed_takes_its_service_along_and_brings_all_back(hub: Hub, alice: Person):
    async with tab(alice) as before:
        made = await asyncio.to_thread(
            alice.ask, "POST", "submission", {"assignment_id": DOUBLE, "code": f"{HANGING}# before"}
        )
        service = hub.service_process()
        await asyncio.to_thread(hub.stop, signal.SIGKILL)
        await eventually(lambda: not service.is_running())
        while await before.next() is not None:
            pass
        assert before.connection.close_code == 1013
    away = await asyncio.to_thread(alice.ask, "POST", "submission", {"assignment_id": DOUBLE, "code": "# away"})
    assert (away.status, away.body["code"]) == (502, "unavailable")
    await asyncio.to_thread(hub.start)
    async with tab(alice) as after:
        graded = await asyncio.to_thread(alice.ask, "GET", f"submission/{made.body['id']}?wait=15")
        assert graded.body["status"] == "processed"
        again = await asyncio.to_thread(alice.ask, "POST", "submission", {"assignment_id": DOUBLE, "code": "# away"})
        assert again.status == 201
        await after.until("graded", lambda frame: frame["submission"]["id"] == again.body["id"])


def test_a_server_that_is_stopped_and_started_finds_all_as_it_was(alice: Person):
    before = alice.ask("GET", "submissions").body
    alice.stop()
    alice.hub.seat("alice")
    assert alice.ask("GET", "submissions").body == before


def test_the_service_ends_in_order_and_is_started_again(hub: Hub, alice: Person):
    service = hub.service_process()
    service.terminate()
    assert service.wait(timeout=PATIENCE) in {0, None}
    wait_until(lambda: alice.ask("GET", "courses").status == 200, patience=PATIENCE)
