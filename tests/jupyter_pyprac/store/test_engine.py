"""The database is opened safely, and says in words what is wrong with it."""

import asyncio
import sqlite3
import subprocess
import sys
import threading

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from jupyter_pyprac.errors import Misconfigured, Unavailable, in_full
from jupyter_pyprac.model import Course
from jupyter_pyprac.store import assignments, sqlite
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.store.faults import NO_DATABASE, NOT_LET_IN, at_the_door
from tests.jupyter_pyprac.store.making import COURSE, an_assignment
from tests.services.postgres import BY_PASSWORD
from tests.services.waiting import eventually


def ask(session: Session, statement: str) -> object:
    return session.scalar(text(statement))


def all_that_is_said(error: BaseException | None) -> str:
    """The texts of the error and of what led to it, as a log shows them."""
    if error is None:
        return ""
    before = error.__cause__ if error.__suppress_context__ else error.__context__
    return f"{error!r}{all_that_is_said(before)}"


def say(session: Session, *statements: str) -> None:
    for statement in statements:
        session.execute(text(statement))


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


async def test_where_sqlite_refuses_a_write_ahead_log_another_journal_is_kept(tmp_path):
    database = Database(f"sqlite:///file:{tmp_path}/pyprac.sqlite?vfs=unix-dotfile&uri=true", threads=1)
    database.migrate()
    await database.write(assignments.save_course, COURSE, [], {})
    assert await database.read(ask, "PRAGMA journal_mode") != "wal"
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


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("no address", "cannot be read"),
        ("mysql://ada:secret@host/name", "'mysql' is not supported"),
        ("sqlite://", "in memory keeps nothing"),
        ("sqlite:///:memory:", "in memory keeps nothing"),
        ("postgresql://ada:secret@host:port/name", "cannot be read"),
    ],
)
def test_an_address_of_something_else_is_refused_with_what_to_set(url, sentence):
    with pytest.raises(Misconfigured, match=sentence) as refused:
        Database(url)
    assert "PYPRAC_DB_URL" in str(refused.value)
    assert "secret" not in all_that_is_said(refused.value)


async def test_a_database_that_nobody_serves_cannot_be_reached(tmp_path):
    database = Database(f"postgresql://ada:secret@/name?host={tmp_path}")
    with pytest.raises(Unavailable, match="cannot be reached") as refused:
        await database.read(assignments.is_empty)
    assert "secret" not in all_that_is_said(refused.value) + in_full(refused.value)
    assert str(tmp_path) in in_full(refused.value)  # for staff: where it was looked for
    assert str(tmp_path) not in str(refused.value)
    assert refused.value.retry_after > 0
    await database.close()


@pytest.mark.postgresql
async def test_a_database_that_the_server_does_not_have_is_told_as_such(postgres):
    database = Database(postgres.url("nobody_made_it"))
    with pytest.raises(Misconfigured, match="has none of that name"):
        await database.read(assignments.is_empty)
    await database.close()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ('FATAL:  password authentication failed for user "pyprac"', NOT_LET_IN),
        ("fe_sendauth: no password supplied", NOT_LET_IN),
        ('FATAL:  Peer authentication failed for user "pyprac"', NOT_LET_IN),
        ('FATAL:  role "pyprac" does not exist', NOT_LET_IN),
        ('FATAL:  no pg_hba.conf entry for host "::1", user "pyprac", database "pyprac"', NOT_LET_IN),
        ('FATAL:  database "pyprac" does not exist', NO_DATABASE),
        ("Connection refused", None),
        ("FATAL:  the database system is starting up", None),
    ],
)
def test_why_postgresql_lets_nobody_in_is_read_from_its_words(words, sentence):
    assert at_the_door(words) == sentence


@pytest.mark.postgresql
async def test_a_user_whom_postgresql_does_not_know_is_not_told_as_a_server_that_is_away(postgres):
    address = make_url(postgres.url("postgres")).set(username="nobody_made_it", password="secret")
    database = Database(address.render_as_string(hide_password=False))
    with pytest.raises(Misconfigured, match="does not accept the user or the password") as refused:
        await database.read(assignments.is_empty)
    assert "secret" not in all_that_is_said(refused.value)
    await database.close()


@pytest.mark.postgresql
async def test_who_is_asked_for_a_password_is_let_in_by_the_right_one_alone(postgres, postgres_url):
    with postgres.connect() as connection:
        connection.execute(f"DROP ROLE IF EXISTS {BY_PASSWORD}")
        connection.execute(f"CREATE ROLE {BY_PASSWORD} SUPERUSER LOGIN PASSWORD 'se/cret@1'")
    address = make_url(postgres_url).set(username=BY_PASSWORD)
    for password in ("wrong", None):
        database = Database(address.set(password=password).render_as_string(hide_password=False))
        with pytest.raises(Misconfigured) as refused:
            await database.read(assignments.is_empty)
        assert str(refused.value) == NOT_LET_IN
        await database.close()
    database = Database(address.set(password="se/cret@1").render_as_string(hide_password=False))
    database.migrate()
    assert await database.read(assignments.is_empty)
    await database.close()


@pytest.mark.postgresql
async def test_lost_connections_to_postgresql_are_made_again(postgres, postgres_url):
    database = Database(postgres_url, threads=2)
    database.migrate()
    await asyncio.gather(*(database.read(assignments.is_empty) for _ in range(4)))
    with postgres.connect() as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    assert await asyncio.gather(*(database.read(assignments.is_empty) for _ in range(4))) == [True] * 4
    await database.close()


@pytest.mark.postgresql
async def test_a_connection_lost_in_the_middle_of_work_is_unavailable(postgres_url):
    database = Database(postgres_url)
    with pytest.raises(Unavailable, match="cannot be reached"):
        await database.write(ask, "SELECT pg_terminate_backend(pg_backend_pid())")
    assert await database.read(ask, "SELECT 1") == 1
    await database.close()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("state", "sentence"),
    [("53100", "disk .* is full"), ("53300", "no connection free"), ("40P01", "busy"), ("57P03", "cannot be reached")],
)
async def test_what_postgresql_complains_of_is_said_in_words(postgres_url, state, sentence):
    database = Database(postgres_url)
    complain = f"DO $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(Unavailable, match=sentence) as refused:
        await database.write(say, complain)
    assert "secret" not in str(refused.value)
    await database.close()


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
    with pytest.raises(Unavailable, match="folder of the database cannot be used"):
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
