"""Tests that replace or delete what the submission defines, as one namespace for all lets them in a notebook.

Elsewhere a name of the test is the test's alone, so such a name is written as an attribute of the submission.
"""

import ast
from collections.abc import Iterator

from jupyter_pyprac.authoring.pytext import Syntax, parsed

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def rebound(code: str, solution: str) -> str:
    """The test's code, with `submission.` before each function and class of the solution that it sets or deletes."""
    test, program = parsed(code), parsed(solution)
    if isinstance(test, Syntax) or isinstance(program, Syntax) or not isinstance(program, ast.Module):
        return code
    own = {node.name for node in program.body if isinstance(node, Definition)}
    wanted = own & set(bindings(test))
    return written(code, test, wanted) if wanted else code


def bindings(tree: ast.AST) -> Iterator[str]:
    """The names that code sets, defines or deletes outside its functions and classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        if isinstance(node, Definition):
            yield node.name
        if not isinstance(node, INNER):
            yield from bindings(node)


def written(code: str, tree: ast.AST, wanted: set[str]) -> str:
    """The code with each use of the names as an attribute; a definition hands its name over below it."""
    lines = [line.encode() for line in code.split("\n")]
    places = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in wanted]
    for node in sorted(places, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        before, name = lines[node.lineno - 1][: node.col_offset], lines[node.lineno - 1][node.col_offset :]
        if name.startswith(node.id.encode()):  # Python 3.11 misplaces what stands in an f-string
            lines[node.lineno - 1] = before + b"submission." + name
    found = [node for node in ast.walk(tree) if isinstance(node, Definition) and node.name in wanted]
    for each in sorted(found, key=lambda node: node.end_lineno or 0, reverse=True):
        handed = f"{' ' * each.col_offset}submission.{each.name} = {each.name}"
        lines.insert(each.end_lineno or 0, handed.encode())
    return b"\n".join(lines).decode()
