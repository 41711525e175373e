"""The few statements that SQLite and PostgreSQL say differently."""

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import Table, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from jupyter_pyprac.store.tables import Base

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def dialect(session: Session) -> str:
    """`sqlite` or `postgresql`."""
    return session.get_bind().dialect.name


def lock(session: Session, name: str) -> None:
    """Be alone with `name` until this transaction ends; what others committed before is seen afterwards.

    On SQLite a write transaction is alone with the whole database anyway.
    """
    if dialect(session) == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def insert(database: str, table: type[Base] | Table) -> "postgresql.Insert | sqlite.Insert":
    """An INSERT that knows ON CONFLICT, for the `dialect` named."""
    if database == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415  60 ms that a laptop with SQLite need not pay

        return postgresql.insert(table)
    return sqlite.insert(table)
