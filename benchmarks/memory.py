"""What Redis, graders and their supervisor hold while nobody submits: each page counted once (PSS). Linux only."""

import sys
import time
from pathlib import Path

import psutil

from benchmarks.figures import Figure
from benchmarks.server import Client, assignment, server
from tests.services.jupyter import Jupyter

SETTLE_SECONDS = 5
SUBMISSIONS = 20


def measure() -> list[Figure]:
    """After some gradings and a rest."""
    if not sys.platform.startswith("linux"):
        return []
    with server() as running:
        client = Client(f"{running.url}/pyprac")
        for _ in range(SUBMISSIONS):
            client.submit(assignment())
        time.sleep(SETTLE_SECONDS)
        held = sum(proportional_set(process) for process in beside(running))
        client.close()
    return [Figure("Memory of Redis and graders, idle", held / 2**20, "MiB", aim=120)]


def beside(running: Jupyter) -> list[psutil.Process]:
    """The supervisor of the server, and all that it started."""
    lock = next((running.home / "run").rglob("supervisor.lock"))
    supervisor = psutil.Process(int(lock.read_text(encoding="ascii").split()[0]))
    return [supervisor, *supervisor.children(recursive=True)]


def proportional_set(process: psutil.Process) -> int:
    """Bytes of the process, shared pages divided among those who share them."""
    rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii")
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return 1024 * int(line.split()[1])
