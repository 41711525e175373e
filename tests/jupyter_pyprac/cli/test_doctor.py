"""`jupyter pyprac doctor` says what is not right with a machine and its services, and what would mend it."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import venv
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from grader_service.contract import GROUP, LATER_STREAM, REFUSAL, STREAM
from grader_service.diagnosis import of_sandbox
from grader_service.queue import LAST_ID
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.cli.doctoring import COMMAND, by_name, doctor
from tests.services.acl import documented
from tests.services.jupyter import free_port
from tests.services.sentinel import PASSWORD, a_master
from tests.services.tls import terminated
from tests.services.waiting import wait_until
from tests.services.walls import NOBODY, WITHOUT_NAMESPACES, ordinary_user


def test_the_level_that_was_reached_is_told():
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L")
    findings = found["sandbox"]
    assert (findings[0]["fine"], status) == (True, 0)
    assert findings[0]["found"].startswith("level ")


def test_a_variable_that_is_nearly_a_setting_is_named_with_the_one_that_is_meant():
    others = {"PYPRAC_PORT": "tcp://10.0.0.1:80", "PYPRAC_SERVICE_HOST": "10.0.0.1", "PYPRAC_DEBUG": "1"}
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_GRADRES="4", PYPRAC_DB_URL_FIEL="x", **others)
    told = {each["what"]: each["mend"] for each in found["settings"]}
    assert told == {
        "PYPRAC_DB_URL_FIEL": "did you mean PYPRAC_DB_URL_FILE?",
        "PYPRAC_GRADRES": "did you mean PYPRAC_GRADERS?",
    }
    assert status == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="namespaces are Linux's")
def test_a_setting_of_the_kernel_that_stands_in_the_way_is_named_with_its_mend():
    found, status = doctor(*WITHOUT_NAMESPACES, PYPRAC_MINIMUM_PROTECTION="A")
    findings = found["sandbox"]
    assert status == 1
    assert findings[0]["mend"].endswith("PYPRAC_MINIMUM_PROTECTION=B")
    [namespaces] = [each for each in findings if each["what"] == "user namespaces"]
    assert "user.max_user_namespaces" in namespaces["mend"]
    assert any("PYPRAC_SCRATCH" in (each["mend"] or "") for each in findings)


def test_a_level_as_high_as_asked_for_is_fine():
    assert of_sandbox("B", "B", "")[0].fine
    assert of_sandbox("A", "B", "") == [of_sandbox("A", "B", "")[0]]
    assert not of_sandbox("C", "B", "")[0].fine


def test_beside_a_service_that_is_well_all_is_fine(valkey, tmp_path):
    secret = tmp_path / "redis"
    secret.write_text(valkey.url)
    secret.chmod(0o400)
    url = f"sqlite:///{tmp_path / 'pyprac.sqlite'}"
    database = Database(url)
    database.migrate()
    with valkey.client() as client:
        client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
        client.xreadgroup(GROUP, "grader", {STREAM: LAST_ID})
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_DB_URL=url, PYPRAC_REDIS_URL_FILE=str(secret))
    assert {name: [each for each in found[name] if not each["fine"]] for name in ("database", "redis", "secrets")} == {
        "database": [],
        "redis": [],
        "secrets": [],
    }
    assert status == 0


def test_settings_of_redis_that_lose_data_are_named_with_their_mend(valkey):
    with valkey.client() as client:
        client.config_set("appendonly", "no")
        client.config_set("maxmemory", "100mb")
        client.config_set("maxmemory-policy", "allkeys-lru")
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_REDIS_URL=valkey.url)
    redis = by_name(found["redis"])
    assert "appendonly yes" in redis["append-only file"]["mend"]
    assert "noeviction" in redis["eviction"]["mend"]
    assert status == 1
    assert "database" not in found  # a grader has none


def test_a_file_that_cannot_be_opened_sends_to_its_disk_and_starts_nothing(tmp_path):
    (tmp_path / "pyprac.sqlite").mkdir()
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_DATA_DIR=str(tmp_path))
    assert "its disk has room" in found["database"][0]["mend"]
    assert status == 1


def test_tables_that_are_not_there_are_made_by_a_command_and_not_by_looking(valkey, tmp_path):
    file = tmp_path / "pyprac.sqlite"
    file.touch()
    settings = {"PYPRAC_MINIMUM_PROTECTION": "L", "PYPRAC_REDIS_URL": valkey.url, "PYPRAC_DB_URL": f"sqlite:///{file}"}
    found, status = doctor(**settings)
    assert "migrate" in found["database"][0]["mend"]
    assert "grader" in by_name(found["redis"])["graders"]["mend"]
    assert status == 1
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_beside_a_service_with_a_private_server_that_and_its_graders_are_found(machine):
    known = {"PYPRAC_MINIMUM_PROTECTION": "L", "PYPRAC_DATA_DIR": str(machine.data)}
    found, _ = doctor(**known)
    assert "none runs for" in by_name(found["redis"])["private server"]["found"]
    with machine.server(), machine.client() as client:
        wait_until(lambda: readers_of(client))
        found, status = doctor(**known)
        findings = by_name(found["redis"])
        assert findings["graders"]["found"] == "1 read the queue within the last 20 s"
        assert all(each["fine"] for each in found["redis"])
        assert status == 0
        machine.child("fake_grader").suspend()
        for stream in (STREAM, LATER_STREAM):
            client.xgroup_destroy(stream, GROUP)
        found, status = doctor(**known)
        assert str(machine.data / "logs") in by_name(found["redis"])["graders"]["mend"]
        assert status == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="graders of nobody else's service need a user")
def test_root_is_told_that_the_graders_of_a_hubs_service_need_a_user(tmp_path):
    known = {"PYPRAC_MINIMUM_PROTECTION": "L", "PYPRAC_DATA_DIR": str(tmp_path)}
    found, status = doctor(**known, PYPRAC_GRADER_USER="")
    assert "PYPRAC_GRADER_USER" in by_name(found["redis"])["private server"]["mend"]
    assert status == 0  # it is fine for a server of root's own
    found, _ = doctor(**known, PYPRAC_GRADER_USER="nobody")
    assert by_name(found["redis"])["private server"]["mend"] is None


def readers_of(client):
    return client.exists(STREAM) and client.xinfo_groups(STREAM) and client.xinfo_consumers(STREAM, GROUP)


def test_that_graders_refuse_to_work_is_told_with_their_reason(valkey, tmp_path):
    with valkey.client() as client:
        client.set(REFUSAL, "set PYPRAC_MINIMUM_PROTECTION=L")
    url = f"sqlite:///{tmp_path / 'pyprac.sqlite'}"
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_REDIS_URL=valkey.url, PYPRAC_DB_URL=url)
    assert by_name(found["redis"])["graders"] == {
        "what": "graders",
        "fine": False,
        "found": "they refuse to work",
        "mend": "set PYPRAC_MINIMUM_PROTECTION=L",
    }
    assert status == 1


@pytest.mark.parametrize(
    ("user", "mend"), [(":wrong@", "percent-encoded"), ("nobody:nobody@", "ACL"), ("", "percent-encoded")]
)
def test_a_redis_that_does_not_let_us_in_is_told_with_what_opens_it(valkey, user, mend):
    with valkey.client() as client:
        client.acl_setuser("nobody", enabled=True, passwords=["+nobody"])
        client.config_set("requirepass", "secret")
    url = valkey.url.replace("unix://", f"unix://{user}")
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_REDIS_URL=url)
    [server] = found["redis"]
    assert mend in server["mend"]
    assert status == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts graders as another user")
def test_a_user_who_cannot_run_graders_is_told_with_what_mends_it(tmp_path):
    tmp_path.chmod(0o700)
    closed = tmp_path / "venv"
    venv.create(closed, with_pip=False)
    packages = os.pathsep.join(path for path in sys.path if path)
    known = {
        **os.environ,
        "PYTHONPATH": packages,
        "PYPRAC_DATA_DIR": str(tmp_path / "d"),
        "PYPRAC_GRADER_USER": "nobody",
    }
    command = [str(closed / "bin" / "python"), *COMMAND[1:]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=known, check=False)
    [finding] = json.loads(done.stdout)["graders"]
    assert finding["found"] == "nobody cannot run them"
    assert str(closed) in finding["mend"]
    assert done.returncode == 1


@pytest.mark.parametrize(("user", "serves"), [("pyprac-grader", False), ("pyprac", True)])
def test_the_users_that_the_documentation_has_staff_make_may_all_that_the_doctor_asks(valkey, tmp_path, user, serves):
    with valkey.client() as client:
        client.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
        client.xreadgroup(GROUP, "grader", {STREAM: LAST_ID})
        url = documented(valkey, client, user)
    database = {"PYPRAC_DB_URL": f"sqlite:///{tmp_path / 'pyprac.sqlite'}"} if serves else {}
    found, _ = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_REDIS_URL=url, **database)
    assert [each for each in found["redis"] if not each["fine"]] == []
    assert ("graders" in by_name(found["redis"])) == serves


def test_a_certificate_of_an_unknown_authority_is_told(tmp_path):
    with a_master(tmp_path) as port, terminated(port, tmp_path) as tls:
        url = f"rediss://:{quote(PASSWORD)}@127.0.0.1:{tls.port}/0"
        found, _ = doctor(PYPRAC_REDIS_URL=url)
        assert "ssl_ca_certs" in found["redis"][0]["mend"]
        found, _ = doctor(PYPRAC_REDIS_URL=f"{url}?ssl_ca_certs={tls.ca}")
        assert by_name(found["redis"])["server"]["fine"]


def test_a_secret_that_others_can_read_is_named(valkey, tmp_path):
    secret = tmp_path / "redis"
    secret.write_text(valkey.url)
    secret.chmod(0o644)
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_REDIS_URL_FILE=str(secret))
    assert found["secrets"][0]["mend"] == f"chmod 400 {secret}"
    assert status == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can lay a file for somebody else's group")
@pytest.mark.parametrize(("mode", "fine"), [(0o440, True), (0o444, False)])
def test_a_secret_of_roots_for_the_own_group_is_well(mode, fine):
    code = "import sys, pathlib; from jupyter_pyprac.cli.looking.services import of_file; "
    code += "print(of_file('SECRET', pathlib.Path(sys.argv[1])).fine)"
    with ordinary_user() as (python, environment), tempfile.NamedTemporaryFile() as secret:
        os.chown(secret.name, 0, NOBODY)
        Path(secret.name).chmod(mode)
        command = [*python, "-c", code, secret.name]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == [str(fine)], done.stderr


def test_on_a_students_server_secrets_and_a_service_that_is_away_are_told():
    on_hub = {"JUPYTERHUB_USER": "alice", "JUPYTERHUB_API_TOKEN": "of-alice"}
    away = {**on_hub, "PYPRAC_UPSTREAM": f"http://127.0.0.1:{free_port()}/services/pyprac/"}
    found, status = doctor(**away, PYPRAC_REDIS_URL="redis://:secret@host")
    assert "PYPRAC_REDIS_URL" in found["secrets"][0]["mend"]
    service = by_name(found["service"])
    assert "PYPRAC_UPSTREAM" in service["address"]["mend"]
    assert service["socket to the service"]["mend"] == "mend the address first"
    assert status == 1
    assert service["scopes"]["mend"] == "mend the address first"
    found, status = doctor(**on_hub)
    assert "PYPRAC_UPSTREAM" in found["service"][0]["mend"]
    assert "configure(c)" in found["service"][0]["mend"]
    assert status == 1


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:28090", "http://", "http://host:port/", "http://[host/"])
def test_on_a_students_server_an_upstream_that_is_no_address_is_told(address):
    found, status = doctor(JUPYTERHUB_USER="alice", JUPYTERHUB_API_TOKEN="of-alice", PYPRAC_UPSTREAM=address)
    service = by_name(found["service"])
    assert address.rstrip("/") in service["address"]["found"]
    assert "PYPRAC_UPSTREAM" in service["address"]["mend"]
    assert status == 1
