"""A cell of asserts with imports and set-up beside them, cut into tests of one assert each.

It is cut only where the asserts cannot depend on each other: set-up is an import, or names that get plain values,
such as `data = [1, 2]` or `numbers = np.array(data)`. What the submission returns, or changes, may differ by then.
"""

import ast
import builtins
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias, TypeGuard

from grader_service.items import names_bound

Setup: TypeAlias = ast.Import | ast.ImportFrom | ast.Assign


class Cut(NamedTuple):
    """One assert, and the set-up before it."""

    check: ast.Assert | ast.Expr
    setup: tuple[ast.stmt, ...]

    @property
    def needs_setup(self) -> bool:
        """Whether the assert uses a name that the set-up gives."""
        return needs(self.check, self.setup)


def cut(statements: Sequence[ast.stmt]) -> Iterator[Cut]:
    """Each assert of statements that hold nothing which `uncut` names."""
    for place, statement in enumerate(statements):
        if is_check(statement):
            yield Cut(statement, tuple(each for each in statements[:place] if not is_check(each)))


def needs(node: ast.AST, setup: Sequence[ast.stmt]) -> bool:
    """Whether a piece of code uses a name that the set-up gives."""
    given = names_bound(ast.Module([*setup], []))
    return "*" in given or bool(given & used(node))


def is_import_of_submission(statement: ast.stmt) -> bool:
    """Whether it brings in names that tests have anyway."""
    return isinstance(statement, ast.ImportFrom) and statement.module == "submission"


def is_check(statement: ast.stmt) -> TypeGuard[ast.Assert | ast.Expr]:
    """Whether a statement is an assert, or a call that does the same, such as `np.testing.assert_allclose(...)`."""
    return isinstance(statement, ast.Assert) or (isinstance(statement, ast.Expr) and is_assertion(statement.value))


def is_assertion(node: ast.AST) -> bool:
    """Whether it calls a function that asserts."""
    called = node.func if isinstance(node, ast.Call) else None
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    return name.startswith(("assert", "fail"))


def uncut(statements: Sequence[ast.stmt]) -> ast.stmt | None:
    """The first statement that keeps the asserts together; None where they can be cut apart."""
    own: set[str] = set()
    for statement in statements:
        if is_check(statement):
            continue
        if not is_setup(statement, own):
            return statement
        own |= names_bound(ast.Module([statement], []))
    return None


def is_setup(statement: ast.stmt, own: set[str]) -> bool:
    """Whether a statement gives names and runs nothing but what is Python's own or in `own`."""
    if not isinstance(statement, Setup):
        return False
    if not isinstance(statement, ast.Assign):
        return "submission" not in names_bound(ast.Module([statement], []))
    names = all(isinstance(target, ast.Name) for target in statement.targets)
    return names and used(statement.value) <= own | set(dir(builtins)) | made_inside(statement.value)


def used(node: ast.AST) -> set[str]:
    """The names that a piece of code reads."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}


def made_inside(node: ast.AST) -> set[str]:
    """The names that an expression gives itself: those of its loops and parameters."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load)}
    return names | {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
