"""Which database an address means."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from jupyter_pyprac.errors import Misconfigured

ASK = "Set PyPrac.database_url (PYPRAC_DB_URL) to sqlite:////folder/file or postgresql://user@host/name"
ENCODED = "in a user's name or password write / as %2F and @ as %40"


def parse(url: str) -> URL:
    """The address with the driver that is used here: psycopg 3 for `postgresql://` and `postgres://`.

    Raises:
        Misconfigured: no address, or that of another kind of database. The text never repeats it: it may hold a
            password.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        message = f"The address of the database cannot be read. {ASK}; {ENCODED}."
        raise Misconfigured(message) from None
    if address.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        if "@" in f"{address.host}{address.database}":  # what stands before it belongs to the password
            message = f"The address of the database (PYPRAC_DB_URL) has more than one @: {ENCODED}."
            raise Misconfigured(message)
        return address.set(drivername="postgresql+psycopg")
    if address.drivername not in {"sqlite", "sqlite+pysqlite"}:
        message = f"A database of the kind {address.drivername!r} is not supported. {ASK}."
        raise Misconfigured(message)
    if not address.database or address.database == ":memory:":
        message = f"A database in memory keeps nothing. {ASK}."
        raise Misconfigured(message)
    return address


def file_of(address: URL) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL and for SQLite's own `file:` addresses."""
    name = address.database or ""
    return Path(name) if address.get_backend_name() == "sqlite" and not name.startswith("file:") else None
