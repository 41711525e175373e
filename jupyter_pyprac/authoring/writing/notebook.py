"""An assignment as a notebook."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from grader_service.contract import Limits
from jupyter_pyprac.authoring.draft import slug_of
from jupyter_pyprac.authoring.writing import tests, texts
from jupyter_pyprac.authoring.writing.made import Made
from jupyter_pyprac.model import Assignment

PYTHON = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def written(each: Assignment, name: str, position: int, files: Sequence[Any]) -> dict[str, Any]:
    """The notebook of an assignment, in Jupyter's format 4.5.

    `name` is its file's, `position` its place in the course (from 1), `files` what it says of its data files.
    """
    opening, titled = texts.opening(each.title, each.handout)
    said = {
        "slug": each.slug if each.slug != slug_of(name) else None,
        "title": each.title if not titled else None,
        "topic": each.topic or None,
        "order_number": each.order_number if each.order_number != position else None,
        "limits": limits(each.limits) or None,
        "environment": each.environment if each.environment != "python" else None,
        "files": list(files) or None,
        "released_at": each.released_at,
        "due_at": each.due_at,
    }
    own = {name: value for name, value in msgspec.to_builtins(said).items() if value is not None}
    return {
        "cells": numbered([*opening, *rest(each)]),
        "metadata": {**PYTHON, "pyprac": own} if own else PYTHON,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def limits(given: Limits) -> dict[str, float]:
    """What is not as it would be without."""
    own = {"seconds": given.seconds, "memory_mb": given.memory_mb}
    return {name: value for name, value in own.items() if value != getattr(Limits(), name)}


def rest(each: Assignment) -> Iterator[Made]:
    """The cells below the handout."""
    programs = {"setup": each.setup_code, "starter": each.starter_code, "solution": each.solution}
    yield from (texts.program(role, text) for role, text in programs.items() if text)
    yield from tests.made(each.tests)
    yield from (texts.wrong(wrong.name, wrong.code) for wrong in each.wrong_solutions)
    yield from map(texts.hint, each.hints)


def numbered(made: Sequence[Made]) -> list[dict[str, Any]]:
    """The cells as a notebook holds them, each under a name of its own."""
    seen: Counter[str] = Counter()
    found = []
    for cell in made:
        seen[cell.name] += 1
        count = seen[cell.name]
        found.append(cell.raw(f"{cell.name}-{count}" if count > 1 else cell.name))
    return found
