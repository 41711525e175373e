"""Courses of one assignment, and the way through the gate with real graders or a fake one."""

import json
from contextlib import nullcontext

import pytest

from grader_service import contract
from jupyter_pyprac.authoring import bundle, source
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.authoring.gate import through_gate


def course(**fields):
    task = {"slug": "task", "title": "Task", "handout": "Do it.", **fields}
    faults = []
    found = bundle.build(
        {"format": bundle.FORMAT, "course": {"slug": "c", "title": "C"}, "assignments": [task]}, faults
    )
    assert not faults
    return found


def notebook(folder, handout, *cells, **metadata):
    """The course of one notebook with a handout and cells of code; its metadata `pyprac` may hold more."""
    kinds = ["markdown", *["code"] * len(cells)]
    written = [
        {"cell_type": kind, "source": text, "metadata": {}} for kind, text in zip(kinds, [handout, *cells], strict=True)
    ]
    path = folder / "01-task.ipynb"
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"pyprac": metadata}, "cells": written}
    path.write_text(json.dumps(content))
    return source.load(path)


def through(given, grade, *, threads=1, ended=lambda: None, thorough=False):
    """The bundle after the gate with a grader that is nothing but a function."""
    return through_gate(
        given, lambda: nullcontext(grade), threads=threads, stage=lambda *_: nullcontext(ended), thorough=thorough
    )


def sentences(pass_gate, *arguments, **options):
    """What is to be mended."""
    with pytest.raises(Refused) as refused:
        pass_gate(*arguments, **options)
    return [reason.reason for reason in refused.value.reasons]


def verdict(assignment, *statuses, error=None):
    """A verdict with these statuses of the tests; the last one is that of all further tests."""
    every = [statuses[min(number, len(statuses) - 1)] for number in range(len(assignment.tests))]
    tests = tuple(
        contract.TestResult(
            test.name, status, 0, 1, hidden=test.hidden, call=test.call, expected=test.expected, actual="7"
        )
        for test, status in zip(assignment.tests, every, strict=True)
    )
    correct = {*every} == {"passed"}
    status = "error" if error else "passed" if correct else "failed"
    return contract.Verdict(status, correct, 0, 1, error=error, tests=tests)
