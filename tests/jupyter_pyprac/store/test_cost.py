"""The list of assignments with its scores costs the same however many submissions there are, and whoever's they are."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from jupyter_pyprac.store import assignments, submissions
from jupyter_pyprac.store.tables import SubmissionRow
from tests.jupyter_pyprac.store.making import NOW, a_course, a_submission, a_verdict


def read_the_list(session: Session) -> None:
    assignments.assignments(session, "basics")
    submissions.progress(session, "ada", "basics")
    submissions.scores(session, "ada")
    submissions.pending_of(session, "ada")
    submissions.page(session, "ada", limit=5)
    submissions.first_correct(session, "ada", "basics")


def cost(session: Session) -> int:
    """Steps that SQLite's machine takes, or pages that PostgreSQL looks at."""
    return steps(session) if session.get_bind().dialect.name == "sqlite" else pages(session)


def steps(session: Session) -> int:
    taken = 0

    def count() -> None:
        nonlocal taken
        taken += 1

    raw = session.connection().connection.driver_connection
    raw.set_progress_handler(count, 1)
    read_the_list(session)
    raw.set_progress_handler(None, 1)
    return taken


def pages(session: Session) -> int:
    connection = session.connection()
    with remembered(connection.engine) as statements:
        read_the_list(session)
    total = 0
    for statement, parameters in statements:
        explain = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + statement
        [explained] = connection.exec_driver_sql(explain, parameters).scalar_one()
        total += explained["Plan"]["Shared Hit Blocks"] + explained["Plan"]["Shared Read Blocks"]
    return total


@contextmanager
def remembered(engine):
    statements = []

    def remember(_connection, _cursor, statement, parameters, _context, _many):
        statements.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", remember)
    yield statements
    event.remove(engine, "before_cursor_execute", remember)


def add_many(session: Session, viewer: str, count: int) -> None:
    """Copies of a graded submission, each by another code."""
    like = session.query(SubmissionRow).first()
    columns = {column.name: getattr(like, column.name) for column in SubmissionRow.__table__.columns}
    del columns["number"]
    made = [
        columns
        | {"viewer": viewer, "attempt": 1000 + number}
        | {name: f"{name} {viewer} {number}" for name in ("id", "code", "code_sha256", "digest", "job_id")}
        for number in range(count)
    ]
    session.execute(insert(SubmissionRow), made)


@pytest.mark.parametrize("viewer", ["ada", "somebody else"])
async def test_reading_the_list_does_not_grow_with_the_submissions(database, viewer):
    several = await a_course(database, *"abcdefgh")
    for assignment in several:
        given = a_submission(assignment, digest=assignment.slug, job_id=assignment.slug)
        await database.write(submissions.add, **given)
        await database.write(submissions.apply_verdict, assignment.slug, a_verdict(), NOW)
    few = await database.read(cost)

    await database.write(add_many, viewer, 5_000)
    await database.write(lambda session: session.execute(text("ANALYZE")))

    assert 0 < await database.read(cost) < 1.3 * few
