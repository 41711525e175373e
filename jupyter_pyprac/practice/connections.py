"""Connecting a viewer's socket: greeted first, then every event of that viewer."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from jupyter_pyprac.model import Submission, Viewer
from jupyter_pyprac.practice.frames import Hello
from jupyter_pyprac.practice.hearing import Hearing
from jupyter_pyprac.practice.live import Live, Socket
from jupyter_pyprac.practice.queueing import interest
from jupyter_pyprac.store import submissions
from jupyter_pyprac.store.engine import Database


@dataclass(frozen=True, kw_only=True)
class Connections:
    """The sockets that clients open."""

    database: Database
    live: Live
    hearing: Hearing

    async def join(self, viewer: Viewer, socket: Socket) -> None:
        """Greet the socket and let it hear; it listens before the database is asked, so that nothing is missed.

        Raises:
            Unavailable: the database cannot be reached; the socket has left again.
        """
        line = self.live.join(viewer, socket)
        try:
            scores, pending = await self.database.read(standing, viewer)
        except BaseException:
            self.live.leave(viewer.name, socket)
            raise
        line.greet(Hello(scores=scores, pending=[row.id for row in pending]))
        for row in pending:
            self.hearing.look_out(interest(row))

    def count(self, viewer: Viewer) -> int:
        """How many sockets of the viewer are open in this process."""
        return self.live.count(viewer.name)

    def leave(self, viewer: Viewer, socket: Socket) -> None:
        """The socket is closed."""
        self.live.leave(viewer.name, socket)

    def close(self) -> None:
        """End all sockets."""
        self.live.close()


def standing(session: Session, viewer: Viewer) -> tuple[dict[str, int], list[Submission]]:
    """The viewer's scores by course and the submissions still being graded."""
    name = viewer.name
    rows = [submissions.get(session, name, one) for one in submissions.pending_of(session, name)]
    scores = {course: score for course, score in submissions.scores(session, name).items() if viewer.sees(course)}
    return scores, [row for row in rows if row is not None]
