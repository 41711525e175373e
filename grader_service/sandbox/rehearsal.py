"""A run played through: in the zygote, so that its children have it warm; in a child, before its work comes.

CPython rewrites code as it runs it, and counts references in every object it meets. What the zygote rewrites stays
shared with the children; the pages that a run writes in any case, a child copies while it waits.
"""

import os
import random
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from grader_service.sandbox.channel import Channel
from grader_service.sandbox.guest import MODULE, Guest
from grader_service.sandbox.values import HANDLE, Tree, marker
from grader_service.sandbox.wire import pack

ROUNDS: Final = 16
CODE: Final = """
def same(value):
    return value

def wrong(value):
    raise ValueError(value)
"""
NAMES: Final = ("same", "wrong")
VALUES: Final[tuple[Tree, ...]] = (1, 2.5, "text", [1, 2, 3], None)


def play(rounds: int, values: Sequence[Tree] = VALUES[:1], names: Sequence[str] = NAMES[:1]) -> None:
    """Call each function of `CODE` with each value, so many rounds; nothing of it is left but what it warmed."""
    script = [pack([1, "prepare", "", "seed", MODULE, 1.0, 1]), pack([2, "load", CODE, None])]
    for number, value in enumerate(values, 3):
        script += [pack([number, "call", [marker(HANDLE), name], [value], [], None]) for name in names]
    for _ in range(rounds):
        _serve(b"".join(script))
    sys.modules.pop(MODULE, None)
    random.seed()


def _serve(script: bytes) -> None:
    requests, ours = os.pipe()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with os.fdopen(ours, "wb") as stream:
        stream.write(script)
    try:
        with suppress(EOFError):
            Guest(Channel(requests, nowhere), begin=lambda _cpu, _memory: None).serve()
    finally:
        os.close(requests)
        os.close(nowhere)
