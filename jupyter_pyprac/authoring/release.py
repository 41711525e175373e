"""What students are given of a course: notebooks with the handouts, and for laptops the course to practise on.

Nothing is copied from the author's notebooks: what is not a handout, a data file or a hint cannot slip into them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.model import Assignment

Place = Literal["hub", "laptop"]
"""Where students practise: with the service of a JupyterHub, or each on a computer of their own."""

COURSE_FILE: Final = "course.pyprac"
"""The course for laptops: a bundle without solutions. `Practice` finds it beside the notebook."""

MARK: Final = "pyprac_release"
"""Key of a notebook's metadata by which it is known as released, and may be replaced by a newer one."""

CELL: Final = """\
# Run this cell to practise: Shift+Enter. (It needs: pip install jupyter_pyprac)
from jupyter_pyprac import Practice

Practice("{slug}", course="{course}")"""


def split(found: Bundle, now: datetime) -> tuple[Bundle, tuple[Assignment, ...]]:
    """The course with what is released by now, and the assignments that are not.

    Raises:
        Refused: none is released.
    """
    released = tuple(each for each in found.assignments if each.is_released(now))
    if not released:
        raise Refused((Reason(found.course.slug, "has no assignment that is released yet"),))
    kept = {file.sha256 for each in released for file in each.files}
    files = {name: content for name, content in found.files.items() if name in kept}
    later = tuple(each for each in found.assignments if not each.is_released(now))
    return msgspec.structs.replace(found, assignments=released, files=files), later


def folder(found: Bundle, place: Place) -> dict[str, bytes]:
    """The files of a release by their names.

    Raises:
        Refused: two files would have one name.
    """
    files: dict[str, bytes] = {}
    for name, content in contents(found, place):
        if files.setdefault(name, content) != content:
            told = f"two assignments have different data files of this name: call one of them something else ({name})"
            raise Refused((Reason(found.course.slug, told),))
    return files


def contents(found: Bundle, place: Place) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of a release; data files of several assignments come several times."""
    if place == "laptop":
        yield COURSE_FILE, json.dumps(without_solutions(found)).encode("ascii")
    width = max(2, len(str(len(found.assignments))))
    in_order = sorted(found.assignments, key=lambda each: each.order_number)
    for number, each in enumerate(in_order, start=1):
        yield f"{number:0{width}}-{each.slug}.ipynb", notebook(each).encode("utf-8")
        for file in each.files:
            yield file.name, found.files[file.sha256]


def without_solutions(found: Bundle) -> dict[str, Any]:
    """The course as a bundle's data, with its tests, but no program that would solve it."""
    kept = [msgspec.structs.replace(each, solution="", wrong_solutions=()) for each in found.assignments]
    return bundle.write(found.course, kept, found.files)


def notebook(each: Assignment) -> str:
    """A student's notebook: the handout, and a cell to practise in."""
    practice = CELL.format(slug=each.slug, course=each.course)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    data = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": kernel, MARK: {"files": [file.sha256 for file in each.files]}},
        "cells": [
            {"id": "handout", "cell_type": "markdown", "metadata": {}, "source": f"# {each.title}\n\n{each.handout}"},
            {"id": "practice", "cell_type": "code", "metadata": {}, "source": practice}
            | {"execution_count": None, "outputs": []},
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


class Earlier:
    """What an earlier release has left in a folder, and a newer one may replace."""

    def __init__(self, contents: Iterable[bytes]) -> None:
        """`contents` are those of the folder's notebooks."""
        marks = [mark for mark in map(mark_of, contents) if mark]
        self._data = {name for mark in marks for name in mark.get("files", ())}

    def holds(self, content: bytes) -> bool:
        """Whether this file is of a release, as it was written."""
        return mark_of(content) is not None or hashlib.sha256(content).hexdigest() in self._data


def mark_of(content: bytes) -> dict[str, Any] | None:
    """The mark in a released notebook or course; None in any other file."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    mark = data.get("metadata", {}).get(MARK) if isinstance(data.get("metadata"), dict) else None
    if data.get("format") == bundle.FORMAT:
        return {}  # there is nothing else to know of a course
    return mark if isinstance(mark, dict) else None
