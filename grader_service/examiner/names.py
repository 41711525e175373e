"""The names that a test's expression or code sees: the submission's as proxies, Python's own untouched.

A submission that defines `len` or `isinstance` must not judge itself with them. So Python's own names win, except in
a test that uses no other name: `sum([1, 2])` can only mean the submission's, and so does `sum` in
`abs(sum([1, 2]) - 3) < 1`, of which `abs` is what it judges with.
"""

import ast
import builtins
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import CodeType, ModuleType
from typing import Final, NamedTuple, NoReturn

from grader_service.examiner import evaluated, kinds
from grader_service.examiner.asserts import FILE
from grader_service.examiner.imported import Imported
from grader_service.examiner.likepytest import NoAnswer, NotOffered, refuse_module
from grader_service.examiner.link import Link
from grader_service.examiner.shapes import remote
from grader_service.sandbox.guest import MODULE
from grader_service.sandbox.values import HANDLE, Tree, Value, WireError, marker

NAMES: Final = 5_000
_BUILTINS: Final = frozenset(vars(builtins))
_EXCEPTIONS: Final = frozenset(
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
)
_JUDGES: Final = _EXCEPTIONS | {
    "abs", "all", "any", "bool", "bytes", "callable", "dict", "enumerate", "float", "frozenset", "hasattr", "int",
    "isinstance", "issubclass", "iter", "len", "list", "next", "print", "range", "repr", "round", "set", "str", "tuple",
    "type", "zip",
}  # fmt: skip
"""What a test judges with or makes values with, where it uses another name of Python's besides."""
_REACHING: Final = evaluated.NAMES | {"__import__", "dir", "getattr", "globals", "input", "locals", "open", "vars"}
"""By these a test may reach the submission without any name of it."""


class Missing(NoAnswer):
    """The submission does not define a name that the test uses."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class MissingAttribute(Missing, AttributeError):  # type: ignore[misc]  # both have a name
    """The same of the module itself, as `hasattr` asks for it."""


class Submission(ModuleType):
    """The student's module as tests see it: every name a proxy or a value, fetched when it is used."""

    def __init__(self, link: Link, loaded: list[Tree], imported: Imported) -> None:
        super().__init__(MODULE)
        self._pyprac_link = link
        self._pyprac_kinds = _checked(loaded)
        self._pyprac_imported = imported
        self._pyprac_taken: dict[str, Value] = {}

    def __setattr__(self, name: str, value: Value) -> None:
        if not name.startswith(("__", "_pyprac_")):
            _refuse_to_replace(name)
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        _refuse_to_replace(name)

    @property
    def __all__(self) -> list[str]:
        taken = _BUILTINS.union(dict.keys(self._pyprac_taken))
        names = [name for name, (kind, _) in self._pyprac_kinds.items() if kind != "module"]
        given = self._pyprac_imported
        return [name for name in names if not name.startswith("_") and name not in taken and name not in given]

    @property
    def __dict__(self) -> "_Names":  # type: ignore[override]  # what `vars(submission)` asks for
        return _Names(self)

    def __dir__(self) -> list[str]:
        return list(self._pyprac_kinds)

    def __getattr__(self, name: str) -> Value:
        kinds, link = self._pyprac_kinds, self._pyprac_link
        if name in self._pyprac_imported:
            return self._pyprac_imported[name]
        if name not in kinds and name.startswith("__"):
            raise AttributeError(name)  # Python looks for such names itself
        if name not in kinds:
            raise MissingAttribute(name)
        kind, ancestry = kinds[name]
        if kind == "exception":
            return link.exception(name, ancestry)
        target = [marker(HANDLE), name]
        if kind in {"value", "module"}:
            return link.get([marker(HANDLE), ""], name)
        return remote(link, target, "type" if kind == "class" else "function", True)  # noqa: FBT003  it can be called


class _Names(Mapping[str, Value]):
    """All names of a submission with what they stand for, as `vars` gives them."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission

    def __getitem__(self, name: str) -> Value:
        if name not in self:
            raise KeyError(name)
        return getattr(self._submission, name)

    def __contains__(self, name: object) -> bool:
        return type(name) is str and defines(self._submission, name)

    def __iter__(self) -> Iterator[str]:
        return iter(dir(self._submission))

    def __len__(self) -> int:
        return len(dir(self._submission))


def offer(submission: Submission, besides: dict[str, Value]) -> None:
    """Keep `from submission import *` from the names that a test has by then, as it might judge by them."""
    submission._pyprac_taken = besides  # noqa: SLF001  no method, for the student's names are its attributes


def defines(submission: Submission, name: str) -> bool:
    """Whether the submission or its setup code has the name."""
    return name in submission._pyprac_kinds  # noqa: SLF001  the same


def is_imported(submission: Submission, name: str) -> bool:
    """Whether the name is one that the setup code imports, and so no object of the submission's."""
    return name in submission._pyprac_imported  # noqa: SLF001  the same


