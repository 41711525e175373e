"""A class of 300 on one replica of the service: how long a verdict takes at a deadline, and what each part holds.

The Hub is a real one, with its proxy and 300 users, whose tokens the service asks it about; so are PostgreSQL (which
waits for the disk), Valkey and two graders. Students speak to the service as their servers would, each with a token and
a live connection: 300 servers of their own would need more memory than the class's other parts together, so one alone
runs, to measure what its relay and the Hub's proxy add.
"""

import asyncio
import itertools
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

import psutil

from benchmarks.crowd import Student, arrive, numbers, rush
from benchmarks.figures import Figure, bare_interpreter, median, percentile
from benchmarks.memory import proportional_set
from benchmarks.server import Client, assignment
from grader_service.contract import STREAM
from jupyter_pyprac.broker import Broker
from jupyter_pyprac.model import Assignment
from jupyter_pyprac.practice.news import Reworked, as_event
from tests.services.deployment import Deployment, deployment
from tests.services.hub import Person
from tests.services.postgres import SAFE

STUDENTS, SOCKETS = 300, 2000
DIFFERENT = len(set(numbers(STUDENTS)))
WARM_UP, YARDSTICKS = 30, 50
ROUNDS, PAUSE = 100, 0.15
"""The service takes 20 requests a second of one viewer."""
IN_A_ROW = 10
"""Submissions that it takes of one viewer without a pause."""
LOOK_SECONDS = 0.01
KIB, MIB = 2**10, 2**20
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
DISK = "SELECT pg_database_size(current_database())"


def measure() -> list[Figure]:
    """One class, from its first page to its last verdict."""
    bare = bare_interpreter(YARDSTICKS)
    with deployment(replicas=1, database=SAFE) as parts:
        people = [parts.hub.person(f"student-{number:03}") for number in range(STUDENTS)]
        what = assignment()
        figures = asyncio.run(Classroom(parts, what, [each.token for each in people]).measure())
        bare += bare_interpreter(YARDSTICKS)
        [student] = parts.hub.seat(people[0].name)
        figures += on_the_way(parts, what, student, people[1])
    yardstick = median([*bare, *bare_interpreter(YARDSTICKS)])
    return [Figure("`python3 -I -S -c pass`, p50", yardstick, "ms"), *with_ratios(figures, yardstick)]


def with_ratios(figures: Sequence[Figure], yardstick: float) -> Iterator[Figure]:
    """Each time once more in yardsticks."""
    for each in figures:
        yield each
        if each.unit == "ms":
            yield Figure("the same in yardsticks", each.value / yardstick, "")


