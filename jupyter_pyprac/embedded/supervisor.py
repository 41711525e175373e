"""`python -m jupyter_pyprac.embedded.supervisor`: owns the private Redis and the graders of one user's servers.

It belongs to no Jupyter server: the first one that needs it starts it, all share it, and it ends when it is the only
one left that holds their lock. The kernel lets a dead server's share of the lock go, so that even a server that was
killed counts as gone.
"""

import logging
import os
import pwd
import select
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import msgspec

from grader_service.errors import GraderError
from grader_service.launcher import Graders, account, refuse_barred, start_graders
from jupyter_pyprac.embedded.binary import server_binary
from jupyter_pyprac.embedded.folders import Data, Place, explained
from jupyter_pyprac.embedded.locks import Lock
from jupyter_pyprac.embedded.plan import Plan, Report
from jupyter_pyprac.embedded.server import PrivateServer
from jupyter_pyprac.errors import Misconfigured, PyPracError, Unavailable

LOOK_SECONDS = 1.0
DRAIN_SECONDS = 2.0
TOUCH_SECONDS = 3600.0
LOCK_SECONDS = 2.0
STDOUT, STDERR = 1, 2

log = logging.getLogger(__name__)


def main() -> int:
    """Read the plan, leave the process that started us, and supervise."""
    plan = msgspec.json.decode(sys.stdin.buffer.readline(), type=Plan)
    if os.fork():
        os._exit(0)  # whoever started us waits for this one only, and is no parent of what stays
    with ExitStack() as stack:
        try:
            supervisor = Supervisor(plan, stack)
            supervisor.start()
        except PyPracError as error:
            report(Report.of(error))
            return 1
        except OSError as error:
            report(Report.of(explained(plan.data, error)))
            return 1
        report(Report("ready"))
        supervisor.supervise()
    return 0


def report(outcome: Report) -> None:
    """Tell whoever started us; it does not matter if they are gone."""
    try:
        os.write(STDOUT, msgspec.json.encode(outcome) + b"\n")
    except BrokenPipeError:
        log.info("whoever started this supervisor is gone")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, STDOUT)
    os.close(nowhere)


class Supervisor:
    """Starts what the plan says, starts it again when it dies, and ends it with the last Jupyter server."""

    def __init__(self, plan: Plan, stack: ExitStack) -> None:
        """What is started is ended by leaving the stack, in the opposite order."""
        self._plan = plan
        self._stack = stack
        self._place = Place(Path(plan.folder))
        self._data = Data(plan.data)
        self._servers = stack.enter_context(Lock(self._place.servers))
        self._server: PrivateServer | None = None
        self._graders: Graders | None = None
        self._signalled = signals()

    def start(self) -> None:
        """Start everything; returns when the private Redis answers, the graders are on their way.

        Raises:
            Misconfigured, Unavailable: something does not start; the text says what to do.
        """
        self._be_the_only_one()
        self._data.prepare()
        self._place.serves.write_bytes(os.fsencode(self._data.folder))
        self._log_to(self._data.logs / "supervisor.log")
        url = self._plan.redis_url
        if not url:
            self._server = PrivateServer(server_binary(), self._place, self._data, self._account())
            self._stack.callback(self._server.stop)
            self._server.start()
            url = self._place.redis_url
        self._graders = self._start_graders(url)
        self._stack.callback(self._graders.stop)

    def _be_the_only_one(self) -> None:
        """Hold the supervisor's lock for life, with the process id in it for whoever looks."""
        lock = self._stack.enter_context(Lock(self._place.supervisor))
        deadline = time.monotonic() + LOCK_SECONDS
        while not lock.try_exclusive():
            if time.monotonic() > deadline:
                message = "another supervisor is just starting"
                raise Unavailable(message)
            time.sleep(0.01)
        os.ftruncate(lock.descriptor, 0)
        os.write(lock.descriptor, str(os.getpid()).encode())

    def _log_to(self, file: Path) -> None:
        """Send what we and our libraries say to the log."""
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(descriptor, STDERR)
        os.close(descriptor)
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", force=True)

    def _account(self) -> pwd.struct_passwd | None:
        """Whom the private Redis runs as, as its graders do: a user that the plan names, where this is root."""
        if not self._plan.user or os.geteuid() != 0:
            return None
        try:
            refuse_barred(self._plan.user)
            return account(self._plan.user)
        except GraderError as error:
            raise Misconfigured(str(error)) from error

    def _start_graders(self, url: str) -> Graders:
        plan = self._plan
        try:
            return start_graders(
                url,
                plan.graders,
                log_dir=self._data.logs,
                minimum_protection=plan.minimum_protection,
                slots=plan.slots,
                scratch=plan.scratch,
                user=plan.user,
                claim_seconds=plan.claim_seconds,
                log_format=plan.log_format,
                drain_seconds=DRAIN_SECONDS,
                module=plan.module,
            )
        except GraderError as error:
            raise Misconfigured(str(error)) from error
        except OSError as error:
            message = (
                f"Graders cannot be started: {error}. Look whether {sys.executable} and {self._data.logs} are usable."
            )
            raise Misconfigured(message) from error

    def supervise(self) -> None:
        """Keep everything running until no Jupyter server is left, or a signal says so."""
        touched = time.monotonic()
        while not self._servers.try_exclusive():
            select.select([self._signalled], [], [], LOOK_SECONDS)
            if any(number != signal.SIGCHLD for number in drained(self._signalled)):
                log.info("asked to end")
                return
            if self._server:
                self._server.mend()
            if self._graders:
                self._graders.mend()
            if time.monotonic() - touched > TOUCH_SECONDS:
                touch(self._place.folder)
                touched = time.monotonic()
        log.info("no Jupyter server is left")


def signals() -> int:
    """A file that a byte arrives in for each signal that we are to know of."""
    reading, writing = os.pipe()
    for descriptor in (reading, writing):
        os.set_blocking(descriptor, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    return reading


def drained(descriptor: int) -> bytes:
    """The signals that have arrived."""
    try:
        return os.read(descriptor, 4096)
    except BlockingIOError:
        return b""


def touch(folder: Path) -> None:
    """Look recently used, for what cleans temporary folders."""
    for file in (folder, *folder.iterdir()):
        os.utime(file)


if __name__ == "__main__":
    sys.exit(main())
