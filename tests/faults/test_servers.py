"""What happens to practice when the Jupyter servers that use it die."""

import signal

import psutil
import pytest

from tests.services.practice import are_gone
from tests.services.waiting import wait_until


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_practice_outlives_the_server_that_started_it_and_ends_with_the_last(machine, how):
    with machine.server() as first, machine.server() as second:
        family = machine.family()
        first.send_signal(how)
        first.wait()
        assert not are_gone(family)
        with machine.client() as client:
            assert client.ping()
        second.send_signal(how)
    wait_until(lambda: are_gone(family))


def test_all_servers_killed_at_once_leave_nothing_running(machine):
    with machine.server() as first, machine.server() as second:
        family = machine.family()
        for server in (first, second):
            server.kill()
    wait_until(lambda: are_gone(family))


def test_a_server_killed_while_it_starts_is_in_nobodys_way(machine):
    with machine.starting_server() as server:
        wait_until(machine.place.supervisor.exists)
        server.kill()
    with machine.server():
        family = machine.family()
        with machine.client() as client:
            wait_until(client.ping)
    wait_until(lambda: are_gone(family))


def test_servers_and_supervisor_killed_at_once_leave_nothing_running(machine):
    with machine.server() as server:
        family = machine.family()
        server.kill()
        family[0].kill()
        psutil.wait_procs(family[:1], timeout=10)
    wait_until(lambda: are_gone(family))