def _has_module(submission: Submission, name: str) -> bool:
    """Whether the name is that of a module which the submission has imported for itself."""
    return submission._pyprac_kinds.get(name, ("", []))[0] == "module"  # noqa: SLF001  the same


def _refuse_to_replace(name: str) -> NoReturn:
    message = f"a test apart from the submission cannot replace its {name!r}: a shared test can"
    raise NotOffered(message)


def _checked(loaded: list[Tree]) -> dict[str, tuple[str, list[str]]]:
    kinds = {}
    for name, kind, ancestry in loaded[:NAMES]:
        if type(name) is not str or type(kind) is not str or not {str}.issuperset(map(type, ancestry)):
            message = "not the names of a module"
            raise WireError(message)
        kinds[name] = (kind, ancestry)
    return kinds


class Namespace(dict[str, Value]):
    """The globals of a test, which may ask them for any name of the submission, and not go through them."""

    def __init__(self, submission: Submission, uses: "Uses") -> None:
        super().__init__(__name__="test", __builtins__=vars(builtins), submission=submission)
        self._submission = submission
        self._meant = _meant(uses.names)
        self._own = evaluated.functions(submission, uses.texts) | dict(kinds.FUNCTIONS)

    def __missing__(self, name: str) -> Value:
        if name.startswith("__") and name.endswith("__"):
            raise KeyError(name)  # Python looks for such names itself
        if name in _BUILTINS and not (name in self._meant and self._is_the_submissions(name)):
            return self._own[name]  # or, with a KeyError, Python's own
        if _has_module(self._submission, name) and not is_imported(self._submission, name):
            refuse_module(name)
        if not defines(self._submission, name) and not is_imported(self._submission, name):
            raise Missing(name)
        return self._submission.__getattr__(name)  # a method of the module must not hide the student's name

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (type(name) is str and defines(self._submission, name))

    def get(self, name: str, default: Value = None) -> Value:
        """What the name stands for in the test."""
        return self[name] if name in self else default  # noqa: SIM401  this is it

    def _is_the_submissions(self, name: str) -> bool:
        """Whether it has the name, or none of those that are meant: then the name is missing, not Python's own."""
        others = self._meant & _REACHING or any(defines(self._submission, each) for each in self._meant)
        return defines(self._submission, name) or not others


def _own_alone(name: str) -> Callable[[Namespace], Value]:
    """A way through the names, which are the test's own alone: refused to a test, and good for a library."""
    own = getattr(dict, name)

    def method(names: Namespace) -> Value:
        if sys._getframe(1).f_code.co_filename == FILE:  # noqa: SLF001  who goes through them
            message = "a test's names are not all of the submission's: go through vars(submission) or dir(submission)"
            raise NotOffered(message)
        return own(names)

    return method


for _name in ("__iter__", "keys", "values", "items"):
    setattr(Namespace, _name, _own_alone(_name))


def _meant(names: frozenset[str]) -> frozenset[str]:
    """Names of Python's own that mean the submission's in a test which uses no other names."""
    if not names <= _BUILTINS:
        return frozenset()
    return (names - _JUDGES) or (names - _EXCEPTIONS)


class Uses(NamedTuple):
    """The names that a test reads and does not bind itself, and the texts that stand in it."""

    names: frozenset[str]
    texts: frozenset[str]


def uses(tree: ast.AST) -> Uses:
    """What a test uses."""
    used: set[str] = set()
    bound: set[str] = set()
    texts: set[str] = set()
    for node in ast.walk(tree):
        kind = type(node)
        if kind is ast.Name:
            (used if type(node.ctx) is ast.Load else bound).add(node.id)  # type: ignore[attr-defined]  # a name has both
        elif kind is ast.Constant and type(node.value) is str:  # type: ignore[attr-defined]  # a constant has it
            texts.add(node.value)  # type: ignore[attr-defined]  # the same
        elif kind is ast.arg:
            bound.add(node.arg)  # type: ignore[attr-defined]  # an argument has it
        elif kind in _DEFINITIONS:
            bound.add(node.name)  # type: ignore[attr-defined]  # a definition has it
    return Uses(frozenset(used - bound), frozenset(texts))


_DEFINITIONS: Final = frozenset({ast.FunctionDef, ast.ClassDef})


@lru_cache(maxsize=1_000)
def expression(text: str) -> tuple[CodeType, Uses]:
    """An expression ready to be evaluated, and what it uses; raises SyntaxError."""
    tree = ast.parse(text.strip(), "<test>", "eval")
    return compile(tree, "<test>", "eval"), uses(tree)
