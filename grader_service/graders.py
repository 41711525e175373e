"""Grader processes: started with nothing they need not know, started again when they fail, ended in order."""

import os
import pwd
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import msgspec

from grader_service.errors import Refused
from grader_service.start import Start

KEPT = ("HOME", "LANG", "PATH", "PYTHONHOME", "PYTHONPATH", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "SSL_CERT_FILE")
KEPT_BEGINNINGS = ("LC_",)
REFUSED = 1
"""The exit status of a grader that will not run until something is changed."""
LOG_BYTES = 1024 * 1024
KILL_SECONDS = 5.0
FIRST_WAIT, LONGEST_WAIT, STEADY_SECONDS = 0.2, 30.0, 60.0


class Graders:
    """Graders started together. Whoever supervises them calls `mend` now and then, and `stop` at the end."""

    def __init__(self, graders: Sequence["Grader"]) -> None:
        self._graders = graders

    @property
    def pids(self) -> list[int]:
        """The processes that run, or have ended since the last `mend`."""
        return [grader.process.pid for grader in self._graders if grader.process]

    @property
    def refused(self) -> bool:
        """Whether one of them ended because it must not run; it has said why."""
        return any(grader.refused for grader in self._graders)

    def mend(self) -> None:
        """Start those that do not run, those that keep failing less and less often."""
        for grader in self._graders:
            grader.mend(time.monotonic())

    def stop(self) -> None:
        """End all: they finish or hand back what they grade; one that does not end in time is killed."""
        for grader in self._graders:
            grader.ask_to_end()
        deadline = time.monotonic() + max((grader.patience for grader in self._graders), default=0)
        for grader in self._graders:
            grader.end_by(deadline)


class Grader:
    """One grader process and its successors."""

    def __init__(self, command: Sequence[str], start: Start, *, log: Path | None, user: str | None) -> None:
        self._command = command
        self._start = start
        self._log = log
        self._account = account(user) if user and os.geteuid() == 0 else None
        self._wait = FIRST_WAIT
        self._started_at = 0.0
        self._again_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def patience(self) -> float:
        """Seconds that it may take to end."""
        return self._start.drain_seconds + KILL_SECONDS

    @property
    def refused(self) -> bool:
        """Whether it has just ended because it must not run."""
        return self.process is not None and self.process.poll() == REFUSED

    def mend(self, now: float) -> None:
        """Start it if it does not run and has waited long enough since it failed."""
        if self.process and self.process.poll() is not None:
            steady = now - self._started_at > STEADY_SECONDS
            self._wait = FIRST_WAIT if steady else min(2 * self._wait, LONGEST_WAIT)
            self._again_at = now + self._wait
            self._let_go()
        if self.process is None and now >= self._again_at:
            self._started_at = now
            self.process = self._launch()

    def _launch(self) -> subprocess.Popen[bytes]:
        with opened(self._log) as output:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                cwd="/",
                env=clean_environment(),
                start_new_session=True,
                user=self._account.pw_uid if self._account else None,
                group=self._account.pw_gid if self._account else None,
                extra_groups=[] if self._account else None,
            )
        if process.stdin:
            with suppress(BrokenPipeError):  # it is gone already: `mend` will see
                process.stdin.write(msgspec.json.encode(self._start) + b"\n")
                process.stdin.flush()
        return process

    def ask_to_end(self) -> None:
        """Tell it to finish or hand back what it grades."""
        if self.process:
            self.process.terminate()

    def end_by(self, deadline: float) -> None:
        """Wait for its end, and make it end when time is up."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._let_go()

    def _let_go(self) -> None:
        """Close the lifeline of a process that has ended."""
        if self.process and self.process.stdin:
            with suppress(OSError):
                self.process.stdin.close()
        self.process = None


def account(user: str) -> pwd.struct_passwd:
    """The system's account of that name.

    Raises:
        Refused: there is none.
    """
    try:
        return pwd.getpwnam(user)
    except KeyError as error:
        message = (
            f"There is no user {user!r} to run graders as: create it, or set PYPRAC_GRADER_USER to one that exists."
        )
        raise Refused(message) from error


@contextmanager
def opened(log: Path | None) -> Iterator[IO[bytes] | None]:
    """The log to append to, begun anew where it has grown long (the old one stays as `.1`); None = standard error."""
    if log is None:
        yield None
        return
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as file:
        yield file


def clean_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The few variables that an interpreter needs: no token, password or setting of the server is among them."""
    return {name: value for name, value in environment.items() if name in KEPT or name.startswith(KEPT_BEGINNINGS)}
