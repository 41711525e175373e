"""What graders and other replicas publish, brought to whom it concerns here."""

import logging
from dataclasses import dataclass

from grader_service.contract import Event
from jupyter_pyprac.broker import Broker, Resubscribed, ViewerEvent
from jupyter_pyprac.practice import frames
from jupyter_pyprac.practice.background import Background
from jupyter_pyprac.practice.grading import Grading
from jupyter_pyprac.practice.live import Live
from jupyter_pyprac.practice.news import Elsewhere, Reworked, Running, Settled, as_news
from jupyter_pyprac.practice.pace import Pace
from jupyter_pyprac.practice.waiting import Waiting
from jupyter_pyprac.practice.watch import Watch, Watched

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """Listens for as long as the practice is open; nothing here waits for the database."""

    broker: Broker
    grading: Grading
    live: Live
    watch: Watch
    waiting: Waiting
    background: Background
    pace: Pace
    replica: str

    async def run(self) -> None:
        """Listen until cancelled."""
        async for heard in self.broker.events():
            match heard:
                case Event():
                    self._of_grader(heard)
                case ViewerEvent():
                    self._of_replica(heard)
                case Resubscribed():
                    self._after_a_gap()

    def _of_grader(self, event: Event) -> None:
        if event.type == "graded":
            self.waiting.wake(event.job_id)
            self.background.spawn(self.grading.settle, event.job_id, event.verdict)
        else:
            self.grading.progressed(event)

    def _of_replica(self, event: ViewerEvent) -> None:
        """News that did not come from here."""
        news = as_news(event.event)
        if isinstance(news, Reworked):
            self.live.send_course(news.course, frames.AssignmentsChanged(news.course))
        elif news is not None and news.origin != self.replica:
            self._of_viewer(event.viewer, news)

    def _of_viewer(self, viewer: str, news: Elsewhere | Running | Settled) -> None:
        """Another replica's news of a viewer."""
        if isinstance(news, Settled):
            self._settled_elsewhere(viewer, news.submission_id)
        elif self.live.hears(viewer):
            self._begun_elsewhere(viewer, news)

    def _settled_elsewhere(self, viewer: str, submission_id: str) -> None:
        """Nobody needs to look out for it any more, and whoever waits for it here can have it."""
        self.watch.forget(submission_id)
        self.waiting.wake(submission_id)
        if self.live.hears(viewer):
            self.background.spawn(self.grading.look_again, viewer, submission_id)

    def _begun_elsewhere(self, viewer: str, news: Elsewhere | Running) -> None:
        match news:
            case Running():
                run = Watched(kind="run", viewer=viewer, name=news.run_id, job_id=news.job_id)
                self.look_out(run)
            case Elsewhere():
                self._queued_elsewhere(viewer, news)

    def _queued_elsewhere(self, viewer: str, news: Elsewhere) -> None:
        eta = self.pace.eta(news.position)
        frame = frames.Queued(submission_id=news.submission_id, position=news.position, eta_seconds=eta)
        self.live.send(viewer, frame)
        self.look_out(
            Watched(
                kind="submission",
                viewer=viewer,
                name=news.submission_id,
                job_id=news.job_id,
                stream_id=news.stream_id,
                position=news.position,
            )
        )

    def look_out(self, watched: Watched) -> None:
        """Look out for a job that was queued before; its verdict may be there already."""
        if not self.watch.knows(watched):
            self.watch.add(watched)
            self.background.spawn(self.grading.catch_up, watched)

    def _after_a_gap(self) -> None:
        """What was published while the connection was lost is looked up."""
        for watched in self.watch:
            self.background.spawn(self.grading.catch_up, watched)
