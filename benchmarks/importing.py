"""What it takes to import a large course with the gate in front: time, and memory of all processes (PSS, on Linux)."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.figures import Figure, bare_interpreter, median
from benchmarks.memory import proportional_set
from jupyter_pyprac.authoring import example

ASSIGNMENTS, YARDSTICKS = 500, 50
LOOK_SECONDS = 0.2
COMMAND = "import sys; from jupyter_pyprac.cli.main import main; sys.exit(main())"
SOLUTION = """\
#| solution
def place{0}(x, seq):
    ### BEGIN SOLUTION
    for at, each in enumerate(seq):
        if each == x:
            return at
    return -{0}
    ### END SOLUTION
"""
CELLS = (
    "# Task {0}\n\nWrite `place{0}(x, seq)`.",
    SOLUTION,
    "#| tests\nassert place{0}(1, [1, 2]) == 0\nassert place{0}(2, [1, 2]) == 1\nassert place{0}(3, []) == -{0}",
    "#| hidden tests\n#| message: Look at the ends.\nassert place{0}(4, [4]) == 0\nassert place{0}(5, [4]) == -{0}",
    "#| wrong always the first\ndef place{0}(x, seq):\n    return 0",
    "#| wrong finds the last\ndef place{0}(x, seq):\n    return {{each: at for at, each in enumerate(seq)}}[x]",
)


def measure() -> list[Figure]:
    """One import of a course made for it, and a check of the example course, which also tries wrong variants."""
    bare = bare_interpreter(YARDSTICKS)
    with tempfile.TemporaryDirectory() as folder:
        course = written(Path(folder) / "course")
        seconds, peak = run(["import", str(course)], Path(folder))
        bare += bare_interpreter(YARDSTICKS)
        checking, _ = run(["check", str(example.folder())], Path(folder))
    memory = [Figure("the same at its peak", peak / 2**20, "MiB", aim=300)] if peak else []
    return [
        Figure(f"Import of {ASSIGNMENTS} assignments with the gate", seconds, "s", aim=20),
        Figure("the same for each assignment, in yardsticks", 1000 * seconds / ASSIGNMENTS / median(bare), "", aim=5),
        *memory,
        Figure("Check of the example course, wrong variants included", checking, "s"),
    ]


def written(folder: Path) -> Path:
    """A folder of notebooks."""
    folder.mkdir()
    (folder / "course.toml").write_text('slug = "large"\ntitle = "Large"\n', encoding="utf-8")
    for number in range(1, ASSIGNMENTS + 1):
        cells = [
            {"cell_type": "code" if index else "markdown", "metadata": {}, "source": text.format(number)}
            for index, text in enumerate(CELLS)
        ]
        notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
        (folder / f"task-{number}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def run(arguments: list[str], folder: Path) -> tuple[float, int]:
    """Seconds that a command takes, and the most bytes that it and its processes hold; 0 where that cannot be known."""
    environment = {**os.environ, "PYPRAC_DATA_DIR": str(folder / "data"), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    begin = time.perf_counter()
    command = [sys.executable, "-c", COMMAND, *arguments]
    with (
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process,
        watched(process.pid) as peak,
    ):
        status = process.wait()
    assert status == 0, arguments  # noqa: S101  a figure of a failure is none
    return time.perf_counter() - begin, max(peak, default=0)


@contextlib.contextmanager
def watched(pid: int) -> Iterator[list[int]]:
    """The bytes that a process and all below it hold together, looked at now and then."""
    seen: list[int] = []
    over = threading.Event()

    def look() -> None:
        while sys.platform.startswith("linux") and not over.wait(LOOK_SECONDS):
            with contextlib.suppress(psutil.NoSuchProcess):
                root = psutil.Process(pid)
                seen.append(sum(map(held, [root, *root.children(recursive=True)])))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def held(process: psutil.Process) -> int:
    """Bytes of one process; 0 where it has ended meanwhile."""
    try:
        return proportional_set(process)
    except (OSError, StopIteration):
        return 0
