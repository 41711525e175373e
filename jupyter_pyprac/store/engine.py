"""The database: where it is, how it is opened, and the threads that wait for it.

`store/` knows SQLite and PostgreSQL. A piece of work is a plain function whose first argument is a `Session`; it
runs in one thread and one transaction:

    database = Database("sqlite:////home/ada/pyprac.sqlite")
    database.prepare()
    submission = await database.write(submissions.add, viewer="ada", ...)
    page, following = await database.read(submissions.page, "ada", limit=50)
    await database.close()
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

from jupyter_pyprac.errors import Misconfigured, Unavailable
from jupyter_pyprac.store import address, migrations, sqlite
from jupyter_pyprac.store.faults import translated

P = ParamSpec("P")
T = TypeVar("T")

BEGIN = "pyprac_begin"
"""Execution option: the statement by which SQLite begins a transaction."""

RECOVERABLE = "pyprac_recoverable"
"""Execution option: the commit need not wait for the disk."""

POSTGRESQL = {"connect_timeout": 5, "keepalives_idle": 30, "keepalives_interval": 10, "tcp_user_timeout": 20_000}
"""A database that went silent is noticed in seconds, not after the quarter of an hour that TCP takes."""


class Database:
    """One database and a bounded pool of threads; every method raises `Unavailable` where it cannot be used."""

    def __init__(self, url: str, *, threads: int = 8) -> None:
        """`url` as SQLAlchemy writes it, `postgresql://` meaning psycopg 3. Nothing is opened yet.

        Raises:
            Misconfigured: not an address of SQLite or PostgreSQL, or the driver is missing.
        """
        self._address = address.parse(url)
        self._engine = open_engine(self._address, threads)
        self._readers = self._engine.execution_options(**{BEGIN: "BEGIN", "postgresql_readonly": True})
        self._writers = self._engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
        self._quick_writers = self._writers.execution_options(**{RECOVERABLE: True})
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="pyprac-store")

    async def read(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` in a transaction that changes nothing: it is rolled back."""
        return await self._in_thread(lambda: self._read(lambda session: work(session, *args, **kwargs)))

    async def write(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` in one transaction: committed when it returns, rolled back when it raises."""
        return await self._in_thread(lambda: self._write(self._writers, lambda session: work(session, *args, **kwargs)))

    async def write_recoverable(
        self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `write`, of what would be found out again: no killed process undoes it, but a power cut may.

        It does not wait for the disk, which on many a laptop takes longer than a grading.
        """
        writers = self._quick_writers
        return await self._in_thread(lambda: self._write(writers, lambda session: work(session, *args, **kwargs)))

    async def rehearse(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `write`, and rolled back: whether something could be written, with nothing changed."""
        return await self._in_thread(lambda: self._rehearse(lambda session: work(session, *args, **kwargs)))

    async def forget_deleted(self) -> bool:
        """Have what was deleted stand in the files no more; False where SQLite's log is in use and still has it.

        PostgreSQL sees to its own files: True.
        """
        if self._address.get_backend_name() != "sqlite":
            return True
        return await self._in_thread(self._empty_log)

    def prepare(self) -> None:
        """Make sure that the tables are of this release; those in SQLite are brought to it. Blocks.

        Raises:
            Misconfigured: PostgreSQL's are not; says by which command they will be.
        """
        if self._address.get_backend_name() == "sqlite":
            self.migrate()
            return
        self.check()

    def check(self) -> None:
        """Make sure that the tables are of this release, and change nothing. Blocks.

        Raises:
            Misconfigured: they are not; says by which command they will be.
        """
        with translated(), self._readers.connect() as connection:
            migrations.check(connection)

    def exists(self) -> bool:
        """Whether there is a database to look at: that of SQLite is made when it is first needed."""
        file = address.file_of(self._address)
        return file is None or file.exists()

    def migrate(self) -> None:
        """Bring the tables to this release; safe from several processes at once, quick where nothing is to do. Blocks.

        Raises:
            Misconfigured: the database is of a newer release.
        """
        file = address.file_of(self._address)
        if file is not None:
            sqlite.create(file)
        with translated():
            with self._readers.connect() as connection:
                if migrations.is_current(connection):
                    return
            with self._writers.begin() as connection:
                migrations.upgrade(connection)

    async def close(self) -> None:
        """Wait for the work under way and close the connections. Again: nothing."""
        await asyncio.to_thread(self._executor.shutdown)
        self._engine.dispose()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        try:
            future = self._executor.submit(work)
        except RuntimeError as error:
            message = "The service is stopping. Try again in a moment."
            raise Unavailable(message) from error
        return await asyncio.wrap_future(future)

    def _empty_log(self) -> bool:
        with translated():
            connection = self._engine.raw_connection()  # a transaction would hold the log open
            try:
                return sqlite.empty_log(cast("sqlite3.Connection", connection.driver_connection))
            finally:
                connection.close()

    def _read(self, work: Callable[[Session], T]) -> T:
        with translated(), Session(self._readers) as session:
            return work(session)

    def _rehearse(self, work: Callable[[Session], T]) -> T:
        with translated(), Session(self._writers) as session:
            return work(session)

    def _write(self, writers: Engine, work: Callable[[Session], T]) -> T:
        with translated(), Session(writers, expire_on_commit=False) as session, session.begin():
            return work(session)


def open_engine(url: URL, threads: int) -> Engine:
    """An engine with a connection for each thread and one to migrate with; parameters never reach a message."""
    options: dict[str, Any] = {"hide_parameters": True, "pool_size": threads, "max_overflow": 1}
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, **options)
        file = address.file_of(url)
        event.listen(engine, "connect", partial(_connected, on_network=file is not None and sqlite.on_network(file)))
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # What waits for a lock must see what its holder committed: hence READ COMMITTED, whatever the server's default.
    options |= {"pool_pre_ping": True, "isolation_level": "READ COMMITTED"}
    options["connect_args"] = {name: value for name, value in POSTGRESQL.items() if name not in url.query}
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        message = "PostgreSQL needs its driver: pip install 'jupyter_pyprac[postgresql]'."
        raise Misconfigured(message) from error
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _connected(connection: sqlite3.Connection, _record: Any, *, on_network: bool) -> None:  # noqa: ANN401  SQLAlchemy's record
    sqlite.prepare(connection, on_network=on_network)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    sqlite.wait_for_disk(driver, wait=RECOVERABLE not in options)
    connection.exec_driver_sql(options.get(BEGIN, "BEGIN"))


def _begin_postgresql(connection: Connection) -> None:
    if RECOVERABLE in connection.get_execution_options():
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
