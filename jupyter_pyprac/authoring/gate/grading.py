"""Who runs the programs of a course: this process, or graders behind the queue. The gate knows no more of them."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import NamedTuple, TypeAlias, TypeVar

from grader_service.contract import Verdict
from jupyter_pyprac.authoring.gate.pool import in_parallel
from jupyter_pyprac.authoring.stages import Stage
from jupyter_pyprac.model import Assignment

Item = TypeVar("Item")
Result = TypeVar("Result")

Grade: TypeAlias = Callable[[Assignment, str], Verdict]
"""Grades some code for an assignment; blocks, and may be called from several threads."""

Graders: TypeAlias = Callable[[], AbstractContextManager[Grade]]
"""Opened for each round of programs: in interpreters of its own, where there can be such, with their own hash seed."""


class Crew(NamedTuple):
    """Who runs programs, at most how many at once, and who hears how far it is."""

    graders: Graders
    threads: int
    stage: Stage

    def work(self, what: str, work: Callable[[Grade, Item], Result], items: Sequence[Item]) -> list[Result]:
        """The result of work for each item, in their order; `what` tells a person of it."""
        if not items:
            return []
        with self.stage(what, len(items)) as ended:
            return self.round(work, items, ended)

    def round(
        self, work: Callable[[Grade, Item], Result], items: Sequence[Item], ended: Callable[[], None]
    ) -> list[Result]:
        """The same as a part of something that is told already."""
        with self.graders() as grade:
            return in_parallel(partial(work, grade), items, threads=self.threads, ended=ended)
