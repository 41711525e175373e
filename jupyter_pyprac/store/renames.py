"""Assignments that seem to have come back under another slug, and so without their submissions."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import msgspec

from grader_service.contract import Test
from jupyter_pyprac.model import Assignment

ALIKE: Final = 0.5
"""The share of tests from which on two assignments are taken for one."""


def renamed(added: Sequence[Assignment], withdrawn: Sequence[Assignment]) -> dict[str, str]:
    """By the slug of each new assignment that looks like one that went away in the same import: that one's slug."""
    left = list(withdrawn)
    found: dict[str, str] = {}
    for new in added:
        old = max(left, key=partial(likeness, new), default=None)
        if old is not None and likeness(new, old) >= ALIKE:
            found[new.slug] = old.slug
            left.remove(old)
    return found


def likeness(one: Assignment, other: Assignment) -> float:
    """From 0 to 1, by the tests; 1 for two of one title."""
    if one.title.casefold() == other.title.casefold():
        return 1.0
    ours, theirs = map(bare, one.tests), list(map(bare, other.tests))
    return sum(test in theirs for test in ours) / max(len(one.tests), len(theirs), 1)


def bare(test: Test) -> Test:
    """The test without what it is called and says."""
    return msgspec.structs.replace(test, name="", message=None)
