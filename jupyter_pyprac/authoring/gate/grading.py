"""Who runs the programs of a course: this process, or graders behind the queue. The gate knows no more of them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeAlias

from grader_service.contract import Verdict
from jupyter_pyprac.model import Assignment

Grade: TypeAlias = Callable[[Assignment, str], Verdict]
"""Grades some code for an assignment; blocks, and may be called from several threads."""

Graders: TypeAlias = Callable[[], AbstractContextManager[Grade]]
"""Opened for each round of programs: in interpreters of its own, where there can be such, with their own hash seed."""

Stage: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Opened with what is being done and how often it will be; gives what is called after each, from any thread."""
