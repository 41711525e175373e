"""`eval`, `exec` and `compile` as tests have them: text that a submission wrote must not run where the tests are.

What stands in the test itself is run as ever. Of any other text, such as a student's `repr`, `eval` takes literals,
operators and calls of what the submission defines; the rest is refused.
"""

import ast
import builtins
import sys
from collections import ChainMap
from collections.abc import Callable
from types import CodeType, FrameType, ModuleType
from typing import Final, NoReturn

from grader_service.examiner.errors import StudentError
from grader_service.examiner.handles import is_remote
from grader_service.examiner.likepytest import NotOffered
from grader_service.examiner.plain import HARMLESS
from grader_service.sandbox.guest import MODULE
from grader_service.sandbox.values import Value

NAMES: Final = frozenset({"eval", "exec", "compile"})
MAKERS: Final = HARMLESS | {"bytearray", "bytes", "complex", "frozenset", "range"}
_PARTS: Final = (
    ast.Expression, ast.Constant, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Starred, ast.keyword, ast.Load,
    ast.Subscript, ast.Slice, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.operator, ast.unaryop, ast.boolop,
    ast.cmpop,
)  # fmt: skip

Text = str | CodeType


def functions(submission: ModuleType, texts: frozenset[str]) -> dict[str, Callable[..., Value]]:
    """The three, for a test in which those texts stand."""

    def is_own(text: object) -> bool:
        return type(text) is CodeType or (type(text) is str and text in texts)

    def eval_(text: Text, names: dict[str, Value] | None = None, local: Value = None) -> Value:
        if not is_own(text):
            return _evaluate(text, submission)
        frame = sys._getframe(1)  # noqa: SLF001  Python's own looks there as well
        local = _around(frame, names) if local is None else local
        return eval(text, frame.f_globals if names is None else names, local)  # noqa: S307  the author's own text

    def exec_(text: Text, names: dict[str, Value] | None = None, local: Value = None) -> None:
        if not is_own(text):
            refuse()
        frame = sys._getframe(1)  # noqa: SLF001  the same
        local = _around(frame, names) if local is None else local
        exec(text, frame.f_globals if names is None else names, local)  # noqa: S102  the same

    def compile_(text: str, *more: Value, **named: Value) -> Value:
        return compile(text, *more, **named) if is_own(text) else refuse()

    return {"eval": eval_, "exec": exec_, "compile": compile_}


def _around(frame: FrameType, names: dict[str, Value] | None) -> Value:
    """The names around the text: in a function Python looks past its own ones without asking for the submission's."""
    if names is not None:
        return names
    return frame.f_locals if frame.f_locals is frame.f_globals else ChainMap(frame.f_locals, frame.f_globals)


def _evaluate(text: object, submission: ModuleType) -> Value:
    """The value of an expression that is made of literals and of what the submission defines."""
    if type(text) is not str:
        refuse()
    tree = ast.parse(text.strip(), mode="eval")
    names: dict[str, Value] = {"__builtins__": {}}
    for node in _inner(tree):
        if isinstance(node, ast.Attribute):
            _check_attribute(node, submission)
        elif isinstance(node, ast.Name):
            names[node.id] = _named(node.id, submission)
        elif isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Name | ast.Attribute):
                refuse()
        elif not isinstance(node, _PARTS):
            refuse()
    return eval(compile(tree, "<text>", "eval"), names | {MODULE: submission})  # noqa: S307  nothing else is left in it


def _inner(node: ast.AST) -> list[ast.AST]:
    """All nodes, but not the `submission` in `submission.f`: alone it must not be handed round."""
    found = [node]
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.Attribute) and isinstance(child, ast.Name) and child.id == MODULE):
            found += _inner(child)
    return found


def _named(name: str, submission: ModuleType) -> Value:
    if name in MAKERS:
        return vars(builtins)[name]
    if name.startswith("_") or name == MODULE or name in vars(builtins):
        refuse()
    return _of_submission(name, submission)


def _of_submission(name: str, submission: ModuleType) -> Value:
    """What stands for a name of the submission, but none that its setup code imports: that would run here."""
    value = getattr(submission, name)
    own = is_remote(value) or (isinstance(value, type) and issubclass(value, StudentError))
    return value if own or not (callable(value) or isinstance(value, ModuleType)) else refuse()


def _check_attribute(node: ast.Attribute, submission: ModuleType) -> None:
    """Refuse all but `submission.f` and `Colour.RED`: an attribute of a value is one of this process."""
    owner = node.value
    if node.attr.startswith("_") or not isinstance(owner, ast.Name):
        refuse()
    if owner.id == MODULE:
        _of_submission(node.attr, submission)
    elif not is_remote(_named(owner.id, submission)):
        refuse()


class Doctest(ModuleType):
    """What is imported as `doctest`: all of it runs examples, which of a submission are its text and so not run here.

    It found none behind a stand-in, and a test in which nothing fails would be passed by everybody.
    """

    def __init__(self) -> None:
        super().__init__("doctest")

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        refuse()


def refuse() -> NoReturn:
    """Refuse to run text that is not the test's; raises `NotOffered`."""
    message = "it runs text that does not stand in it, which could be the submission's: a shared test can"
    raise NotOffered(message)
