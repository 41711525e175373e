"""The database is opened safely, and whoever writes takes turns."""

import asyncio
import sqlite3
import threading

import pytest
from sqlalchemy import make_url

from jupyter_pyprac.errors import Unavailable
from jupyter_pyprac.model import Course
from jupyter_pyprac.store import assignments, sqlite
from jupyter_pyprac.store.engine import Database
from tests.jupyter_pyprac.store.asking import ask
from tests.jupyter_pyprac.store.making import COURSE


async def test_what_a_write_did_is_there_afterwards(database):
    await database.write(assignments.save_course, COURSE, [], {})

    assert await database.read(assignments.course, "basics") == COURSE


async def test_a_write_that_raises_leaves_nothing(database):
    def save_and_fail(session):
        assignments.save_course(session, COURSE, [], {})
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(save_and_fail)

    assert await database.read(assignments.is_empty)


async def test_a_read_changes_nothing_in_sqlite(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/pyprac.sqlite")
    database.migrate()
    await database.read(assignments.save_course, COURSE, [], {})
    assert await database.read(assignments.is_empty)
    await database.close()


@pytest.mark.postgresql
async def test_a_read_may_not_write_in_postgresql(postgres_url):
    database = Database(postgres_url)
    database.migrate()
    with pytest.raises(Unavailable, match="can only be read"):
        await database.read(assignments.save_course, COURSE, [], {})
    await database.write(assignments.save_course, COURSE, [], {})
    await database.close()


async def test_work_never_uses_more_threads_than_given(database_url):
    database = Database(database_url, threads=2)
    names = set()

    def remember(session):
        names.add(threading.current_thread().name)
        return ask(session, "SELECT 1")

    assert await asyncio.gather(*(database.read(remember) for _ in range(20))) == [1] * 20
    assert names <= {"pyprac-store_0", "pyprac-store_1"}
    await database.close()


async def test_closing_twice_is_no_harm_and_work_afterwards_is_refused(database):
    await database.close()
    await database.close()
    with pytest.raises(Unavailable, match="stopping"):
        await database.read(assignments.is_empty)


async def test_sqlite_is_durable_patient_and_checks_foreign_keys(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/a/b/pyprac.sqlite")
    database.migrate()
    settings = {
        name: await database.read(ask, f"PRAGMA {name}")
        for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 10_000, "foreign_keys": 1}
    await database.close()


async def test_what_is_recoverable_alone_does_not_wait_for_the_disk_in_sqlite(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/pyprac.sqlite", threads=1)
    database.migrate()
    full, normal = 2, 1
    await database.write_recoverable(assignments.save_course, COURSE, [], {})
    assert await database.write_recoverable(ask, "PRAGMA synchronous") == normal
    assert await database.write(ask, "PRAGMA synchronous") == full
    assert await database.read(assignments.course, "basics") == COURSE
    await database.close()


@pytest.mark.postgresql
async def test_what_is_recoverable_alone_does_not_wait_for_the_disk_in_postgresql(postgres_url):
    waiting = make_url(postgres_url).update_query_dict({"options": "-c synchronous_commit=on"})
    database = Database(waiting.render_as_string(hide_password=False), threads=1)
    database.migrate()
    await database.write_recoverable(assignments.save_course, COURSE, [], {})
    assert await database.write_recoverable(ask, "SHOW synchronous_commit") == "off"
    assert await database.write(ask, "SHOW synchronous_commit") == "on"
    assert await database.read(assignments.course, "basics") == COURSE
    await database.close()


async def test_where_sqlite_refuses_a_write_ahead_log_another_journal_is_kept(tmp_path):
    database = Database(f"sqlite:///file:{tmp_path}/pyprac.sqlite?vfs=unix-dotfile&uri=true", threads=1)
    database.migrate()
    await database.write(assignments.save_course, COURSE, [], {})
    assert await database.read(ask, "PRAGMA journal_mode") != "wal"
    full = 2
    assert await database.write_recoverable(ask, "PRAGMA synchronous") == full
    assert await database.read(assignments.courses) == [COURSE]
    await database.close()


MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:35 / /home rw,relatime shared:2 - nfs4 server:/home rw
41 40 0:36 / /home/local\\040disk rw,relatime - xfs /dev/vdb rw
"""


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("/home/ada/pyprac.sqlite", True),
        ("/home/local disk/pyprac.sqlite", False),
        ("/srv/pyprac.sqlite", False),
        ("/homes/pyprac.sqlite", False),
    ],
)
def test_a_network_drive_is_known_by_the_nearest_mount(tmp_path, file, expected):
    assert sqlite.on_network(tmp_path / file, MOUNTS) is expected


async def test_a_database_on_a_network_drive_has_no_write_ahead_log(tmp_path):
    connection = sqlite3.connect(tmp_path / "pyprac.sqlite")
    sqlite.prepare(connection, on_network=True)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    connection.close()


async def test_writers_in_sqlite_take_turns_instead_of_failing(tmp_path):
    url = f"sqlite:///{tmp_path}/pyprac.sqlite"
    several = [Database(url) for _ in range(2)]
    several[0].migrate()

    def save(session, number):
        seen = len(assignments.courses(session))
        assignments.save_course(session, Course(slug=f"c{number}", title=""), [], {})
        return seen

    seen = await asyncio.gather(*(several[number % 2].write(save, number) for number in range(20)))

    assert sorted(seen) == list(range(20))
    for each in several:
        await each.close()
