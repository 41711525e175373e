"""`jupyter pyprac doctor` names what answers and cannot be written to: a database, Redis, a disk."""

import subprocess
import sys
from pathlib import Path

import pytest

from jupyter_pyprac.cli.looking.services import of_disk
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.cli.doctoring import by_name, doctor


@pytest.mark.parametrize(
    ("words", "mend"), [("CONFIG SET maxmemory 1", "maxmemory"), ("REPLICAOF 127.0.0.1 1", "its master")]
)
def test_a_redis_that_answers_and_takes_nothing_is_named_with_its_mend(valkey, words, mend):
    with valkey.client() as client:
        client.execute_command(*words.split())
        found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_REDIS_URL=valkey.url)
        assert (by_name(found["redis"])["server"]["fine"], status) == (False, 1)
        assert mend in by_name(found["redis"])["server"]["mend"]
        assert not client.keys()


def test_a_database_that_can_only_be_read_is_told_from_one_that_is_well(tmp_path):
    file = tmp_path / "pyprac.sqlite"
    Database(f"sqlite:///{file}").migrate()
    well, _ = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_DB_URL=f"sqlite:///{file}")
    assert by_name(well["database"])["tables"]["fine"]
    read_only = f"sqlite:///file:{file}?mode=ro&uri=true"
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_DB_URL=read_only)
    assert ("can only be read" in by_name(found["database"])["tables"]["found"], status) == (True, 1)


@pytest.mark.postgresql
def test_tables_that_belong_to_somebody_else_are_named_with_their_mend(postgres, postgres_url):
    migrate = (sys.executable, "-m", "jupyter_pyprac", "migrate", "--database-url", postgres_url)
    subprocess.run(migrate, check=True, timeout=60, capture_output=True)
    with postgres.connect() as connection:
        connection.execute("CREATE ROLE reader LOGIN")
        connection.execute("GRANT USAGE ON SCHEMA public TO reader")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    reading = postgres_url.replace("pyprac@", "reader@")
    found, status = doctor(PYPRAC_MINIMUM_PROTECTION="L", PYPRAC_DB_URL=reading)
    assert "owner" in found["database"][0]["mend"]
    assert status == 1


def test_a_disk_with_hardly_any_room_is_named(tmp_path):
    full = of_disk(Path("/proc" if sys.platform.startswith("linux") else "/dev"))
    assert (full.fine, full.found) == (False, "0 MB free")
    assert full.mend
    assert of_disk(tmp_path).found.endswith(" MB free")
