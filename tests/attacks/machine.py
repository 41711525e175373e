"""Whether the machine is as it was: processes, descriptors, memory, mounts, and what lies in the places for all."""

import os
import time
from contextlib import suppress
from pathlib import Path

import psutil

from grader_service.grading import Workshop

SECONDS = 5.0
MEMORY = 256 * 1024 * 1024
SLACK = {"processes": 1, "descriptors": 2}
"""An examiner that served is kept beside the spare one."""

SHARED = ("/proc/sysvipc/shm", "/proc/sysvipc/msg", "/proc/sysvipc/sem")


class Machine:
    """Looks before and after; `faults` waits a moment for what a run leaves to be cleaned up."""

    def __init__(self, workshop: Workshop) -> None:
        self._refill = workshop.refill
        self._own = psutil.Process()

    def __enter__(self):
        self._settle()
        self._before = self._look()
        self._memory = psutil.virtual_memory().available
        return self

    def __exit__(self, *_):
        pass

    def _settle(self) -> None:
        """Wait until nothing changes any more: spares are forked in the background."""
        self._refill()
        last, since = None, time.monotonic()
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < min(deadline, since + 0.3):
            if (now := self._look()) != last:
                last, since = now, time.monotonic()
            time.sleep(0.02)

    def _look(self):
        children = [child for child in self._own.children(recursive=True) if _is_there(child)]
        return {
            "processes": len(children),
            "descriptors": len(list(Path("/proc/self/fd").iterdir())),
            "mounts": Path("/proc/self/mountinfo").read_text().count("\n"),
            "files": sum(_files(path) for path in _run_directories()),
            "shared": [_left(path) for path in SHARED],
        }

    def faults(self) -> list[str]:
        """What has become more than it was."""
        self._refill()
        deadline = time.monotonic() + SECONDS
        while more := self._more():
            if time.monotonic() > deadline:
                return more
            time.sleep(0.01)
        return []

    def _more(self) -> list[str]:
        now = self._look()
        more = [
            f"{name}: {self._before[name]} before, {now[name]} after" for name in now if self._is_more(name, now[name])
        ]
        lacking = self._memory - psutil.virtual_memory().available
        return [*more, f"{lacking} bytes of memory are gone"] if lacking > MEMORY + self._shared_machine() else more

    def _is_more(self, name: str, now) -> bool:
        before = self._before[name]
        return now > before + SLACK[name] if name in SLACK else now > before

    def _shared_machine(self) -> int:
        """Others use the machine as well: only what our own processes hold is held against us."""
        own = 0
        for child in self._own.children(recursive=True):
            with suppress(psutil.Error):
                own += child.memory_info().rss
        return 2**62 if own < MEMORY else 0


def _is_there(process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _run_directories():
    for parent in ("/dev/shm", "/tmp", os.environ.get("PYPRAC_SCRATCH", "")):
        for path in Path(parent).glob("pyprac-run-*") if parent else ():
            with suppress(OSError):
                if path.stat().st_uid == os.getuid() and "attack" not in path.name:
                    yield path


def _files(path: Path) -> int:
    """Everything below, as far as it can be seen, but not the directories of waiting runs themselves."""
    count = 0
    with suppress(OSError):
        for entry in path.iterdir():
            count += sum(1 for _ in entry.rglob("*"))
    return count


def _left(path: str) -> int:
    """How many lie there of our user's, but for memory whose maker lives: a database of the machine has some."""
    try:
        heading, *rows = map(str.split, Path(path).read_text().splitlines())
    except OSError:
        return 0
    found = [dict(zip(heading, row, strict=False)) for row in rows]
    return sum(row["uid"] == str(os.geteuid()) and not Path("/proc", row.get("cpid", "0")).exists() for row in found)
