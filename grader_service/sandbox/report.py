"""What the student's process tells of an exception: names, text and the lines of the student's own frames."""

from collections.abc import Iterator
from types import ModuleType, TracebackType
from typing import Any, Final, NamedTuple

from grader_service.sandbox.scene import FILE, NOWHERE, Scene, scene

__all__ = ["FILE", "GIVEN", "SETUP_FILE", "TEXT", "Report", "ancestry", "report", "type_name"]

SETUP_FILE: Final = "<setup>"
GIVEN: Final = "__setup_modules__"
"""The name under which a submission's module keeps the modules that the author's setup code has imported there."""

TEXT: Final = 2_000
FIRST_FRAMES: Final = 4
LAST_FRAMES: Final = 8
_NAME = vars(type)["__name__"].__get__
_MRO = vars(type)["__mro__"].__get__


def type_name(kind: type) -> str:
    """The name of a class, whatever its metaclass says."""
    return str(_NAME(kind))


def ancestry(kind: type) -> list[str]:
    """The names of a class and its bases, in the order of their precedence, without `object`."""
    return [type_name(base) for base in _MRO(kind) if base is not object]


def described(module: ModuleType) -> list[list[Any]]:
    """The names of a module, with what the examiner makes of each: an exception class, a proxy, a value, a module."""
    imported = imports(module)
    kinds = ((name, ("module", []) if name in imported else _kind(value)) for name, value in vars(module).items())
    return [[name, *kind] for name, kind in kinds if not _is_magic(name)]


def imports(module: ModuleType) -> set[str]:
    """The names under which the submission itself has imported modules: it is by chance that it has them."""
    given = vars(module).get(GIVEN, {})
    return {
        name
        for name, value in vars(module).items()
        if issubclass(type(value), ModuleType) and given.get(name) is not value
    }


def _is_magic(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _kind(value: object) -> tuple[str, list[str]]:
    if issubclass(type(value), type) and issubclass(value, BaseException):  # type: ignore[arg-type]  # it is a class then
        return "exception", ancestry(value)  # type: ignore[arg-type]  # the same
    if issubclass(type(value), type):
        return "class", []
    return ("callable" if callable(value) else "value"), []


class Report(NamedTuple):
    """An exception as it crosses; `lines` are those of the submission, innermost last, `scene` what was there."""

    names: list[str]
    text: str
    lines: list[int]
    scene: Scene = NOWHERE


def report(error: BaseException) -> Report:
    """Describe an exception without trusting its class."""
    lines = _shorten([*_lines(error.__traceback__), *_syntax_line(error)])
    return Report(ancestry(type(error)), text_of(error)[:TEXT], lines, scene(error))


def text_of(error: BaseException) -> str:
    """Its text; empty where the class of it fails to give one."""
    try:
        if isinstance(error, SyntaxError) and error.msg:
            return str.__str__(error.msg)
        return str.__str__(str(error))
    except BaseException:  # noqa: BLE001  a student's __str__ may raise anything
        return ""


def _lines(trace: TracebackType | None) -> Iterator[int]:
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE:
            yield trace.tb_lineno
        trace = trace.tb_next


def _syntax_line(error: BaseException) -> Iterator[int]:
    if isinstance(error, SyntaxError) and error.filename == FILE and isinstance(error.lineno, int):
        yield error.lineno


def _shorten(lines: list[int]) -> list[int]:
    if len(lines) <= FIRST_FRAMES + LAST_FRAMES:
        return lines
    return lines[:FIRST_FRAMES] + lines[-LAST_FRAMES:]
