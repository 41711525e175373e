"""Any release finds its tables in the database, and refuses one that is ahead of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

import jupyter_pyprac
from jupyter_pyprac.errors import Misconfigured
from jupyter_pyprac.store import address, assignments, migrations
from jupyter_pyprac.store.engine import Database
from jupyter_pyprac.store.tables import Base
from tests.jupyter_pyprac.store.making import COURSE

ROOT = Path(jupyter_pyprac.__file__).parent.parent
MIGRATE = """
import asyncio, sys
from jupyter_pyprac.store.engine import Database
print("ready", flush=True)
sys.stdin.readline()
database = Database(sys.argv[1])
database.migrate()
asyncio.run(database.close())
"""


def python(*arguments: str, **options) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", *arguments], cwd=ROOT, text=True, stdout=subprocess.PIPE, **options
    )


def test_models_and_migrations_agree(database_url, database):  # noqa: ARG001  `database` has migrated it
    engine = create_engine(address.parse(database_url))
    with engine.connect() as connection:
        options = {"version_table": migrations.VERSION_TABLE, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []
    engine.dispose()


def test_head_is_the_newest_migration():
    assert ScriptDirectory(Path(migrations.__file__).parent).get_heads() == [migrations.HEAD]


async def test_migrating_again_keeps_what_is_there(database):
    await database.write(assignments.save_course, COURSE, [], {})
    database.migrate()
    assert await database.read(assignments.courses) == [COURSE]


async def test_a_database_of_a_newer_release_is_refused_with_what_to_do(database):
    def pretend(session):
        session.execute(text("UPDATE pyprac_version SET version_num = '9999'"))

    await database.write(pretend)
    with pytest.raises(Misconfigured, match=r"newer release .* version 9999.* Upgrade jupyter_pyprac"):
        database.migrate()


async def test_another_programs_alembic_table_is_left_alone(database_url):
    database = Database(database_url)

    def theirs(session):
        session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        session.execute(text("INSERT INTO alembic_version VALUES ('of the hub')"))

    def stamp(session):
        return session.scalar(text("SELECT version_num FROM alembic_version"))

    await database.write(theirs)
    database.migrate()
    assert await database.read(stamp) == "of the hub"
    await database.close()


async def test_processes_that_migrate_at_once_all_succeed(database_url):
    processes = [python("-c", MIGRATE, database_url, stdin=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, complaints = process.communicate(timeout=60)
        assert (process.returncode, complaints) == (0, "")

    database = Database(database_url)
    assert await database.read(assignments.is_empty)
    await database.close()


async def test_a_failed_migration_leaves_nothing_half_made(database_url):
    engine = create_engine(address.parse(database_url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE submissions (theirs INTEGER)"))
    database = Database(database_url)
    with pytest.raises(DBAPIError, match="submissions"):
        database.migrate()
    await database.close()
    with engine.connect() as connection:
        assert engine.dialect.get_table_names(connection) == ["submissions"]
    engine.dispose()


def test_alembic_is_imported_only_where_there_is_something_to_do(tmp_path):
    look = "import sys; from jupyter_pyprac.store.engine import Database; Database(sys.argv[1]).migrate(); "
    for answer in ("True\n", "False\n"):
        with python("-c", look + "print('alembic' in sys.modules)", f"sqlite:///{tmp_path}/pyprac.sqlite") as process:
            assert process.stdout.read() == answer


def test_the_package_alone_does_not_import_the_database():
    with python("-c", "import sys, jupyter_pyprac; print('sqlalchemy' in sys.modules)") as process:
        assert process.stdout.read() == "False\n"
