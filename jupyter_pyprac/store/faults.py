"""What a database's own errors mean to a person.

No sentence repeats the driver's text: it may hold names and addresses. The driver's error is the cause; what it says of
a server that cannot be reached is noted, for the log and for staff.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from jupyter_pyprac.errors import Misconfigured, PyPracError, Unavailable

FULL = "The disk of the database is full. Staff must make room; then try again."
READ_ONLY = (
    "The database can only be read at the moment, so nothing can be saved. Staff must see to it; then try again."
)
BUSY = "The database is busy. Try again in a moment."
UNREACHABLE = "The database cannot be reached at the moment. Try again in a moment."
BROKEN = "The file of the database is damaged or is not a database. Staff must restore it from a copy."
NOT_LET_IN = (
    "The database does not accept the user or the password of its address: put the right ones into PYPRAC_DB_URL, "
    "percent-encoded, or let the user in by the server's pg_hba.conf."
)
NO_DATABASE = (
    "The server of the database has none of that name: make it with `createdb`, or mend the name in PYPRAC_DB_URL."
)
NOT_OURS = (
    "The user of the database may not use its tables or make them: make it the owner of the database, "
    "`ALTER DATABASE ... OWNER TO ...`, and of the tables in it, `REASSIGN OWNED BY ... TO ...`."
)
EMPTY = "The database has no tables of this release yet. Run `jupyter pyprac migrate`."

BY_SQLITE_NAME = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_PROTOCOL": BUSY,
    "SQLITE_CANTOPEN": "The file of the database cannot be opened: its folder is missing or not ours to use.",
    "SQLITE_PERM": "The file of the database cannot be opened: it is not ours to use.",
    "SQLITE_IOERR": "The disk of the database is full or does not work. Staff must see to it; then try again.",
    "SQLITE_CORRUPT": BROKEN,
    "SQLITE_NOTADB": BROKEN,
}
BY_SQLSTATE = {
    "53100": FULL,
    "53200": "The database is out of memory. Try again in a moment.",
    "53300": "The database has no connection free. Try again in a moment.",
    "25006": READ_ONLY,
    "40001": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
}
"""PostgreSQL's codes, given once it has let us in: https://www.postgresql.org/docs/current/errcodes-appendix.html ."""

BY_REFUSAL = {"28P01": NOT_LET_IN, "28000": NOT_LET_IN, "3D000": NO_DATABASE, "42501": NOT_OURS}
REFUSALS = {
    re.compile(
        r"authentication failed|no password supplied|no pg_hba\.conf entry|role \".*\" does not exist"
    ): NOT_LET_IN,
    re.compile(r"database \".*\" does not exist"): NO_DATABASE,
}
"""Before it has let us in its driver has no code for why not, only the server's words."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of the database into those of this package; mistakes of our own pass as they are.

    Raises:
        Unavailable: it cannot be reached, is full, read-only, busy or damaged.
        Misconfigured: it does not let us in, or has no tables yet.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise Unavailable(BUSY) from error
    except DBAPIError as error:
        known = meaning(error)
        if known is None:
            raise
        raise known from error
    except StatementError as error:
        if isinstance(error.orig, PyPracError):
            raise error.orig from None
        raise


def meaning(error: DBAPIError) -> PyPracError | None:
    """Our error for the driver's; None where it is a mistake of our own."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return sqlite_meaning(cause)
    state = getattr(cause, "sqlstate", None)
    if state == "42P01":
        return Misconfigured(EMPTY)
    refusal = at_the_door(str(cause)) if state is None else BY_REFUSAL.get(state)
    if refusal:
        return Misconfigured(refusal)
    sentence = BY_SQLSTATE.get(state or "")
    lost = error.connection_invalidated or (type(cause).__name__ == "OperationalError" and state is None)
    if sentence is None and (lost or (state or "").startswith(("08", "57P"))):
        sentence = UNREACHABLE
    if sentence is None:
        return None
    known = Unavailable(sentence)
    if sentence == UNREACHABLE:
        known.add_note(next(iter(str(cause).splitlines()), ""))
    return known


def at_the_door(words: str) -> str | None:
    """Why PostgreSQL does not let us in, by its own words; None where it was not reached."""
    return next((sentence for pattern, sentence in REFUSALS.items() if pattern.search(words)), None)


def sqlite_meaning(cause: sqlite3.Error) -> PyPracError | None:
    """Our error for one of SQLite; extended names (`SQLITE_READONLY_DBMOVED`) count as their first two words."""
    name = "_".join(getattr(cause, "sqlite_errorname", "").split("_")[:2])
    if name == "SQLITE_ERROR" and "no such table" in str(cause):
        return Misconfigured(EMPTY)
    return Unavailable(BY_SQLITE_NAME[name]) if name in BY_SQLITE_NAME else None
