"""A file of tests that imports the student's module by its name, as tests of a submission."""

import ast
import re
from collections.abc import Collection, Iterator

from grader_service.kinds import OFFERED
from jupyter_pyprac.authoring.lines import Line, Lines, joined
from jupyter_pyprac.authoring.pytext import parsed
from jupyter_pyprac.authoring.testcells import Written

MODULE = "submission"
MARKS = "pytest.mark"
PAIR = 2


def whole(lines: Lines) -> list[Written]:
    """The file as the one test that it is where it has no methods or functions to tell apart."""
    return [Written({"code": joined(lines)}, lines)] if lines else []


def about_submission(lines: Lines, modules: Collection[str], notes: list[str]) -> Lines:
    """The lines as they can be run apart from a submission, which takes the place of those modules."""
    tree = parsed(joined(lines))
    if not isinstance(tree, ast.Module):
        return lines
    written = list(lines)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and names_one(node, modules):
            put(written, node, ast.unparse(renamed(node, modules)))
    marks = {ast.unparse(node.func if isinstance(node, ast.Call) else node): node for node in marks_of(tree)}
    for node in marks_of(tree):
        put(written, node, "", before=1)
    for node in exact_types(tree):
        put(written, node, as_instance(node))
    if marks:
        notes.append(f"{', '.join(sorted(marks))} means nothing here and was left out")
    return tuple(written)


def names_one(node: ast.Import | ast.ImportFrom, modules: Collection[str]) -> bool:
    """Whether a statement imports one of the modules, or from it."""
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").rpartition(".")[2] in modules
    return any(each.name in modules for each in node.names)


def renamed(node: ast.Import | ast.ImportFrom, modules: Collection[str]) -> ast.stmt:
    """The statement with the submission in the place of a module."""
    if isinstance(node, ast.ImportFrom):
        return ast.ImportFrom(MODULE, node.names, 0)
    names = [ast.alias(MODULE, each.asname or each.name) if each.name in modules else each for each in node.names]
    return ast.Import(names)


def marks_of(tree: ast.Module) -> Iterator[ast.expr]:
    """Decorators that mark tests for a runner which is not here."""
    for node in ast.walk(tree):
        for each in node.decorator_list if isinstance(node, ast.FunctionDef | ast.ClassDef) else ():
            name = ast.unparse(each.func if isinstance(each, ast.Call) else each)
            owner, _, mark = name.rpartition(".")
            if owner == MARKS and mark not in OFFERED[MARKS]:
                yield each


def exact_types(tree: ast.Module) -> Iterator[ast.Call]:
    """Comparisons of the class of a caught exception, which apart from the submission is only known by its bases."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "self.assertEqual":
            compared = [ast.unparse(each) for each in node.args]
            if len(compared) == PAIR and re.fullmatch(r"type\(\w+\.exception\)", compared[0]):
                yield node


def as_instance(node: ast.Call) -> str:
    """The same asked with `isinstance`."""
    caught = ast.unparse(node.args[0]).removeprefix("type(").removesuffix(")")
    return f"self.assertIsInstance({caught}, {ast.unparse(node.args[1])})"


def put(lines: list[Line], node: ast.stmt | ast.expr, text: str, before: int = 0) -> None:
    """Write a text over a piece of code; lines it needs no longer stay, empty, so that every line keeps its number.

    `before` is how many signs in front of it go with it.
    """
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    head = lines[first].text.encode()[: node.col_offset - before].decode()
    tail = lines[last].text.encode()[node.end_col_offset or 0 :].decode()
    for index in range(first, last + 1):
        lines[index] = lines[index]._replace(text="")
    lines[first] = lines[first]._replace(text=(head + text + tail).rstrip())
