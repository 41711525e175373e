"""What setup code imports, as tests have it: imported here, for a submission could change its own and judge by that.

What setup code defines itself stays an object of the submission's process.
"""

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from types import CodeType
from typing import Final, NamedTuple, NoReturn, TypeGuard

from grader_service.contract import Job
from grader_service.examiner.likepytest import NotOffered
from grader_service.sandbox.values import Value

_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_STAR: Final = "*"


class _Import(NamedTuple):
    """One name of an import statement: the package, and what imports it."""

    package: str
    code: CodeType


class Imported:
    """The names that setup code imports, each imported when it is used."""

    def __init__(self, setup_code: str, code: str = "", files: Collection[str] = ()) -> None:
        self._imports, self._defined = _read(setup_code)
        self._code = code
        self._files = frozenset(file.removesuffix(".py") for file in files)
        self._found: dict[str, dict[str, Value]] = {}

    def __contains__(self, name: str) -> bool:
        if name in self._defined or name.startswith("__"):
            return False
        return name in self._imports or (_STAR in self._imports and name in self._names(_STAR))

    def __getitem__(self, name: str) -> Value:
        """What a name stands for.

        Raises:
            NotOffered: it cannot be imported here, or the submission means something else by it.
        """
        if name in _bound(self._code):
            message = f"the setup code imports `{name}`, and the submission defines it as well: one needs another name"
            raise NotOffered(message)
        return self._names(name if name in self._imports else _STAR)[name]

    def _names(self, name: str) -> Mapping[str, Value]:
        """What the statements give that import a name; setup code may try one module after the other."""
        if name not in self._found:
            made: dict[str, Value] = {"__name__": "setup"}
            before = len(made)
            for package, code in self._imports[name]:
                with suppress(ImportError):
                    if package not in self._files:  # which is in the student's process, and may have been written there
                        exec(code, made)  # noqa: S102  an import of the author's
            if len(made) <= before + 1:  # Python adds its builtins
                _refuse(self._imports[name])
            self._found[name] = made
        return self._found[name]


def of(job: Job) -> Imported:
    """What the setup code of a job imports."""
    return Imported(job.setup_code, job.code, [file.name for file in job.files])


def _refuse(imports: Sequence[_Import]) -> NoReturn:
    packages = " or ".join(f"`{each.package}`" for each in imports)
    message = (
        f"the setup code imports {packages}, which is not there for tests: define what they use, or share the test"
    )
    raise NotOffered(message)


@lru_cache(maxsize=100)
def _read(setup_code: str) -> tuple[Mapping[str, Sequence[_Import]], frozenset[str]]:
    """The imports of each name that setup code imports, and the names that it defines."""
    imports: dict[str, list[_Import]] = {}
    for node in _own_nodes(ast.parse(setup_code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                imports.setdefault(alias.asname or alias.name.partition(".")[0], []).append(_import(node, alias))
    return imports, _bound(setup_code)


@lru_cache(maxsize=100)
def _bound(code: str) -> frozenset[str]:
    """The names that code gives something else at its top level than what it imports."""
    nodes = list(_own_nodes(ast.parse(code)))
    functions = {node.name for node in nodes if isinstance(node, _SCOPES)}
    return frozenset(functions.union(node.id for node in nodes if _is_bound(node)))


def _is_bound(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _import(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> _Import:
    if isinstance(node, ast.Import):
        package, alone = alias.name, ast.Import([alias])
        return _Import(package.partition(".")[0], compile(ast.unparse(alone), "<setup>", "exec"))
    one = ast.ImportFrom(node.module, [alias], node.level)
    return _Import((node.module or "").partition(".")[0], compile(ast.unparse(one), "<setup>", "exec"))


def _own_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a module's own flow: not those inside its functions, classes and expressions."""
    for child in ast.iter_child_nodes(tree):
        yield child
        if not isinstance(child, (*_SCOPES, ast.expr)) or isinstance(child, ast.Tuple | ast.List | ast.Starred):
            yield from _own_nodes(child)
