"""Where exactly an exception was raised, and what the names there stood for: what a sentence about it can name.

No code of the student's is called for it: only values of Python's own types are shown, and by their exact type.
"""

import linecache
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from types import FrameType, GetSetDescriptorType, ModuleType, TracebackType
from typing import Final

from grader_service.sandbox.values import Value

FILE: Final = "<submission>"
VALUES: Final = 12
KNOWN: Final = 200
TEXT: Final = 60
DIGITS: Final = 200
"""Bits of the largest integer that is shown."""

OPTIMIZED: Final = 1
"""The flag of the code of a function."""

Scene = tuple[list[int], list[list[str | int]], list[str]]
"""The place (line, column, end line, end column), the values there (name, type, text, size), and names that exist."""

NOWHERE: Final[Scene] = ([], [], [])
_WORD: Final = re.compile(r"[^\W\d]\w*")
_NAME: Final = vars(type)["__name__"].__get__
_MRO: Final = vars(type)["__mro__"].__get__
_DICT: Final = vars(type)["__dict__"].__get__
_SIZED: Final = frozenset({str, bytes, list, tuple, dict, set, frozenset, range})
_SHOWN: Final = frozenset({type(None), bool, float})


def scene(error: BaseException) -> Scene:
    """The scene of an exception; empty where it was not raised in the submission."""
    try:
        if isinstance(error, SyntaxError) and error.filename == FILE:
            return [int(part or 0) for part in (error.lineno, error.offset, error.end_lineno, error.end_offset)], [], []
        frame, place = _innermost(error.__traceback__)
        if frame is None:
            return NOWHERE
        seen = dict(islice(_seen(frame, place), VALUES))
        values: list[list[str | int]] = [[name, *_shown(value)] for name, value in seen.items()]
        return place, values, list(islice(_known(error, frame, seen), KNOWN))
    except BaseException:  # noqa: BLE001  the student's code may have changed anything that this relies on
        return NOWHERE


def _innermost(trace: TracebackType | None) -> tuple[FrameType | None, list[int]]:
    """The submission's last frame, and the part of its code that was running."""
    found = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE:
            found = trace
        trace = trace.tb_next
    if found is None:
        return None, []
    nowhere = (None, None, None, None)
    line, end, column, end_column = next(
        islice(found.tb_frame.f_code.co_positions(), found.tb_lasti // 2, None), nowhere
    )
    line = line or found.tb_lineno
    return found.tb_frame, [line, column or 0, end or line, end_column or 0]


def _seen(frame: FrameType, place: list[int]) -> Iterator[tuple[str, Value]]:
    """The names in those lines of the source that stand for something there."""
    lines = linecache.cache[FILE][2][place[0] - 1 : place[2]]  # type: ignore[misc]  # the submission is there in full
    local = frame.f_locals
    spaces: list[Mapping[str, Value]] = [local] if _is_own(frame, local) else []
    spaces.append(frame.f_globals)
    for name in dict.fromkeys(_WORD.findall("".join(lines[:5]))):
        space = next((space for space in spaces if name in space), None)
        if space is not None:
            yield name, space[name]


def _is_own(frame: FrameType, local: object) -> bool:
    """Whether the names of a frame are kept by Python: the body of a class may have a mapping of the student's."""
    return type(local) is dict or bool(frame.f_code.co_flags & OPTIMIZED)


def _shown(value: Value) -> tuple[str, str, int]:
    kind = type(value)
    size = len(value) if kind in _SIZED else -1
    if kind in _SHOWN or (kind is int and value.bit_length() < DIGITS) or (kind is str and size < TEXT):
        return _NAME(kind), repr(value), size
    return _NAME(kind)[:TEXT], "", size


def _known(error: BaseException, frame: FrameType, seen: Mapping[str, Value]) -> Iterator[str]:
    """Names among which the one that was not found may be meant."""
    for kind, names in _NEIGHBOURS:
        if issubclass(type(error), kind):
            found = names(error, frame, seen)
            return (name for name in found if type(name) is str and len(name) < TEXT and not name.startswith("__"))
    return iter(())


def _of_frame(_error: BaseException, frame: FrameType, _seen: Mapping[str, Value]) -> Iterable[str]:
    local = frame.f_locals
    return [*(local if _is_own(frame, local) else ()), *frame.f_globals]


def _of_object(error: BaseException, _frame: FrameType, _seen: Mapping[str, Value]) -> Iterator[str]:
    if type(_ATTRIBUTE(error)) is not str:
        return
    value = _OBJECT(error)
    for base in _MRO(value if issubclass(type(value), type) else type(value)):
        own = _DICT(base)
        if type(own.get("__dict__")) is GetSetDescriptorType and not issubclass(type(value), type):
            yield from own["__dict__"].__get__(value)
        yield from own
    if type(value) is ModuleType:
        yield from vars(value)


def _of_module(error: BaseException, _frame: FrameType, _seen: Mapping[str, Value]) -> Iterable[str]:
    return vars(sys.modules[_MODULE(error)])


def _keys(_error: BaseException, _frame: FrameType, seen: Mapping[str, Value]) -> Iterator[str]:
    for value in seen.values():
        if type(value) is dict:
            yield from (
                repr(key) for key in islice(value, KNOWN) if type(key) is str or (type(key) is int and key < KNOWN)
            )


_ATTRIBUTE: Final = vars(AttributeError)["name"].__get__
_OBJECT: Final = vars(AttributeError)["obj"].__get__
_MODULE: Final = vars(ImportError)["name"].__get__
_Neighbours = Callable[[BaseException, FrameType, Mapping[str, Value]], Iterable[str]]
_NEIGHBOURS: Final[tuple[tuple[type[BaseException], _Neighbours], ...]] = (
    (NameError, _of_frame),
    (AttributeError, _of_object),
    (ImportError, _of_module),
    (KeyError, _keys),
)