class Classroom:
    """Everybody at their pages, on one replica."""

    def __init__(self, parts: Deployment, what: Assignment, tokens: Sequence[str]) -> None:
        self._parts = parts
        self._what = what
        self._tokens = tokens
        [replica] = parts.replicas
        self._address = replica.url.rstrip("/")
        self._service = psutil.Process(replica.process.pid)
        self._graders = psutil.Process(parts.graders.process.pid).children()
        self._beside = {"PostgreSQL": parts.postgres.process, "Redis": parts.valkey.process}

    async def measure(self) -> list[Figure]:
        """Arriving, the last minute before a deadline, its last second, a queue that stands still, and many pages."""
        disk, made = self._asked(DISK), WARM_UP + 3 * STUDENTS
        begin = time.perf_counter()
        students = await arrive(self._address, self._tokens)
        arrived = time.perf_counter() - begin
        await rush(students[:WARM_UP], self._what, "before", 1)
        before = self._seconds()
        figures = [
            Figure(f"{STUDENTS} pages opened, the Hub asked about each", arrived, "s"),
            *await self._rush(students, "within 60 s", 60),
            *await self._rush(students, "within 1 s", 1),
            *await self._standstill(students),
            *self._processor(before),
            Figure("Connections of the service to PostgreSQL", self._asked(CONNECTIONS), ""),
            Figure(
                "Disk of PostgreSQL for a submission",
                (self._asked(DISK) - disk) / made / KIB,
                "KiB",
            ),
        ]
        await asyncio.gather(*(student.leave() for student in students))
        return [*figures, *await self._many_pages(), *self._memory()]

    async def _rush(self, students: Sequence[Student], title: str, seconds: float) -> list[Figure]:
        """Everybody submits."""
        queued = self._queued()
        came = await rush(students, self._what, title, seconds)
        gradings = self._queued() - queued
        return [
            Figure(f"{STUDENTS} submit {title}: verdict, p50", median(came.taken), "ms"),
            Figure("the same, p95", percentile(came.taken, 0.95), "ms"),
            Figure("the same, from the last submission to the last verdict", came.drained, "s"),
            Figure("the same, gradings for each different program", gradings / DIFFERENT, ""),
        ]

    async def _standstill(self, students: Sequence[Student]) -> list[Figure]:
        """Graders are held until everything waits, and then let go."""
        empty, goal = self._redis_bytes(), self._queued() + DIFFERENT
        with self._parts.graders_held():
            begin = time.perf_counter()
            rushing = asyncio.create_task(rush(students, self._what, "at once", 0))
            while self._queued() < goal:  # noqa: ASYNC110  Redis tells no event
                await asyncio.sleep(LOOK_SECONDS)
            queued, waiting = time.perf_counter(), self._redis_bytes() - empty
        await rushing
        return [
            Figure("Submissions that the service takes in a second", STUDENTS / (queued - begin), ""),
            Figure("Memory of Redis for each that waits", waiting / DIFFERENT / KIB, "KiB"),
            Figure("Verdicts in a second from a full queue", STUDENTS / (time.perf_counter() - queued), ""),
        ]

    async def _many_pages(self) -> list[Figure]:
        """Several pages of each student, and one event for them all."""
        empty = held([self._service])
        tokens = list(itertools.islice(itertools.cycle(self._tokens), SOCKETS))
        pages = await arrive(self._address, tokens)
        full = held([self._service])
        broker = Broker(self._parts.valkey.url)
        begin = time.perf_counter()
        await broker.tell_everyone(as_event(Reworked(self._what.course)))
        heard = await asyncio.gather(*(page.reworked for page in pages))
        await broker.close()
        await asyncio.gather(*(page.leave() for page in pages))
        return [
            *in_bytes(f"Memory of the service for each of {SOCKETS:,} sockets", (full - empty) / SOCKETS, KIB, "KiB"),
            Figure(f"One event for {SOCKETS:,} sockets: until half of them have it", after(heard, begin, 0.5), "ms"),
            Figure("the same, until the last has it", after(heard, begin, 1), "ms"),
        ]

    def _memory(self) -> list[Figure]:
        """What the parts hold when all of this is over."""
        grader = held([each for one in self._graders for each in (one, *one.children(recursive=True))]) / 2
        return [
            *in_bytes("Memory of the service", held([self._service]), MIB, "MiB"),
            *in_bytes("Memory of a grader", grader, MIB, "MiB"),
        ]

    def _seconds(self) -> dict[str, float]:
        """Processor time of each part so far: unlike a delay it depends little on what else the machine does."""
        beside = {name: [psutil.Process(each.pid)] for name, each in self._beside.items() if each}
        parts = {"the service": [self._service], "graders": self._graders, **beside}
        return {name: sum(map(processor_seconds, processes)) for name, processes in parts.items()}

    def _processor(self, before: Mapping[str, float]) -> list[Figure]:
        """What each part took of a processor for each of three submissions of everybody."""
        taken = {name: seconds - before[name] for name, seconds in self._seconds().items()}
        return [
            Figure(f"Processor time of {name} for each submission", 1000 * seconds / 3 / STUDENTS, "ms")
            for name, seconds in taken.items()
        ]

    def _queued(self) -> int:
        """Jobs that were ever queued."""
        with self._parts.valkey.client() as client:
            return int(client.xinfo_stream(STREAM)["entries-added"]) if client.exists(STREAM) else 0

    def _redis_bytes(self) -> int:
        """What Redis holds."""
        with self._parts.valkey.client() as client:
            return int(client.info("memory")["used_memory"])

    def _asked(self, question: str) -> int:
        """A number that PostgreSQL knows."""
        with self._parts.postgres.connect() as connection:
            return int(str(connection.execute(question).fetchone()[0]))  # type: ignore[index]  # there is a row


def held(processes: Sequence[psutil.Process]) -> int:
    """Bytes of the processes, each page counted once; 0 where that cannot be known."""
    return sum(map(proportional_set, processes)) if sys.platform == "linux" else 0


def processor_seconds(process: psutil.Process) -> float:
    """Of the process and all below it, those that have ended included."""
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return sum(each.user + each.system + each.children_user + each.children_system for each in times)


def in_bytes(name: str, value: float, unit: int, word: str) -> list[Figure]:
    """A figure, none where it could not be known."""
    return [Figure(name, value / unit, word)] if value else []


def after(heard: Sequence[float], begin: float, share: float) -> float:
    """Milliseconds until so many had heard."""
    return 1000 * (percentile(heard, share) - begin)


def on_the_way(parts: Deployment, what: Assignment, relayed: Person, direct: Person) -> list[Figure]:
    """The same requests to the service, to a student's own server, and to that through the Hub's proxy, in turns."""
    [replica] = parts.replicas
    own = next(each for each in relayed.processes() if "JUPYTERHUB_SERVICE_URL" in each.environ())
    addresses = {
        "service": (replica.url.rstrip("/"), direct),
        "relay": (f"{own.environ()['JUPYTERHUB_SERVICE_URL'].rstrip('/')}/pyprac", relayed),
        "proxy": (f"{relayed.url}/pyprac", relayed),
    }
    clients = {name: Client(address, person.token) for name, (address, person) in addresses.items()}
    asked: dict[str, list[float]] = {name: [] for name in clients}
    for _ in range(ROUNDS):
        for name, client in clients.items():
            asked[name].append(client.get("courses"))
        time.sleep(PAUSE)
    submitted = {name: [clients[name].submit(what) for _ in range(IN_A_ROW)] for name in ("service", "relay")}
    for client in clients.values():
        client.close()
    times = {name: median(values) for name, values in asked.items()}
    return [
        Figure("GET /courses straight to the service, p50", times["service"], "ms"),
        Figure("added by the relay of a student's server", times["relay"] - times["service"], "ms"),
        Figure("added by the Hub's proxy before it", times["proxy"] - times["relay"], "ms"),
        Figure("Submit to verdict straight at the service, p50", median(submitted["service"]), "ms"),
        Figure("added by the relay", median(submitted["relay"]) - median(submitted["service"]), "ms"),
    ]
