"""Notebooks of other tools, cell by cell."""

import json

import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.faults import Refused


def cell(kind, text, outputs=(), **metadata):
    """A cell of a notebook."""
    made = {"cell_type": kind, "source": text.splitlines(keepends=True), "metadata": metadata}
    return made | ({"outputs": list(outputs), "execution_count": None} if kind == "code" else {})


def markdown(text):
    return cell("markdown", text)


def code(text):
    return cell("code", text)


def nbgrader(kind, text, *flags, schema=3, **more):
    """A cell with nbgrader's metadata, its flags `grade`, `solution`, `locked`, `task`."""
    marks = {name: name in flags for name in ("grade", "solution", "locked", "task")}
    return cell(kind, text, nbgrader={**marks, "schema_version": schema, **more})


def answer(text, grade_id="answer", **more):
    return nbgrader("code", text, "solution", grade_id=grade_id, **more)


def graded(text, grade_id="tests", points=1, **more):
    return nbgrader("code", text, "grade", "locked", grade_id=grade_id, points=points, **more)


def written(folder, *cells, name="01-task.ipynb", **metadata):
    """A folder with that notebook in it."""
    data = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}
    (folder / name).write_text(json.dumps(data))
    return folder


def load(folder, *cells, **metadata):
    """The course and its one assignment."""
    found = source.load(written(folder, *cells, **metadata))
    return found, found.assignments[0]


def reasons(folder, *cells, **metadata):
    """Why that notebook is refused."""
    with pytest.raises(Refused) as refused:
        load(folder, *cells, **metadata)
    assert {reason.source for reason in refused.value.reasons} == {"01-task.ipynb"}
    return [reason.reason for reason in refused.value.reasons]


def raw(text):
    return cell("raw", text)


def question(name, *cells, **settings):
    """The cells of an Otter question in their block; settings become lines of YAML."""
    lines = [f"name: {name}", *(f"{key}: {json.dumps(value)}" for key, value in settings.items())]
    return [raw("# BEGIN QUESTION\n" + "\n".join(lines)), *cells, raw("# END QUESTION")]


def block(kind, *cells):
    """Cells between the boundaries of a block."""
    return [raw(f"# BEGIN {kind}"), *cells, raw(f"# END {kind}")]


def case(text, result="", printed=""):
    """A test cell with what was saved below it."""
    outputs = []
    if printed:
        outputs.append({"output_type": "stream", "name": "stdout", "text": printed.splitlines(keepends=True)})
    if result:
        outputs.append({"output_type": "execute_result", "data": {"text/plain": [result]}, "metadata": {}})
    return cell("code", text, outputs)


def solved(*codes):
    """A block of solutions."""
    return block("SOLUTION", *map(code, codes))


def config(text=""):
    return raw(f"# ASSIGNMENT CONFIG\n{text}")
