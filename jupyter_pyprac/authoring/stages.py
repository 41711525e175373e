"""How far something is that takes its time, for whoever waits for it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias

Stage: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Opened with what is being done and how often it will be; gives what is called after each, from any thread."""


@contextmanager
def untold(what: str, total: int) -> Iterator[Callable[[], None]]:  # noqa: ARG001  nobody is told
    """A stage that nobody waits for."""
    yield lambda: None
