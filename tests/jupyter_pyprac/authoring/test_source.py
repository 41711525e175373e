import json
import tracemalloc
from contextlib import contextmanager
from pathlib import Path

import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.authoring.writing import folder as writing

LARGE = 5 * 1024 * 1024
CELLS = [
    {"cell_type": "markdown", "metadata": {}, "source": "# Read it\n\nRead the file."},
    {"cell_type": "code", "metadata": {}, "source": "#| tests\nassert f(1) == 1"},
]


def fill(folder, count, metadata):
    """A course of so many notebooks."""
    folder.mkdir()
    (folder / "large.bin").write_bytes(bytes(LARGE))
    for number in range(count):
        notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {"pyprac": metadata}, "cells": CELLS}
        (folder / f"{number}-a{number}.ipynb").write_text(json.dumps(notebook))
    return folder


def test_a_data_file_of_many_assignments_is_in_memory_once_read_or_written(tmp_path):
    course = fill(tmp_path / "course", 40, {"files": ["large.bin"]})
    tracemalloc.start()
    try:
        found = source.load(course)
        writing.write(found, tmp_path / "again")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(found.assignments) == 40
    assert most < 10 * LARGE
    assert (tmp_path / "again" / "large.bin").stat().st_size == LARGE


def test_how_many_notebooks_are_read_is_told(tmp_path):
    told = []

    @contextmanager
    def stage(what, total):
        told.append((what, total))
        yield lambda: told.append("one")

    source.load(fill(tmp_path / "course", 3, {}), stage)
    assert told == [("Reading", 3), "one", "one", "one"]


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/urandom"])
def test_a_device_that_never_ends_is_not_read_to_its_end(name):
    with pytest.raises(Refused, match="at most 20,971,520 can be read"):
        source.load(Path(name))


@pytest.mark.parametrize("name", ["x" * 300, "nowhere", "loop"])
def test_what_the_system_does_not_give_is_refused_with_its_reason(tmp_path, name):
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(Refused, match="cannot be read: "):
        source.load(tmp_path / name)
