"""The blocks of an Otter Assign notebook: raw cells, or fenced pieces of Markdown, that open and close them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from jupyter_pyprac.authoring import cells
from jupyter_pyprac.authoring.lines import Line, Lines, NotebookFault, joined, of_cell, trimmed

BOUNDARY = re.compile(r"#\s+(?P<edge>begin|end)\s+(?P<kind>question|prompt|solution|tests)\s*+", re.IGNORECASE)
CONFIG = re.compile(r"#\s+assignment\s+config\s*+", re.IGNORECASE)
IGNORED = re.compile(r"(?:##\s*ignore\s*##.*|#\s*ignore\s*+)", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:#\s*)?BEGIN (?:QUESTION|ASSIGNMENT)\s*+")
FENCE = "```"
Block: TypeAlias = Literal["", "question", "prompt", "solution", "tests"]


class Piece(NamedTuple):
    """A cell, or a part of one: its number, its type, its lines, and the whole cell."""

    number: int
    type: str
    lines: Lines
    raw: Mapping[str, Any]

    @property
    def first(self) -> str:
        """The first line that says something."""
        return self.lines[0].text.strip() if self.lines else ""


class Placed(NamedTuple):
    """A piece and the block it is in; the piece that opened the question, if it is in one."""

    piece: Piece
    block: Block
    question: Piece | None


def pieces(raw: Mapping[str, Any], number: int) -> Iterator[Piece]:
    """The cell, or the parts of a Markdown cell with fences between them."""
    lines = of_cell(cells.source_of(raw), number)
    kind = str(raw["cell_type"])
    start, fenced = 0, False
    for index, line in enumerate(lines if kind == "markdown" else ()):
        mark = line.text.strip()
        if mark == ("```" if fenced else "```otter"):
            yield Piece(number, "raw" if fenced else kind, trimmed(lines[start:index]), raw)
            start, fenced = index + 1, not fenced
    yield Piece(number, kind, trimmed(lines[start:]), raw)


def is_marked(piece: Piece) -> bool:
    """Whether Otter Assign has something to say in a piece."""
    return piece.type == "raw" and bool(BOUNDARY.fullmatch(piece.first) or CONFIG.fullmatch(piece.first))


def elsewhere(piece: Piece) -> Iterator[Line]:
    """The boundaries in cells that are not raw: at their beginning, or of a fence, as in version 0 and in jassign."""
    for index, line in enumerate(piece.lines if piece.type != "raw" else ()):
        begins = index == 0 or piece.lines[index - 1].text.strip() == FENCE
        if begins and ELSEWHERE.fullmatch(line.text.strip()):
            yield line


def placed(found: list[Piece], faults: list[NotebookFault]) -> Iterator[Placed]:
    """The pieces that are no boundaries, each in its block; what opens or closes wrongly goes to `faults`."""
    question: Piece | None = None
    opened: Piece | None = None
    block: Block = ""
    for piece in found:
        match = BOUNDARY.fullmatch(piece.first) if piece.type == "raw" else None
        if match is None:
            if piece.lines and not IGNORED.fullmatch(piece.first):
                yield Placed(piece, block or ("question" if question else ""), question)
            continue
        begins, kind = match["edge"].lower() == "begin", match["kind"].lower()
        told = misplaced(kind, block, begins=begins, inside=question is not None)
        if told:
            faults.append(NotebookFault(piece.lines[0].where, told))
            if kind != "question" and question is None:
                continue
        if kind == "question":
            question, opened, block = (piece, piece, "") if begins else (None, None, "")
            if begins:
                yield Placed(piece, "question", question)
        else:
            block, opened = (block_of(kind), piece) if begins else ("", question)
    if opened:
        told = f"{opened.first.strip('# ')} without an END below it"
        faults.append(NotebookFault(opened.lines[0].where, told))


def block_of(kind: str) -> Block:
    """A word as the block it names."""
    return "prompt" if kind == "prompt" else "solution" if kind == "solution" else "tests"


def misplaced(kind: str, block: str, *, begins: bool, inside: bool) -> str:
    """Why a boundary cannot be where it is; empty where it can."""
    word = kind.upper()
    if kind == "question":
        if begins:
            return "BEGIN QUESTION inside a question that is still open" if inside else ""
        if block:
            return f"END QUESTION while its block of {block.upper()} is still open"
        return "" if inside else "END QUESTION without a BEGIN"
    if not inside:
        return f"{'BEGIN' if begins else 'END'} {word} outside a question"
    if begins:
        return f"BEGIN {word} inside a block of {block.upper()} that is still open" if block else ""
    return "" if block == kind else f"END {word} without a BEGIN"


def config(lines: Lines, faults: list[NotebookFault]) -> dict[str, Any]:
    """What lines of YAML say; nothing after noting that they are none."""
    import yaml  # type: ignore[import-untyped]  # noqa: PLC0415  untyped, and only who needs it waits for it

    try:
        found = yaml.safe_load(joined(lines))
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.line if error.problem_mark else 0
        faults.append(NotebookFault(line_at(lines, at).where, f"is not YAML: {error.problem or 'it cannot be read'}"))
        return {}
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
        faults.append(NotebookFault(lines[0].where, f"is not YAML: {type(error).__name__}"))
        return {}
    if found is None or isinstance(found, dict):
        return {str(name): value for name, value in (found or {}).items() if isinstance(name, str)}
    faults.append(NotebookFault(lines[0].where, "must hold `name: value` lines"))
    return {}


def line_at(lines: Lines, index: int) -> Line:
    """The line of that index, or the last."""
    return lines[min(index, len(lines) - 1)]
