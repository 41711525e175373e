"""The history of the tables, packaged so that any installation can bring its database to this release.

A change of the tables is a new module in `versions/` (`v0002_what_changes.py`) with `down_revision` naming the one
before it, and `HEAD` here. `pytest tests/jupyter_pyprac/store/test_migrations.py` fails with the list of differences
until models and migrations agree. Alembic is imported only where there is something to do.
"""

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from jupyter_pyprac.errors import Misconfigured

HEAD = "0004"
VERSION_TABLE = "pyprac_version"
"""Our own name, because other programs that use Alembic may share the database."""

LOCK = 0x7079707261630001
"""The advisory lock of PostgreSQL under which one process migrates."""


def is_current(connection: Connection) -> bool:
    """Whether the tables are those of this release."""
    return stamp(connection) == HEAD


def stamp(connection: Connection) -> str | None:
    """The version of the tables; None where there are none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))


def check(connection: Connection) -> None:
    """Make sure that the tables are those of this release.

    Raises:
        Misconfigured: they are not; says what to do.
    """
    if not is_current(connection):
        message = "The database is not of this release: run `jupyter pyprac migrate` once, with this address."
        raise Misconfigured(message)


def upgrade(connection: Connection) -> None:
    """Run what is missing in the transaction of `connection`, alone: SQLite's writers are, PostgreSQL takes a lock.

    Raises:
        Misconfigured: the tables are of a newer release.
    """
    from alembic import command  # noqa: PLC0415  a quarter of a second that only a migration pays
    from alembic.config import Config  # noqa: PLC0415  the same
    from alembic.script import ScriptDirectory  # noqa: PLC0415  the same
    from alembic.util import CommandError  # noqa: PLC0415  the same

    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    found = stamp(connection)
    try:
        ScriptDirectory.from_config(config).get_revision(found or HEAD)
    except CommandError as error:
        message = (
            f"The database is of a newer release of jupyter_pyprac: its tables are version {found}, this release "
            f"knows up to {HEAD}. Upgrade jupyter_pyprac here, or choose another database."
        )
        raise Misconfigured(message) from error
    command.upgrade(config, "head")
