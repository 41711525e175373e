"""What is looked at once a second while something is pending: places in the queue that have changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from jupyter_pyprac.broker import Broker
from jupyter_pyprac.practice.frames import Queued
from jupyter_pyprac.practice.live import Live
from jupyter_pyprac.practice.pace import Pace
from jupyter_pyprac.practice.watch import Watch, Watched
from jupyter_pyprac.store import submissions
from jupyter_pyprac.store.engine import Database

LOOK_SECONDS = 1.0
"""A viewer hears of a change at most this often."""


@dataclass(frozen=True, kw_only=True)
class Positions:
    """Tells viewers how far their submissions have come, and the database where slow ones are.

    A grading of a few milliseconds is over before this looks, so that it costs no write of its own.
    """

    database: Database
    broker: Broker
    live: Live
    watch: Watch
    pace: Pace

    async def look(self) -> None:
        """Look once.

        Raises:
            BrokerDown, Unavailable: Redis or the database cannot be asked; the next look makes up for it.
        """
        unplaced = [watched for watched in self.watch if watched.unplaced]
        if unplaced:
            await self.database.write(place, unplaced)
            for watched in unplaced:
                watched.unplaced = False
        for watched in self.watch:
            await self._tell(watched)

    async def _tell(self, watched: Watched) -> None:
        if watched.started or watched.stream_id is None or not self.live.hears(watched.viewer):
            return
        position = await self.broker.position(watched.stream_id)
        if position is None or position == watched.position or watched.started:
            return
        watched.position = position
        frame = Queued(submission_id=watched.name, position=position, eta_seconds=self.pace.eta(position))
        self.live.send(watched.viewer, frame)


def place(session: Session, unplaced: Iterable[Watched]) -> None:
    """Note the places of jobs in the stream."""
    for watched in unplaced:
        if watched.stream_id is not None:
            submissions.placed(session, watched.job_id, stream_id=watched.stream_id)
