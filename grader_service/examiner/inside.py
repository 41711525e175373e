"""Runs a shared test in the student's own process: its source is sent there, where nothing of ours can be imported.

What it gives back is data like all that comes from there, and the submission can forge it.
"""

import ast
import operator
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from grader_service.examiner import asserts, likepytest, raising, units
from grader_service.examiner.relations import as_python
from grader_service.sandbox.report import FILE, imports, report
from grader_service.sandbox.values import Tree, Value

TEXT: Final = 2_000
CUT: Final = " ... (cut)"


class _Names(dict[str, Value]):
    """The globals of a shared test: the submission's names, but not the modules that it has imported for itself."""

    def __init__(self, module: ModuleType) -> None:
        self._imported = imports(module)
        public = {name: value for name, value in vars(module).items() if name not in self._imported}
        vars(module).setdefault("__all__", [name for name in public if not name.startswith("_")])
        super().__init__((name, value) for name, value in public.items() if not name.startswith("__"))

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self._imported

    def __missing__(self, name: str) -> Value:
        if name in self._imported:
            likepytest.refuse_module(name)
        raise KeyError(name)


def _tmp_path() -> Path:
    """The fixture of this name: an empty folder below the one that the submission writes in."""
    import tempfile  # noqa: PLC0415  seldom needed

    return Path(tempfile.mkdtemp(dir=Path.cwd()))


def run(source: str, score: bool, module: ModuleType) -> list[Tree]:  # noqa: FBT001  a part of the request
    """How each method or function ended, bare asserts as one, and the score: true where the code leaves none.

    A row is a name, the reason for which it was skipped, and what went wrong: `["assert", call, expected, actual,
    message]`, `["raised", names, text, lines]` of the submission, or `["ended", name, text]` of the test's own.
    """
    code, checks = asserts.prepare(ast.parse(source, asserts.FILE), score=score)
    notes = asserts.Notes(checks)
    names = _Names(module)
    names |= {
        "__name__": units.NAME,
        "submission": module,
        asserts.NOTE: notes.note,
        asserts.PAIR: notes.pair,
        asserts.SAME: operator.is_,
    }
    vars(module).setdefault("__file__", FILE)  # by which `inspect.getsource` finds the text
    names["tmp_path"] = likepytest.fixture(_tmp_path, name="tmp_path")
    sys.modules |= {"pytest": likepytest.module(), "__main__": module}  # where `doctest` looks for the examples
    try:
        with units.importable(names):
            exec(code, names)  # noqa: S102  the author's code, in a process of its own
            ended = [] if score else units.run(names, lambda: notes.last)
    except BaseException as error:  # noqa: BLE001  whatever it is, the test has not passed
        ended = [units.Ended("", error, noted=notes.last)]
    left = names.get(asserts.SCORE, True)
    return [[_row(each, source) for each in ended], left if type(left) in {int, float, bool} else False]


def _row(ended: units.Ended, source: str) -> list[Tree]:
    if ended.error is None:
        return [ended.name, ended.skipped, None]
    described = report(ended.error)
    if described.lines:
        return [ended.name, None, ["raised", *described]]
    if isinstance(ended.error, likepytest.NotOffered):
        return [ended.name, None, ["assert", None, None, None, f"This test cannot go on, because {described.text}."]]
    if not isinstance(ended.error, AssertionError):
        return [ended.name, None, ["ended", described.names[0], described.text]]
    return [ended.name, None, ["assert", *_failed(ended.error, ended, source)]]


def _failed(error: AssertionError, ended: units.Ended, source: str) -> list[str | None]:
    line = _line_of(error)
    said = str(error)[:TEXT] if error.args else None
    wanted, missed = raising.wanted(source, line), raising.NOT_RAISED.match(said or "")
    if wanted and missed:
        return [wanted.call[:TEXT], f"{wanted.kinds} is raised", None, _about(ended, missed["told"])]
    if ended.noted is None or ended.noted[0].line != line:
        statement = source.split("\n")[line - 1].strip() if line else "an assert of the test"
        return [None, None, None, _about(ended, said or f"Not true: {statement}")]
    check, actual, expected = ended.noted
    if check.told is not None:
        said = str(said).rpartition(" : ")[2] if check.told else None
    return [check.call[:TEXT], as_python(check.relation, _shown(expected)), _shown(actual), _about(ended, said)]


def _about(ended: units.Ended, said: str | None) -> str | None:
    return " ".join(part for part in (ended.about, said) if part)[:TEXT] or None


def _shown(value: Value, show: Callable[[Any], str] = repr) -> str:
    try:
        text = show(value)
        return text if len(text) <= TEXT else text[: TEXT - len(CUT)] + CUT
    except BaseException as error:  # noqa: BLE001  a student's __repr__ may raise anything
        return f"<an object that cannot be shown: {type(error).__name__}>"


def _line_of(error: BaseException) -> int | None:
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == asserts.FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
