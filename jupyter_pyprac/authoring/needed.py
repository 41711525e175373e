"""The files beside a notebook that its code needs: modules that it imports, and data files that it names.

What such a module imports or names in turn is needed too.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from jupyter_pyprac.authoring.images import LoadFile
from jupyter_pyprac.authoring.pytext import parsed

NAME_LENGTH = 100
PACKAGE = "/__init__.py"


class Needed(NamedTuple):
    """The files that are there, by their path from the notebook, and the packages that code and modules import."""

    files: dict[str, bytes]
    packages: set[str]


def needed(sources: Iterable[str], load: LoadFile) -> Needed:
    """What these programs need; `load` gives files beside the notebook, and is asked for each once."""
    waiting, asked = list(sources), set[str]()
    files: dict[str, bytes] = {}
    every: set[str] = set()
    while waiting:
        nodes = list(nodes_of(waiting.pop()))
        imported = {name for node in nodes if isinstance(node, ast.stmt) for name in packages(node)}
        every |= imported
        modules = {f"{name}{ending}" for name in imported for ending in (".py", PACKAGE)}
        for name in sorted((modules | file_names(nodes)) - asked):
            asked.add(name)
            content = load(name)
            if content is None:
                continue
            files[name] = content
            if name.endswith(".py") and not in_folder(name):
                waiting.append(content.decode("utf-8-sig", "replace"))
    return Needed(dict(sorted(files.items())), every)


def in_folder(name: str) -> str | None:
    """Why a file that is needed cannot come along, as programs have their files beside them; None for any other."""
    if name.endswith(PACKAGE):
        told = (
            "is a folder of modules and does not come along: put what is needed of it into one file beside the notebook"
        )
        return f"{name.removesuffix(PACKAGE):.80} {told}"
    told = f"{name:.80} lies in a folder and does not come along: put it beside the notebook and name it so"
    return told if PurePath(name).name != name else None


def nodes_of(source: str) -> Iterator[ast.AST]:
    """All of a program's tree; nothing of a text that is none."""
    tree = parsed(source)
    return ast.walk(tree) if isinstance(tree, ast.Module) else iter(())


def packages(node: ast.stmt) -> set[str]:
    """The packages that an import names."""
    if isinstance(node, ast.Import):
        return {each.name.partition(".")[0] for each in node.names}
    return {(node.module or ".").partition(".")[0]} if isinstance(node, ast.ImportFrom) else set()


def file_names(nodes: Iterable[ast.AST]) -> set[str]:
    """The strings that may name a file."""
    strings = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in strings if is_file_name(text)}


def is_file_name(text: str) -> bool:
    """Whether a string in a program may name a file that it reads."""
    return len(text) <= NAME_LENGTH and text.isprintable() and bool(PurePath(text).suffix) and text == text.strip()
