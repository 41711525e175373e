"""The one place where the practice is put together; what it is given are the seams of its tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from jupyter_pyprac.broker import Broker
from jupyter_pyprac.config import PyPrac
from jupyter_pyprac.practice.assignments import Assignments
from jupyter_pyprac.practice.background import Background
from jupyter_pyprac.practice.checks import Checks
from jupyter_pyprac.practice.clock import Clock, utc_now
from jupyter_pyprac.practice.connections import Connections
from jupyter_pyprac.practice.courses import Courses
from jupyter_pyprac.practice.drafts import Drafts
from jupyter_pyprac.practice.examination import Examination
from jupyter_pyprac.practice.grading import Grading
from jupyter_pyprac.practice.health import Health
from jupyter_pyprac.practice.hearing import Hearing
from jupyter_pyprac.practice.live import Live
from jupyter_pyprac.practice.measures import Counts, Measures
from jupyter_pyprac.practice.members import Members
from jupyter_pyprac.practice.pace import Pace
from jupyter_pyprac.practice.positions import LOOK_SECONDS, Positions
from jupyter_pyprac.practice.queueing import Queueing
from jupyter_pyprac.practice.rate import Rate
from jupyter_pyprac.practice.reconciler import RECONCILE_SECONDS, Reconciler
from jupyter_pyprac.practice.runs import Runs
from jupyter_pyprac.practice.submissions import Submissions
from jupyter_pyprac.practice.teaching import Teaching
from jupyter_pyprac.practice.waiting import Waiting
from jupyter_pyprac.practice.watch import Watch
from jupyter_pyprac.store.engine import Database

RECOVERY_SECONDS = 1.0
"""How long listening rests after a fault of our own."""


@dataclass(frozen=True)
class Practice:
    """Everything a viewer can do, by subject."""

    assignments: Assignments
    drafts: Drafts
    submissions: Submissions
    runs: Runs
    checks: Checks
    connections: Connections
    teaching: Teaching
    members: Members
    waiting: Waiting
    health: Health
    measures: Measures
    reconciler: Reconciler


@asynccontextmanager
async def practice(
    database: Database,
    broker: Broker,
    settings: PyPrac,
    *,
    clock: Clock = utc_now,
    reconcile_seconds: float = RECONCILE_SECONDS,
) -> AsyncIterator[Practice]:
    """The practice over a database and a broker, which stay the caller's; leaving it ends all that goes on in it."""
    live, watch, waiting, pace = Live(), Watch(), Waiting(), Pace(settings.graders)
    background, replica = Background(), str(uuid4())
    counts = Counts()
    grading = Grading(
        database=database,
        broker=broker,
        live=live,
        watch=watch,
        waiting=waiting,
        pace=pace,
        clock=clock,
        counts=counts,
    )
    queueing = Queueing(
        database=database,
        broker=broker,
        live=live,
        watch=watch,
        grading=grading,
        background=background,
        pace=pace,
        replica=replica,
    )
    hearing = Hearing(
        broker=broker,
        grading=grading,
        live=live,
        watch=watch,
        waiting=waiting,
        background=background,
        pace=pace,
        replica=replica,
    )
    reconciler = Reconciler(
        database=database, broker=broker, queueing=queueing, grading=grading, clock=clock, counts=counts
    )
    positions = Positions(database=database, broker=broker, live=live, watch=watch, pace=pace)
    rate = Rate(broker=broker, per_minute=settings.rate_per_minute, burst=settings.burst)
    background.repeat(hearing.run, every=RECOVERY_SECONDS)
    background.repeat(reconciler.look, every=reconcile_seconds)
    background.repeat(positions.look, every=LOOK_SECONDS)
    try:
        yield Practice(
            assignments=Assignments(database=database, broker=broker, clock=clock),
            drafts=Drafts(database=database, clock=clock),
            submissions=Submissions(
                database=database, queueing=queueing, grading=grading, waiting=waiting, rate=rate, clock=clock
            ),
            runs=Runs(
                database=database,
                broker=broker,
                queueing=queueing,
                watch=watch,
                waiting=waiting,
                rate=rate,
                clock=clock,
            ),
            checks=Checks(
                broker=broker,
                courses=Courses(database=database, broker=broker),
                examination=Examination(broker=broker, waiting=waiting),
                background=background,
                waiting=waiting,
                rate=rate,
            ),
            connections=Connections(database=database, live=live, hearing=hearing),
            teaching=Teaching(database=database, clock=clock),
            members=Members(database),
            waiting=waiting,
            health=Health(database=database, broker=broker),
            measures=Measures(database=database, broker=broker, live=live, counts=counts),
            reconciler=reconciler,
        )
    finally:
        live.close()
        await background.close()
