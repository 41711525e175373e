"""Test methods and functions in a teacher's code: found without running it, and the code cut down to one of them.

So each is a test with points, a name and a result of its own, known before anything runs.
"""

import ast
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeGuard

Function = ast.FunctionDef | ast.AsyncFunctionDef
_CASE: Final = "TestCase"
NAME_LENGTH: Final = 200


class Item(NamedTuple):
    """One test method or function; `owner` is the class it belongs to."""

    function: Function
    owner: ast.ClassDef | None = None

    @property
    def title(self) -> str:
        """What a person reads: the first line of its docstring, else its name, as `TestSearch.test_finds_it`."""
        told = (ast.get_docstring(self.function) or "").strip().partition("\n")[0].strip()
        own = f"{self.owner.name}.{self.function.name}" if self.owner else self.function.name
        return (told or own)[:NAME_LENGTH]


class Part(NamedTuple):
    """The code of one item alone; `lines` says where each of its lines was, counted from 1."""

    title: str
    code: str
    lines: tuple[int, ...]


def items(tree: ast.Module) -> list[Item]:
    """The items at the top level of a test's code and in its classes, in their order."""
    cases: set[str] = set()
    found: list[Item] = []
    for node in tree.body:
        if _is_test(node):
            found.append(Item(node))
        elif isinstance(node, ast.ClassDef) and _holds_tests(node, cases):
            cases.add(node.name)
            found += [Item(each, node) for each in node.body if _is_test(each)]
    return found


def _is_test(node: ast.stmt) -> TypeGuard[Function]:
    return isinstance(node, Function) and node.name.startswith("test")


def is_case(node: ast.stmt) -> bool:
    """Whether a statement is a class that names a TestCase as its base."""
    return isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith(_CASE) for base in node.bases)


def _holds_tests(node: ast.ClassDef, cases: set[str]) -> bool:
    bases = [ast.unparse(base) for base in node.bases]
    return is_case(node) or any(base in cases for base in bases) or (not bases and node.name.startswith("Test"))


def split(code: str) -> list[Part]:
    """The parts that the code is cut into; none where it has no items, or they cannot be told apart by reading."""
    tree = ast.parse(code)
    every = items(tree)
    if not every or not _is_simple(tree, every):
        return []
    if len(every) == 1:
        return [Part(every[0].title, code, tuple(range(1, len(code.removesuffix("\n").split("\n")) + 1)))]
    parts = [_alone(code, each, every) for each in every]
    return parts if all(_is_alone(part.code) for part in parts) else []


def _is_simple(tree: ast.Module, every: list[Item]) -> bool:
    """Whether no class with items is inherited from, and no two items or classes have one name."""
    owners = [each.owner.name for each in every if each.owner]
    bases = {ast.unparse(base) for node in tree.body if isinstance(node, ast.ClassDef) for base in node.bases}
    names = [(each.owner.name if each.owner else "", each.function.name) for each in every]
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    return not bases.intersection(owners) and len(set(names)) == len(names) and len(set(classes)) == len(classes)


def _is_alone(code: str) -> bool:
    try:
        return len(items(ast.parse(code))) == 1
    except SyntaxError:
        return False


def _alone(code: str, kept: Item, every: list[Item]) -> Part:
    lines = code.split("\n")
    gone: set[int] = set()
    for node in _others(kept, every):
        gone |= _lines_of(node, lines)
    left = [number for number in range(1, len(lines) + 1) if number not in gone]
    filled = [place for place, number in enumerate(left) if lines[number - 1].strip()]
    left = left[filled[0] : filled[-1] + 1]
    return Part(kept.title, "\n".join(lines[number - 1] for number in left) + "\n", tuple(left))


def _others(kept: Item, every: list[Item]) -> Iterator[ast.ClassDef | Function]:
    """What goes: the other items, and classes that hold nothing else."""
    for each in every:
        if each.owner and each.owner is not kept.owner:
            yield each.owner
        elif each is not kept:
            yield each.function


def _lines_of(node: ast.ClassDef | Function, lines: list[str]) -> set[int]:
    """The lines of a definition with its decorators, the comment right above it and the blank lines before."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    while first > 1 and lines[first - 2].strip().startswith("#"):
        first -= 1
    while first > 1 and not lines[first - 2].strip():
        first -= 1
    return set(range(first, (node.end_lineno or node.lineno) + 1))


def names_bound(tree: ast.Module) -> frozenset[str]:
    """The names that a test's code itself gives at its top level: those of a submission never take their place."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            from_submission = isinstance(node, ast.ImportFrom) and node.module == "submission"
            names |= set() if from_submission else {(a.asname or a.name).partition(".")[0] for a in node.names}
        elif isinstance(node, ast.ClassDef | Function):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return frozenset(names)
