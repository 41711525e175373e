"""What is counted while the practice goes on, and what is asked at the moment somebody looks: for Prometheus."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from grader_service.contract import Verdict
from jupyter_pyprac.broker import ALIVE_SECONDS, Broker, BrokerDown, GradersSeen, QueueFigures
from jupyter_pyprac.errors import Unavailable
from jupyter_pyprac.model import Submission
from jupyter_pyprac.practice.live import Live
from jupyter_pyprac.store import submissions
from jupyter_pyprac.store.engine import Database

TO_VERDICT = (0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600)
GRADING = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60)


class Counts:
    """What this replica has done. Each grading is counted by the one that wrote its verdict, so a sum is right."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._gradings = Counter(
            "pyprac_gradings",
            "Submissions that got a verdict, by its status and the level at which their code was held back.",
            ["status", "protection"],
            registry=registry,
        )
        self._to_verdict = Histogram(
            "pyprac_verdict_seconds",
            "From queueing a submission to its verdict in the database.",
            buckets=TO_VERDICT,
            registry=registry,
        )
        self._grading = Histogram(
            "pyprac_grading_seconds", "How long a grader had a submission.", buckets=GRADING, registry=registry
        )
        self.requeued = Counter(
            "pyprac_requeued", "Jobs that were lost and that the reconciler queued again.", registry=registry
        )
        self.given_up = Counter(
            "pyprac_given_up", "Jobs that were lost too often; their submissions are failed.", registry=registry
        )

    def graded(self, verdict: Verdict, rows: Sequence[Submission], now: datetime) -> None:
        """A verdict was written to these rows."""
        for row in rows:
            self._gradings.labels(verdict.status, verdict.protection).inc()
            self._to_verdict.observe((now - row.queued_at).total_seconds())
        if rows:
            self._grading.observe(verdict.graded_ms / 1000)


@dataclass(frozen=True)
class Snapshot:
    """What is so at this moment, as a collector; `queue` None = Redis is away."""

    sockets: int
    queue: QueueFigures | None
    graders: GradersSeen | None
    pending: int | None

    def collect(self) -> Iterator[Metric]:
        """The families of Prometheus."""
        yield gauge("pyprac_sockets", "Open live connections of this replica.", self.sockets)
        yield gauge("pyprac_database_up", "Whether the database answers.", self.pending is not None)
        yield gauge("pyprac_redis_up", "Whether Redis answers.", self.queue is not None)
        if self.pending is not None:
            yield gauge("pyprac_submissions_pending", "Submissions that wait for a verdict.", self.pending)
        if self.queue is not None:
            yield from of_queue(self.queue)
        if self.graders is not None:
            yield gauge(
                "pyprac_graders",
                f"Graders that read the queue within the last {ALIVE_SECONDS} s.",
                self.graders.reading,
            )
            refuse = self.graders.refusal is not None
            yield gauge("pyprac_graders_refuse", "Whether none does because graders refuse to work.", refuse)


def of_queue(queue: QueueFigures) -> Iterator[Metric]:
    """What Redis tells, the same from every replica."""
    told: tuple[tuple[str, str, str], ...] = (
        ("lag", "pyprac_queue_lag", "Jobs that no grader has read."),
        ("pending", "pyprac_queue_pending", "Jobs that graders have."),
        ("waiting_seconds", "pyprac_queue_waiting_seconds", "Age of the oldest job that no grader has read; 0 = none."),
        ("running_seconds", "pyprac_queue_running_seconds", "Age of the oldest job that a grader has; 0 = none."),
    )
    for field, name, help_text in told:
        family = GaugeMetricFamily(name, help_text, labels=["stream"])
        for stream in queue.streams:
            family.add_metric([stream.name], getattr(stream, field))
        yield family
    yield CounterMetricFamily("pyprac_takeovers", "Jobs taken over from a grader that was gone.", queue.takeovers)
    yield CounterMetricFamily("pyprac_dead_letters", "Jobs that were given up.", queue.dead_letters)


def gauge(name: str, help_text: str, value: float) -> Metric:
    """A family with one number."""
    return GaugeMetricFamily(name, help_text, float(value))


@dataclass(frozen=True, kw_only=True)
class Measures:
    """All of it as text."""

    database: Database
    broker: Broker
    live: Live
    counts: Counts

    async def text(self) -> bytes:
        """Prometheus' text format; never raises, what is away is told as such."""
        queue = graders = None
        with suppress(BrokerDown):
            queue, graders = await self.broker.figures(), await self.broker.graders()
        try:
            pending = await self.database.read(submissions.count_pending)
        except Unavailable:
            pending = None
        parts: Iterable[object] = (self.counts.registry, Snapshot(len(self.live), queue, graders, pending))
        return b"".join(generate_latest(part) for part in parts)  # type: ignore[arg-type]  # whatever collects
