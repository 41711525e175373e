"""What is wrong with a file of SQLite is said in words."""

import asyncio
import sqlite3
import subprocess
import sys
import threading

import pytest
from sqlalchemy.exc import IntegrityError

from jupyter_pyprac.errors import Misconfigured, Unavailable
from jupyter_pyprac.model import Course
from jupyter_pyprac.store import assignments
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.store.asking import all_that_is_said, ask
from tests.jupyter_pyprac.store.making import COURSE, an_assignment
from tests.services.waiting import eventually


async def test_a_full_disk_is_called_that_and_costs_nothing_that_was_there(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/pyprac.sqlite", threads=1)
    database.migrate()
    await database.write(assignments.save_course, COURSE, [], {})
    await database.read(ask, "PRAGMA max_page_count = 1")
    with pytest.raises(Unavailable, match="disk of the database is full"):
        await database.write(assignments.save_course, COURSE, [], {"sha": bytes(1_000_000)})
    assert await database.read(assignments.courses) == [COURSE]
    await database.close()


async def test_a_database_that_can_only_be_read_is_read_and_says_so_on_writing(tmp_path):
    url = f"sqlite:///{tmp_path}/pyprac.sqlite"
    first = Database(url)
    first.migrate()
    await first.write(assignments.save_course, COURSE, [], {})
    await first.close()

    database = Database(f"sqlite:///file:{tmp_path}/pyprac.sqlite?mode=ro&uri=true")
    database.migrate()
    assert await database.read(assignments.courses) == [COURSE]
    with pytest.raises(Unavailable, match="can only be read"):
        await database.write(assignments.save_course, Course(slug="other", title=""), [], {})
    await database.close()


async def test_the_database_is_its_owners_alone_in_a_folder_that_anybody_may_read(tmp_path):
    tmp_path.chmod(0o755)
    database = Database(f"sqlite:///{tmp_path}/pyprac.sqlite")
    database.migrate()
    await database.write(assignments.save_course, COURSE, [], {})
    made = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert made == dict.fromkeys(["pyprac.sqlite", "pyprac.sqlite-wal", "pyprac.sqlite-shm"], 0o600)
    await database.close()


def test_postgresql_without_its_driver_says_what_to_install():
    script = """
import sys
sys.modules["psycopg"] = None
from jupyter_pyprac.errors import Misconfigured
from jupyter_pyprac.store.engine import Database
try:
    Database("postgresql://host/name")
except Misconfigured as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "pip install 'jupyter_pyprac[postgresql]'" in done.stdout


async def test_what_was_to_be_stored_is_in_no_message(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/pyprac.sqlite")
    database.migrate()
    await database.write(assignments.save_course, COURSE, [an_assignment()], {})
    same = [an_assignment("secret")] * 2
    with pytest.raises(IntegrityError) as refused:
        await database.write(assignments.save_course, COURSE, same, {})
    assert "secret" not in all_that_is_said(refused.value)
    await database.close()


async def test_a_database_that_another_program_holds_is_busy(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/pyprac.sqlite", threads=1)
    database.migrate()
    await database.read(ask, "PRAGMA busy_timeout = 1")
    with sqlite3.connect(tmp_path / "pyprac.sqlite", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="busy"):
            await database.write(assignments.save_course, COURSE, [], {})
        other.execute("ROLLBACK")
    other.close()
    await database.write(assignments.save_course, COURSE, [], {})
    await database.close()


async def test_a_file_that_is_no_database_is_called_broken(tmp_path):
    (tmp_path / "pyprac.sqlite").write_text("Once upon a time" * 100)
    database = Database(f"sqlite:///{tmp_path}/pyprac.sqlite")
    with pytest.raises(Unavailable, match="is not a database"):
        database.migrate()
    await database.close()


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured, match=r"folder of the database cannot be used: .*PYPRAC_DATA_DIR"):
        Database(f"sqlite:///{tmp_path}/file/pyprac.sqlite").migrate()


async def test_a_database_without_tables_says_how_to_make_them(database_url):
    database = Database(database_url)
    with pytest.raises(Misconfigured, match="jupyter pyprac migrate"):
        await database.read(assignments.is_empty)
    await database.close()


async def test_cancelling_the_caller_does_not_break_the_database(database):
    started, go_on = threading.Event(), threading.Event()

    def slow(session):
        started.set()
        go_on.wait(30)
        assignments.save_course(session, COURSE, [], {})

    task = asyncio.create_task(database.write(slow))
    await eventually(started.is_set)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()

    async def saved():
        return not await database.read(assignments.is_empty)

    await eventually(saved)
