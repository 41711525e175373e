"""Whether the list of assignments stays as quick when a course has been practised a lot."""

import sqlite3
from contextlib import closing

from benchmarks.figures import Figure, median
from benchmarks.server import Client, assignment, server
from tests.services.jupyter import Jupyter

FEW, MANY = 10, 100_000
VIEWERS = 100
ROUNDS = 300
FILL = """
WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :count)
INSERT INTO submissions (
    id, viewer, course, slug, revision, attempt, code, code_sha256, digest, status, outcome, correct, verdict,
    job_id, stream_id, queued_times, submitted_at, queued_at, graded_at
)
SELECT
    'filled-' || i, CASE i % :viewers WHEN 0 THEN viewer ELSE 'student-' || (i % :viewers) END, course, slug, revision,
    1000 + i, code, code_sha256 || i, digest || i, status, outcome, correct, verdict, 'job-' || i, stream_id,
    queued_times, submitted_at, queued_at, graded_at
FROM numbers, (SELECT * FROM submissions LIMIT 1)
"""


def measure() -> list[Figure]:
    """Two servers, asked in turns."""
    with server() as few, server() as many:
        clients = [practised(few, FEW), practised(many, MANY)]
        taken: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for client, times in zip(clients, taken, strict=True):
                times.append(client.get("assignments"))
        for client in clients:
            client.close()
    quick, slow = map(median, taken)
    return [
        Figure(f"GET /assignments with {FEW} submissions, p50", quick, "ms"),
        Figure(f"GET /assignments with {MANY:,} submissions, p50", slow, "ms"),
        Figure("the second in terms of the first", slow / quick, "", aim=1.3),
    ]


def practised(running: Jupyter, count: int) -> Client:
    """A client of a server with that many submissions, made by many viewers out of one real one."""
    client = Client(f"{running.url}/pyprac")
    client.submit(assignment())
    path = running.home / "data" / "pyprac" / "pyprac.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(FILL, {"count": count - 1, "viewers": VIEWERS})
    return client
