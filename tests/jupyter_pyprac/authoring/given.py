"""A bundle of one assignment, and what its reader says of it."""

import json

import pytest

from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.authoring.faults import Refused


def course(**changes):
    assignment = {
        "slug": "search",
        "title": "Sequential search",
        "handout": "Find it.",
        "tests": [{"call": "search(42, (1, 42))", "expected": "1"}],
    }
    return {
        "format": "pyprac-course/1",
        "course": {"slug": "python-basics", "title": "Python basics"},
        "assignments": [assignment | changes],
    }


def read(data):
    return bundle.read(json.dumps(data).encode(), "course.json")


def reasons(data):
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(Refused) as refused:
        bundle.read(raw, "course.json")
    assert {reason.source for reason in refused.value.reasons} == {"course.json"}
    return [reason.reason for reason in refused.value.reasons]


def reasons_of_test(**test):
    return reasons(course(tests=[test]))
