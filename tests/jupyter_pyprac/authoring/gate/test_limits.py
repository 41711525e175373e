"""Limits leave room for three times what the solution needs, or the figure is told and what to set."""

import re

import pytest

from jupyter_pyprac.cli import check
from tests.jupyter_pyprac.authoring.gate.making import course, notebook, through, verdict

BUSY = "import time\nwhile time.process_time() < {}: pass\ndef f(n):\n    return n + 1\n"
LARGE = "def f(n):\n    held = bytearray({} * 2**20)\n    return n + 1\n"
TESTS = [{"call": "f(1)", "expected": "2"}, {"call": "f(2)", "expected": "3", "hidden": True, "message": "Own."}]


def notes(solution, **limits):
    found = check.checked(course(solution=solution, tests=TESTS, limits=limits))
    return found.notes.get("task", ())


def test_a_solution_that_has_room_is_not_talked_about():
    assert notes(LARGE.format(20), seconds=2, memory_mb=128) == ()


def test_a_limit_on_time_that_leaves_no_room_is_named_with_what_to_set_also_where_loading_takes_it():
    (told,) = notes(BUSY.format(0.4), seconds=1, memory_mb=128)
    assert "processor time where 1 s are allowed: set `seconds` in `limits` to" in told
    needed, to_set = re.search(r"needs (.*) s of .* to (\d+) or more", told).groups()
    assert 0.3 < float(needed) <= 1
    assert 1 <= int(to_set) <= 3


def test_a_limit_on_memory_that_leaves_no_room_is_named_with_what_to_set():
    (told,) = notes(LARGE.format(40), seconds=2, memory_mb=64)
    assert "memory where 64 MB are allowed: set `memory_mb` in `limits` to" in told
    needed, to_set = re.search(r"needs (\d+) MB of .* to (\d+) or more", told).groups()
    assert 30 <= int(needed) <= 45
    assert int(to_set) == 128


@pytest.mark.parametrize(
    ("name", "needed", "told"),
    [
        ("seconds", 1.37, "1.4 s of processor time where 2 s are allowed: set `seconds` in `limits` to 5 or more"),
        ("memory_mb", 200, "203 MB of memory where 256 MB are allowed: set `memory_mb` in `limits` to 640 or more"),
    ],
)
def test_what_is_needed_is_found_by_halving(name, needed, told):
    def grade(assignment, code):
        passes = code.startswith("right") and getattr(assignment.limits, name) >= needed
        return verdict(assignment, "passed" if passes else "failed")

    found = through(course(solution="right", tests=TESTS), grade)
    assert found.notes["task"] == (f"the solution needs {told}",)


def test_of_a_notebook_its_metadata_is_named(tmp_path):
    def grade(assignment, code):
        return verdict(assignment, "passed" if code.startswith("right") and assignment.limits.seconds > 1 else "failed")

    given = notebook(tmp_path, "# T\n\nDo it.", "#| solution\nright", "#| tests\nassert f(1) == 2")
    (*_, told) = through(given, grade).notes["task"]
    assert told.startswith("notebook metadata: the solution needs 1.")
