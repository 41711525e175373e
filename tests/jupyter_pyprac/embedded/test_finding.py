"""Commands find the private server of a data folder, and have it forget, whether it runs or not."""

import os

import psutil
import pytest

from jupyter_pyprac.broker.keys import last_visit_key
from jupyter_pyprac.cli.main import main
from jupyter_pyprac.embedded.finding import at_hand, data_of, running

VISIT = last_visit_key("basics", "ada")


def with_a_database(machine, monkeypatch):
    """Have commands find the machine's data folder, with a database in it."""
    monkeypatch.setenv("PYPRAC_DATA_DIR", str(machine.data))
    assert main(["migrate"]) == 0


@pytest.fixture(params=["as itself", "as a user of its own"])
def remembering(request, machine, monkeypatch):
    """A machine whose private server remembers ada."""
    with_a_database(machine, monkeypatch)
    if request.param != "as itself":
        if os.geteuid() != 0:
            pytest.skip("only root starts it as another user")
        machine.wishes = {"user": "nobody"}
    with machine.server(), machine.client() as client:
        client.set(VISIT, "basics/first")
        yield machine


def files_of(machine) -> bytes:
    return b"".join(file.read_bytes() for file in data_of(str(machine.data)).redis.rglob("*") if file.is_file())


def test_a_server_that_runs_forgets_whoever_is_erased(remembering):
    assert running(data_of(str(remembering.data))) == remembering.place.redis_url
    with remembering.client() as client:
        assert client.exists(VISIT)
        assert main(["erase", "ada", "--yes"]) == 0
        assert not client.exists(VISIT)
    assert b"ada" not in files_of(remembering)


def test_nobody_else_is_forgotten(remembering, capsys):
    assert main(["erase", "bob", "--yes"]) == 1
    assert "nobody of that name" in capsys.readouterr().err
    with remembering.client() as client:
        assert client.exists(VISIT)


@pytest.mark.parametrize("user", ["", "nobody"])
def test_a_server_that_does_not_run_is_started_to_forget_and_what_it_writes_stays_its_own(machine, monkeypatch, user):
    with_a_database(machine, monkeypatch)
    machine.wishes = {"user": user} if user and os.geteuid() == 0 else {}
    data = data_of(str(machine.data))
    with machine.server(), machine.client() as client:
        client.set(VISIT, "basics/first")
        family = machine.family()
    psutil.wait_procs(family, timeout=20)
    assert running(data) is None
    assert b"ada" in files_of(machine)
    owner = data.redis.stat().st_uid
    assert main(["erase", "ada", "--yes"]) == 0
    assert b"ada" not in files_of(machine)
    assert {file.stat().st_uid for file in data.redis.rglob("*")} == {owner}
    assert running(data) is None
    with machine.server(), machine.client() as client:
        assert not client.exists(VISIT)


def test_where_nothing_was_ever_kept_nothing_is_started(tmp_path):
    with at_hand(data_of(str(tmp_path))) as url:
        assert url is None
    assert list(tmp_path.iterdir()) == []
