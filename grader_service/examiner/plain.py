"""Which jobs run no code of their author: those an examiner may judge one after the other."""

import ast
import builtins
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from grader_service.contract import Test

HARMLESS: Final = frozenset(
    {"abs", "all", "any", "bool", "dict", "float", "int", "len", "list", "max", "min", "round", "set", "sorted", "str",
     "sum", "tuple"}
)  # fmt: skip
"""Builtins that do nothing but make a value of one."""

_PARTS: Final = (
    ast.Constant, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.keyword, ast.Load, ast.Subscript, ast.Slice,
    ast.BinOp, ast.UnaryOp, ast.Compare, ast.operator, ast.unaryop, ast.cmpop,
)  # fmt: skip


def is_plain(tests: Iterable[Test], setup_code: str = "") -> bool:
    """Whether all tests are scripts, or expressions of calls, literals and operators; what setup imports runs here."""
    return "import" not in setup_code and all(
        test.kind == "stdin" or (test.kind == "call" and _is_plain_call(test.call or "")) for test in tests
    )


@lru_cache(maxsize=10_000)
def _is_plain_call(text: str) -> bool:
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return all(map(_is_plain_node, ast.walk(tree)))


def _is_plain_node(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name)
    if isinstance(node, ast.Name):
        return node.id in HARMLESS or (node.id not in vars(builtins) and not node.id.startswith("__"))
    return isinstance(node, _PARTS)


def takes_its_own(test: Test) -> bool:
    """Whether a test has a process to itself."""
    return test.shared or test.kind == "stdin"
