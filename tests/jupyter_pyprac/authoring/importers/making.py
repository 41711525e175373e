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
