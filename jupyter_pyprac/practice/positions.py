"""What is looked at once a second while something is pending: places in the queue, and whether anybody grades."""

import logging
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

log = logging.getLogger(__name__)

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
        waiting = [watched for watched in self.watch if not watched.started and self.live.hears(watched.viewer)]
        refusal = (await self.broker.graders()).refusal if waiting else None
        for watched in waiting:
            await self._tell(watched, refusal)

    async def _tell(self, watched: Watched, refusal: str | None) -> None:
        if watched.stream_id is None:
            return
        position = await self.broker.position(watched.stream_id)
        known = (watched.position, watched.refusal)
        if position is None or known == (position, refusal) or watched.started:
            return
        if refusal and not watched.refusal:
            log.error("it is not graded: %s", refusal, extra={f"{watched.kind}_id": watched.name})
        watched.position, watched.refusal = position, refusal
        eta = None if refusal else self.pace.eta(position)
        frame = Queued(submission_id=watched.name, position=position, eta_seconds=eta, refusal=refusal)
        self.live.send(watched.viewer, frame)


def place(session: Session, unplaced: Iterable[Watched]) -> None:
    """Note the places of jobs in the stream."""
    for watched in unplaced:
        if watched.stream_id is not None:
            submissions.placed(session, watched.job_id, stream_id=watched.stream_id)
