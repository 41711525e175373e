"""The cells and metadata of a notebook's text, of any format version that Jupyter reads.

Formats of version 4, all that is written since 2015, are read here: importing nbformat takes longer than
reading a whole course, so that only older notebooks wait for it. Outputs, however large, are not looked at.
"""

import json
from typing import Any, NamedTuple

from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.authoring.jsontext import parse
from jupyter_pyprac.authoring.lines import NotebookFault

FORMAT = 4


class Notebook(NamedTuple):
    """The cells in order, and the notebook's own metadata."""

    cells: list[dict[str, Any]]
    metadata: dict[str, Any]


def read(raw: bytes, faults: list[NotebookFault]) -> Notebook | None:
    """The notebook in a file's bytes; None after noting why it is none that can be imported."""
    try:
        data = parse(raw)
    except Refused as error:
        faults.append(NotebookFault("", str(error)))
        return None
    if not isinstance(data, dict) or not isinstance(data.get("nbformat"), int):
        faults.append(NotebookFault("", "is not a notebook"))
        return None
    if data["nbformat"] > FORMAT:
        told = (
            f"is a notebook of format {data['nbformat']}, which is newer than {FORMAT}: save it from an older Jupyter"
        )
        faults.append(NotebookFault("", told))
        return None
    current = data if data["nbformat"] == FORMAT else upgraded(data)
    return checked(current, faults)


def upgraded(data: dict[str, Any]) -> Any:  # noqa: ANN401  nbformat's own mapping, checked by the caller
    """A notebook of an older format in the current one; None where nbformat cannot make sense of it."""
    import nbformat  # noqa: PLC0415  see above

    try:
        return nbformat.reads(json.dumps(data), FORMAT)  # type: ignore[no-untyped-call]  # nbformat has no types
    except (nbformat.ValidationError, ValueError, KeyError, AttributeError, TypeError, IndexError):
        return None


def checked(data: Any, faults: list[NotebookFault]) -> Notebook | None:  # noqa: ANN401  unread JSON
    """The notebook where its cells are cells and it is one of Python."""
    cells = data.get("cells") if isinstance(data, dict) else None
    metadata = data.get("metadata", {}) if isinstance(data, dict) else None
    if not isinstance(cells, list) or not isinstance(metadata, dict):
        faults.append(NotebookFault("", "is not a notebook that can be read: its list of cells is damaged"))
        return None
    for number, cell in enumerate(cells, start=1):
        if not is_cell(cell):
            faults.append(NotebookFault(f"cell {number}", "is damaged: it has no type or no source"))
    language = language_of(metadata)
    if language != "python":
        faults.append(NotebookFault("", f"is written for {language!r:.40}: only notebooks of Python can be imported"))
    return None if faults else Notebook(cells, metadata)


def is_cell(cell: object) -> bool:
    """Whether it has what makes a cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in {"code", "markdown", "raw"}:
        return False
    source = cell.get("source")
    return isinstance(source, str) or (isinstance(source, list) and all(isinstance(line, str) for line in source))


def language_of(metadata: dict[str, Any]) -> str:
    """The language of the notebook's kernel, in lower case; Python where the notebook names none."""
    for part, key in (("kernelspec", "language"), ("language_info", "name"), ("kernelspec", "name")):
        section = metadata.get(part)
        name = section.get(key) if isinstance(section, dict) else None
        if isinstance(name, str) and name:
            return "python" if name.lower() in {"python2", "python3", "ipython"} else name.lower()
    return "python"
