"""Statements as pieces of work, and everything that an error says."""

from sqlalchemy import text
from sqlalchemy.orm import Session


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
