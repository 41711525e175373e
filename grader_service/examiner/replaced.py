"""What a test has put in the place of `input`, `print` or standard input: the student's calls meet it too."""

import builtins
import sys
from collections.abc import Callable, Mapping
from typing import Final

from grader_service.sandbox.values import Value

_OWN: Final[Mapping[str, Value]] = {name: vars(builtins)[name] for name in ("input", "print")}


def functions() -> list[tuple[str, Callable[..., Value]]]:
    """The functions that stand in for Python's own, by name; usually none."""
    return [(name, _ending(vars(builtins)[name])) for name, own in _OWN.items() if vars(builtins)[name] is not own]


def _ending(function: Callable[..., Value]) -> Callable[..., Value]:
    """The function; where its answers are used up, the input has ended."""

    def answer(*arguments: Value, **names: Value) -> Value:
        try:
            return function(*arguments, **names)
        except StopIteration:
            message = "EOF when reading a line"
            raise EOFError(message) from None

    return answer


class Input:
    """What a test has put in the place of `sys.stdin`."""

    def __init__(self) -> None:
        self._read: Value = None

    def text(self) -> str | bool | None:
        """What the next call finds to read; true where an earlier one left it, None where nothing stands in."""
        stream = sys.stdin
        if stream is sys.__stdin__:
            return None
        text = str(stream.read())
        kept, self._read = self._read is stream and not text, stream
        return True if kept else text
