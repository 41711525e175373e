"""The whole way through the gate, whoever runs its programs: this process, or graders behind the queue."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeAlias

from jupyter_pyprac.authoring import check, settling
from jupyter_pyprac.authoring.bundle import Bundle

Stage: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Opened with what is being done and how often it will be; gives what is called after each, from any thread."""


def through_gate(bundle: Bundle, grade: check.Grade, *, threads: int, stage: Stage) -> Bundle:
    """The bundle after the gate, with what was noticed there; at most `threads` programs are graded at once.

    Raises:
        Refused: something in it is to be mended; lists every fault.
    """
    found = settle(bundle, grade, stage)
    total = sum(len(list(check.trials(assignment))) for assignment in found.assignments)
    with stage("Checking", total) as ended:
        return check.check(found, grade, threads=min(threads, total), ended=ended)


def settle(bundle: Bundle, grade: check.Grade, stage: Stage) -> Bundle:
    """The bundle with a place for each test; only one that was written for another tool is run for that."""
    with stage("Trying", len(settling.to_settle(bundle))) as ended:
        return settling.settled(bundle, grade, ended)
