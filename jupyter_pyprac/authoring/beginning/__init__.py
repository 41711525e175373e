"""Beginning a course, and assignments in it: notebooks that pass the gate as they are, to write one's own over."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from jupyter_pyprac.authoring import formats, source
from jupyter_pyprac.authoring.draft import Draft, slug_of
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.authoring.writing.folder import toml
from jupyter_pyprac.model import Course

TEMPLATE = Path(__file__).parent / "assignment.ipynb"
FIRST = "01-first-steps.ipynb"


def course(folder: Path, title: str | None, language: str) -> list[Path]:
    """Begin a course in a folder that is not there yet, or empty; returns what was written.

    Raises:
        Refused: there is something in the folder, or its name, the title or the language do not fit.
    """
    name = folder.absolute().name
    if (folder.absolute().parent / source.COURSE_FILE).exists():
        told = "lies in a course, of which each assignment is a notebook: "
        raise Refused((Reason(str(folder), f"{told}jupyter pyprac new {next_notebook(folder.parent, name)}"),))
    if folder.is_dir() and any(folder.iterdir()):
        hint = f": jupyter pyprac new {next_notebook(folder)} adds an assignment" if is_course(folder) else ""
        raise Refused((Reason(str(folder), f"is not empty{hint}"),))
    own = Course(slug_of(f"{name}.ipynb") or "course", title or titled(name), language)
    first = notebook(titled(FIRST))
    source.assemble(msgspec.to_builtins(own), source.COURSE_FILE, [read(first, FIRST)])
    return write(folder, {source.COURSE_FILE: toml(own).encode(), FIRST: first})


def assignment(path: Path, title: str | None) -> list[Path]:
    """Begin an assignment in a course; returns what was written.

    Raises:
        Refused: there is no course, or a file of that name, or an assignment of that slug, or the title does not fit.
    """
    folder = path.absolute().parent
    if not is_course(folder):
        told = f"there is no {source.COURSE_FILE} in {folder}: begin the course with jupyter pyprac new {path.parent}"
        raise Refused((Reason(str(path), told),))
    heading = title or titled(path.name)
    content = notebook(heading)
    draft = read(content, path.name)
    if draft.data.get("title") != heading.strip():
        raise Refused((Reason(str(path), f"title: {heading!r:.80} cannot be a heading: leave out # at its ends"),))
    check(draft, folder)
    return write(path.parent, {path.name: content})


def write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write new files into a folder; returns their paths."""
    written = []
    for name, content in files.items():
        path = folder / name
        try:
            folder.mkdir(exist_ok=True)
            with path.open("xb") as file:
                file.write(content)
        except OSError as error:
            told = "is there already" if path.exists() else f"cannot be written: {error.strerror}"
            raise Refused((Reason(str(path), told),)) from error
        written.append(path)
    return written


def read(content: bytes, name: str) -> Draft:
    """The assignment in a notebook that is not written yet."""
    return formats.read(content, name, lambda _: None)


def check(draft: Draft, folder: Path) -> None:
    """Refuse an assignment that would not fit into the course of a folder."""
    source.assemble({"slug": "course", "title": "Course"}, source.COURSE_FILE, [draft])
    slug = draft.data.get("slug")
    for other in source.notebooks(folder):
        if other.name != draft.name and source.read_notebook(other).data.get("slug") == slug:
            raise Refused((Reason(draft.name, f"{slug!r} is the slug of {other.name} too: choose another name"),))


def notebook(title: str) -> bytes:
    """The notebook of an assignment with that title."""
    made: dict[str, Any] = json.loads(TEMPLATE.read_bytes())
    handout = next(cell for cell in made["cells"] if cell["id"] == "handout")
    handout["source"][0] = f"# {title}\n"
    return (json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def is_course(folder: Path) -> bool:
    """Whether a folder says that it is a course."""
    return (folder / source.COURSE_FILE).exists()


def next_notebook(folder: Path, name: str = "next") -> Path:
    """Where the next assignment of a course would lie."""
    numbers = [int(match[0]) for path in source.notebooks(folder) if (match := re.match(r"\d+", path.name))]
    return folder / f"{max(numbers, default=0) + 1:02}-{slug_of(name) or 'next'}.ipynb"


def titled(name: str) -> str:
    """A title from a file's or folder's name."""
    words = re.sub(r"[-_\s]+", " ", re.sub(r"^\d+[-_\s]+|\.ipynb$", "", name)).strip()
    return words[:1].upper() + words[1:]
