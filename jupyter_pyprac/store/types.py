"""Column types that hold the same values on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, LargeBinary, String
from sqlalchemy.types import TypeDecorator

from jupyter_pyprac.errors import Malformed


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; a naive one is a ValueError: nobody can know what it means."""
    if moment.tzinfo is None:
        message = f"{moment!r} has no time zone"
        raise ValueError(message)
    return moment.astimezone(UTC)


def has_surrogates(text: str) -> bool:
    """Whether half an emoji is in it."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)


class Utc(TypeDecorator[datetime]):
    """A moment: aware datetimes in, aware UTC datetimes out, to the microsecond."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the database keeps it; a naive datetime is a ValueError."""
        if value is None:
            return None
        moment = in_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        """The moment in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Key(TypeDecorator[str]):
    """A short text that rows are found by; PostgreSQL has no NUL and no lone surrogates there, so nor has SQLite."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """The text itself.

        Raises:
            Malformed: it holds NUL or a lone surrogate, so that nothing can be known by it.
        """
        if value is None or ("\0" not in value and (value.isascii() or not has_surrogates(value))):
            return value
        message = f"The name {value!a} holds a NUL or half of a character: send it as it was given."
        raise Malformed(message)


class AnyText(TypeDecorator[str]):
    """Text of any content: NUL, lone surrogates and emoji come back as they were. Nothing is searched by it."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  SQLAlchemy's signature
        """UTF-8, lone surrogates included."""
        return None if value is None else value.encode("utf-8", "surrogatepass")

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """The text as it was stored."""
        return None if value is None else bytes(value).decode("utf-8", "surrogatepass")
