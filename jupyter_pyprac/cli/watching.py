"""Importing a course again whenever one of its files was saved, until Ctrl-C.

Files are looked at, not listened to: it works on every file system, network homes included, and costs little for a
course. What has not changed is not run through the gate again.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Refused
from jupyter_pyprac.authoring.report import accepted, refused
from jupyter_pyprac.errors import PyPracError
from jupyter_pyprac.model import Assignment
from jupyter_pyprac.store.assignments import Saved

LOOK_SECONDS: Final = 0.5
MOST_FILES: Final = 20_000
"""A folder with more is not that of a course."""

Files = Mapping[str, tuple[int, int]]
"""Modification time and size by path."""


def watch(
    path: Path,
    check: Callable[[Bundle], Bundle],
    save: Callable[[Bundle], Saved],
    say: Callable[["Outcome"], Iterator[str]],
) -> int:
    """Import the course at the path now and after every change, and print what `say` makes of it; ends with Ctrl-C."""
    watched, importing = Watched(path), Importing(check, save)
    try:
        while True:
            outcome = imported(importing, path) if watched.has_settled() else None
            if outcome is not None:
                for line in say(outcome):
                    sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
            time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        return 0


class Outcome(msgspec.Struct, frozen=True):
    """What an import came to: a report, what was saved, or why nothing could be."""

    report: dict[str, Any] | None = None
    saved: Saved | None = None
    message: str | None = None


def imported(importing: "Importing", path: Path) -> Outcome | None:
    """Import once; None where what was saved changes nothing of the course."""
    try:
        bundle = source.load(path)
        saved = importing.bring(bundle)
    except Refused as error:
        return Outcome(report=refused(error))
    except PyPracError as error:
        return Outcome(message=str(error))
    return None if saved is None else Outcome(report=accepted(bundle), saved=saved)


class Watched:
    """The files of a course."""

    def __init__(self, path: Path) -> None:
        """`path` is a bundle, a notebook or a folder; beside a notebook lie files that it names."""
        self._root = path.parent if path.suffix == ".ipynb" else path
        self._deep = path.is_dir()
        self._last: Files | None = None
        self._seen: Files | None = None

    def has_settled(self) -> bool:
        """Whether there is a change since the last one that was told of, and none since the last look."""
        now = dict(files(self._root, deep=self._deep))
        settled = now == self._last and now != self._seen
        self._last = now
        if settled:
            self._seen = now
        return settled


def files(root: Path, *, deep: bool) -> Iterator[tuple[str, tuple[int, int]]]:
    """The files at a place, and in the folders below where it is `deep`; hidden ones are nobody's business."""
    if root.is_file():
        yield from looked_at(str(root))
        return
    count = 0
    for folder, below, names in os.walk(root):
        below[:] = [each for each in below if deep and not each.startswith(".")]
        for name in names:
            if not name.startswith("."):
                yield from looked_at(os.path.join(folder, name))  # noqa: PTH118  many times a second
                count += 1
        if count > MOST_FILES:
            message = f"{root} holds more than {MOST_FILES:,} files: give the folder of the course alone."
            raise TooMany(message)


class TooMany(PyPracError):
    """Nothing that can be watched."""

    code = "refused"


def looked_at(path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The state of a file, unless it has just gone."""
    try:
        found = os.stat(path)  # noqa: PTH116  many times a second
    except OSError:
        return
    yield path, (found.st_mtime_ns, found.st_size)


class Importing:
    """Imports a course again and again; only what changed goes through the gate."""

    def __init__(self, check: Callable[[Bundle], Bundle], save: Callable[[Bundle], Saved]) -> None:
        self._check = check
        self._save = save
        self._passed: dict[str, tuple[Assignment, Assignment]] = {}
        """By slug: an assignment as it was read, and as it came out of the gate."""
        self._saved: Bundle | None = None

    def bring(self, bundle: Bundle) -> Saved | None:
        """Import the course; None where it is what it was.

        Raises:
            Refused: something in it is to be mended.
        """
        due = tuple(each for each in bundle.assignments if self._known(each) is None)
        if due:
            checked = self._check(msgspec.structs.replace(bundle, assignments=due))
            self._passed |= {each.slug: (read, each) for read, each in zip(due, checked.assignments, strict=True)}
        passed = tuple(self._known(each) or each for each in bundle.assignments)
        whole = Bundle(bundle.course, passed, bundle.files)
        if whole == self._saved:
            return None
        saved = self._save(whole)
        self._saved = whole
        return saved

    def _known(self, read: Assignment) -> Assignment | None:
        """The assignment as it came out of the gate, if it has not changed since."""
        before, passed = self._passed.get(read.slug, (None, None))
        return passed if before == read else None


def as_json(outcome: Outcome) -> Iterator[str]:
    """A line for a program."""
    yield json.dumps(msgspec.to_builtins(outcome))


def as_text(outcome: Outcome, told: Callable[[Saved], list[str]]) -> Iterator[str]:
    """A line for a person, and one for each thing to mend; `told` says what was saved, the first line in short."""
    at = time.strftime("%H:%M:%S")
    if outcome.saved is not None:
        done, *more = told(outcome.saved)
        yield f"{at} {done}"
        yield from (f"  warning: {each}" for each in more)
    elif outcome.report is not None:
        yield f"{at} not imported, with {len(outcome.report['refused'])} to mend:"
        yield from (f"  {each['source']}: {each['reason']}" for each in outcome.report["refused"])
    else:
        yield f"{at} not imported: {outcome.message}"
