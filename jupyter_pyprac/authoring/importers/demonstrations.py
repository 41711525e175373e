"""Cells that show something going wrong: a notebook runs the next one all the same, a program ends there."""

import ast
from collections.abc import Mapping
from typing import Any

from grader_service.items import names_bound
from jupyter_pyprac.authoring.cells import tags_of
from jupyter_pyprac.authoring.lines import Lines, joined
from jupyter_pyprac.authoring.pytext import parsed

TAG = "raises-exception"
"""With which Jupyter itself goes on after a cell that fails."""

KERNEL = "IPython"
"""What a notebook asks for its version, and a program does not have."""


def why_left_out(raw: Mapping[str, Any], lines: Lines) -> str:
    """Why a cell that nobody has to answer cannot be part of a program; empty where it can."""
    tree = parsed(joined(lines))
    if not isinstance(tree, ast.Module):
        return "is not valid Python"
    if TAG in tags_of(raw):
        return f"is tagged {TAG}"
    if names_bound(tree) == {KERNEL}:
        return f"asks for {KERNEL}"
    return "ended with an error when it was saved" if stopped(raw) and not names_bound(tree) else ""


def stopped(raw: Mapping[str, Any]) -> bool:
    """Whether the outputs saved below a cell end in an error."""
    outputs = raw.get("outputs")
    last = outputs[-1] if isinstance(outputs, list) and outputs else None
    return isinstance(last, dict) and last.get("output_type") == "error"


def told(number: int, why: str) -> str:
    """The note about a cell that is left out."""
    return f"cell {number} {why} and was left out, as no program goes on after it"
