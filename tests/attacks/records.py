"""Runs attacks in processes of their own, as the users there are, and keeps what became of them."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from tests.attacks.levels import as_user, interpreter, users

SECONDS = 500
ATTEMPTS = 2
"""Attacks without a sandbox go on beside: they may cost the processes that let loose the others their start."""


class Field(NamedTuple):
    """Where attacks are let loose: a level, or `-` for no sandbox, and a user."""

    level: str
    user: str


class Records:
    """Lets loose what is asked for; users side by side, but each in one process after the other."""

    def __init__(self, asked: Mapping[Field, Sequence[str]]) -> None:
        self._workers = {user: ThreadPoolExecutor(1) for user in users()}
        self._runs: dict[Field, Future[dict[str, Any]]] = {
            field: self._workers[field.user].submit(_run, field, asked[field]) for field in sorted(asked)
        }

    def of(self, field: Field, title: str) -> dict[str, Any]:
        """What became of one attack."""
        record: dict[str, Any] = self._runs[field].result()[title]
        return record

    def close(self) -> None:
        """Wait for all."""
        for worker in self._workers.values():
            worker.shutdown(cancel_futures=True)


def _run(field: Field, titles: Sequence[str]) -> dict[str, Any]:
    command = [interpreter(field.user) or "", "-m", "tests.attacks.run", field.level, *titles]
    for _ in range(ATTEMPTS):
        run = subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS, check=False, **as_user(field.user)
        )
        if run.returncode == 0:
            break
    assert run.returncode == 0, run.stderr
    return {record["title"]: record for record in map(json.loads, run.stdout.splitlines())}
