"""Cells that are about to be written, and the lines that say what they are."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jupyter_pyprac.authoring import options
from jupyter_pyprac.authoring.lines import NotebookFault, of_cell
from jupyter_pyprac.authoring.options import PYTHON

AS_IT_IS = "#| ---"


class Made(NamedTuple):
    """A cell: its type, what it is called, its text, and the images attached to it, each by its type as base64."""

    type: str
    name: str
    source: str
    attachments: Mapping[str, Mapping[str, str]] = {}

    def raw(self, name: str = "") -> dict[str, Any]:
        """The cell as a notebook holds it, under a name that no other cell has."""
        *lines, last = self.source.split("\n")
        attached = {"attachments": dict(self.attachments)} if self.attachments else {}
        run: dict[str, Any] = {"execution_count": None, "outputs": []} if self.type == "code" else {}
        source = [*(f"{line}\n" for line in lines), last]
        return {**attached, "cell_type": self.type, "id": name or self.name, "metadata": {}, **run, "source": source}


def code(role: str, given: Mapping[str, Any], text: str, *, plain: bool = False) -> Made:
    """A code cell with a role, its options and what it holds; `plain`: taken as it is."""
    lines = [f"#| {role}"]
    for name, value in given.items():
        lines += option(name, value)
    lines += [AS_IT_IS] if plain else []
    lines += [text.removesuffix("\n")] if text else []
    return Made("code", "wrong" if role.startswith("wrong ") else role.replace(" ", "-"), "\n".join(lines))


def option(name: str, value: Any) -> list[str]:  # noqa: ANN401  a number, a switch or a text
    """The lines of an option, in the first form that is read as its value; the last one always is."""
    every = list(forms(name, value))
    return next((lines for lines in every if read(lines) == {name: value}), every[-1])


def read(lines: list[str]) -> dict[str, Any] | None:
    """What the reader makes of options; None where it finds fault with them."""
    faults: list[NotebookFault] = []
    found = options.of_lines(of_cell("\n".join(lines), 1), "tests", faults)
    return None if faults else {name: value for name, (value, _) in found.items()}


def forms(name: str, value: Any) -> Iterator[list[str]]:  # noqa: ANN401  as above
    """The lines that an option may be, the pleasant ones first."""
    if not isinstance(value, str):
        whole = isinstance(value, float) and value.is_integer()
        yield [f"#| {name}: {json.dumps(int(value) if whole else value)}"]
        return
    lines = value.removesuffix("\n").split("\n")
    if len(lines) == 1:
        yield [f"#| {name}: {lines[0]}"]
    else:
        for style in ("|", "|-", "|2", "|2-"):
            block = [f"#|   {line}" for line in lines]
            yield [f"#| {name}: {style}", *(line.rstrip() for line in block)]
            yield [f"#| {name}: {style}", *block]
    if name not in PYTHON:
        yield [f"#| {name}: {json.dumps(value, ensure_ascii=False)}"]
