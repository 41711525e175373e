"""A real PostgreSQL of the tests' own, and a database for each test on it and on SQLite."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import psycopg
import pytest

from jupyter_pyprac.store.engine import Database
from tests.services.waiting import wait_until

PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
SAFE = ("listen_addresses=", "max_connections=200")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", *SAFE)
"""For what need not outlive the machine."""
BY_PASSWORD = "by_password"
"""Whoever connects by this name is asked for a password; everybody else is let in."""

LEFT_OPEN = """
    SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity
    WHERE datname IS NOT NULL AND pid <> pg_backend_pid()
"""
"""Ends what an earlier test left connected, and waits for it."""


class Postgres:
    """One server on a unix socket; `url(name)` addresses a database of it."""

    def __init__(self, programs: Path, folder: Path, settings: tuple[str, ...] = FAST) -> None:
        self.programs = programs
        self.folder = folder
        self.settings = settings
        self.user = unprivileged()
        self.process: subprocess.Popen[bytes] | None = None

    def create(self) -> None:
        """Make its data folder; the server refuses to run as root, so root hands it to somebody else."""
        if self.user:
            shutil.chown(self.folder, self.user)
        given = ["--username=pyprac", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        self.run("initdb", *given, "-D", str(self.folder / "data"))
        rules = self.folder / "data" / "pg_hba.conf"
        rules.write_text(f"local all {BY_PASSWORD} scram-sha-256\n{rules.read_text()}")

    def start(self) -> None:
        """Start it; returns when it takes connections."""
        settings = [word for one in self.settings for word in ("-c", one)]
        command = [self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, user=self.user, cwd=self.folder)
        wait_until(self.answers)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it, dropping its connections; `SIGQUIT` stands for a crash."""
        if self.process:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; what it says is shown where it fails."""
        command = [self.programs / program, *arguments]
        done = subprocess.run(command, capture_output=True, check=False, user=self.user, cwd=self.folder)
        assert done.returncode == 0, done.stderr.decode()

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            with self.connect():
                return True
        except psycopg.OperationalError:
            return False

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of a test's own to the database `postgres`, committing by itself."""
        return psycopg.connect(host=str(self.folder), user="pyprac", dbname="postgres", autocommit=True)

    def url(self, name: str) -> str:
        """The address of a database for `Database`."""
        return f"postgresql://pyprac@/{name}?host={self.folder}"


def unprivileged() -> str | None:
    """The user to run as where the tests run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`: from PATH, else the newest where packages put it."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).resolve().parent
    folders = [folder for place in PLACES for folder in Path("/").glob(place[1:]) if (folder / "initdb").exists()]
    return max(folders, key=version, default=None)


def version(folder: Path) -> int:
    """The major version in `/usr/lib/postgresql/15/bin` or `/opt/homebrew/opt/postgresql@17/bin`."""
    return int("".join(letter for letter in folder.parent.name if letter.isdigit()) or 0)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running server for all tests; its folder has a short name because socket paths are limited to 100 bytes."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is missing: apt install postgresql, or brew install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pyprac-pg-"))
    server = Postgres(found, folder)
    server.create()
    server.start()
    yield server
    server.stop(signal.SIGQUIT)  # there is nothing to save
    shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """The address of a database that is empty and this test's alone; emptying one is quicker than making one."""
    with postgres.connect() as connection:
        connection.execute(LEFT_OPEN)
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return postgres.url("postgres")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'pyprac.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def database(database_url: str, jp_asyncio_loop) -> Generator[Database, None, None]:
    """A database with its tables, on SQLite and then on PostgreSQL."""
    opened = Database(database_url)
    opened.migrate()
    yield opened
    jp_asyncio_loop.run_until_complete(opened.close())
