"""A course as a folder of notebooks, with `course.toml` and its data files."""

import json
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from grader_service.contract import File
from jupyter_pyprac.authoring import bundle, source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Fault, Reason, Refused
from jupyter_pyprac.authoring.writing import notebook
from jupyter_pyprac.model import Course


def write(course: Bundle, folder: Path) -> None:
    """Write a course as notebooks into a folder that is not there yet, or empty; as a whole or not at all.

    Raises:
        Refused: there is something in the folder, or it cannot be written; nothing was.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused((Reason(str(folder), "is not empty: name a folder that is not there yet"),))
    wanted = normal(course)
    try:
        with tempfile.TemporaryDirectory(prefix=".pyprac-", dir=folder.absolute().parent) as place:
            made = Path(place) / "course"
            for path, content in files(wanted):
                if not (made / path).exists():  # a data file of several notebooks comes with each
                    (made / path).parent.mkdir(parents=True, exist_ok=True)
                    (made / path).write_bytes(content)
            compare(wanted, source.load(made))
            put(made, folder)
    except OSError as error:
        raise Refused((Reason(str(folder), f"cannot be written: {error.strerror}"),)) from error


def put(made: Path, folder: Path) -> None:
    """Move what was made to its place; one that is there stays the same folder, for whoever is in it."""
    if not folder.is_dir():
        made.rename(folder)
        return
    for path in made.iterdir():
        path.rename(folder / path.name)


def normal(course: Bundle) -> Bundle:
    """The course as reading it from a bundle gives it; one in a database may come from an older release."""
    faults: list[Fault] = []
    apart = [msgspec.structs.replace(each, files=()) for each in course.assignments]
    data = json.loads(json.dumps(bundle.write(course.course, apart, {})))
    for entry, each in zip(data["assignments"], course.assignments, strict=True):
        entry["files"] = [{"name": file.name, "base64": course.files[file.sha256]} for file in each.files]
    found = bundle.build(data, faults)
    if found is None:
        raise Refused(tuple(Reason(course.course.slug, str(fault)) for fault in faults))
    return found


def compare(wanted: Bundle, found: Bundle) -> None:
    """Refuse a course that would not be the same when it is read again."""
    if found.course != wanted.course:
        raise Refused((Reason(source.COURSE_FILE, f"would be read as {found.course}"),))
    for one, other in zip(wanted.assignments, found.assignments, strict=True):
        names = [name for name in one.__struct_fields__ if getattr(one, name) != getattr(other, name)]
        if names:
            told = f"no notebook says this without loss: {', '.join(names)} would change. Export a bundle instead"
            raise Refused((Reason(one.slug, told),))


def files(course: Bundle) -> Iterator[tuple[str, bytes]]:
    """The files of the folder by their paths in it."""
    yield source.COURSE_FILE, toml(course.course).encode()
    width = len(str(len(course.assignments)))
    names = [
        f"{position:0{max(width, 2)}}-{each.slug}.ipynb" for position, each in enumerate(course.assignments, start=1)
    ]
    places = Places(names)
    for position, (name, each) in enumerate(zip(names, course.assignments, strict=True), start=1):
        own: list[Any] = []
        for file in each.files:
            path = places.of(file, name)
            own.append(file.name if path == file.name else {"name": file.name, "path": path})
            yield path, course.files[file.sha256]
        made = notebook.written(each, name, position, own)
        yield name, (json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def toml(course: Course) -> str:
    """What `course.toml` says; TOML and JSON write texts in the same way."""
    fields = msgspec.to_builtins(course).items()
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields)


class Places:
    """Where data files lie: beside the notebooks where their name is free, else in folders named after these."""

    def __init__(self, notebooks: list[str]) -> None:
        own = (source.COURSE_FILE, *notebooks, *map(folder_of, notebooks))
        self._taken: dict[str, str] = dict.fromkeys(map(same, own), "")

    def of(self, file: File, name: str) -> str:
        """The path of a file of that notebook; the same for the same file of several notebooks."""
        folder = folder_of(name)
        paths = (file.name, f"{folder}/{file.name}", f"{folder}/{file.sha256}/{file.name}")
        free = (path for path in paths if not (path == file.name and same(path).endswith(".ipynb")))
        return next(path for path in free if self._taken.setdefault(same(path), file.sha256) == file.sha256)


def folder_of(notebook_name: str) -> str:
    """The folder beside a notebook."""
    return notebook_name.removesuffix(".ipynb")


def same(path: str) -> str:
    """What is the same for all spellings that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
