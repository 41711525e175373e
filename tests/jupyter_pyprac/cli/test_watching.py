"""A course that is imported again while somebody writes it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import msgspec
import pytest

from jupyter_pyprac.authoring import source
from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.faults import Reason, Refused
from jupyter_pyprac.cli.watching import MOST_FILES, Importing, TooMany, Watched, files
from jupyter_pyprac.errors import Unavailable
from jupyter_pyprac.model import Assignment
from jupyter_pyprac.store import assignments
from jupyter_pyprac.store.assignments import Saved
from jupyter_pyprac.store.engine import Database
from tests.services.course import HIDDEN, SOLUTION, TESTS, WRONG, notebook
from tests.services.waiting import PATIENCE


def write(folder: Path, name: str, *code: str, **changes: Any) -> None:
    (folder / name).write_text(json.dumps(notebook(*code, **changes)), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "numbers"
    place.mkdir()
    (place / "course.toml").write_text('slug = "numbers"\ntitle = "Numbers"\n', encoding="utf-8")
    write(place, "01-doubling.ipynb")
    write(place, "02-twice.ipynb")
    return place


class TestFiles:
    def test_a_change_is_told_once_and_only_when_nothing_has_changed_since_the_last_look(self, folder: Path):
        watched = Watched(folder)
        assert [watched.has_settled() for _ in range(3)] == [False, True, False]
        for length in (10, 20):
            (folder / "01-doubling.ipynb").write_text("x" * length)
            assert not watched.has_settled()
        assert [watched.has_settled() for _ in range(2)] == [True, False]

    def test_new_renamed_and_removed_files_are_changes(self, folder: Path):
        (folder / "images").mkdir()
        here, there = folder / "images" / "a.png", folder / "images" / "b.png"
        watched = Watched(folder)
        assert [watched.has_settled() for _ in range(2)] == [False, True]
        for change in (partial(here.write_bytes, b"1"), partial(here.rename, there), there.unlink):
            change()
            assert [watched.has_settled() for _ in range(2)] == [False, True]

    def test_hidden_files_and_what_lies_below_a_single_notebook_are_nobodys_business(self, folder: Path):
        (folder / ".ipynb_checkpoints").mkdir()
        (folder / ".ipynb_checkpoints" / "01-doubling-checkpoint.ipynb").write_text("{}")
        (folder / ".~01-doubling.ipynb").write_text("{}")
        (folder / "deep").mkdir()
        (folder / "deep" / "a.csv").write_text("1")
        names = {"course.toml", "01-doubling.ipynb", "02-twice.ipynb"}
        assert {Path(path).name for path, _ in files(folder, deep=True)} == names | {"a.csv"}
        assert {Path(path).name for path, _ in files(folder, deep=False)} == names

    def test_a_folder_that_is_not_there_has_no_files(self, folder: Path):
        assert list(files(folder / "missing", deep=True)) == []

    def test_a_folder_of_everything_is_refused(self, folder: Path, monkeypatch: pytest.MonkeyPatch):
        many = [(str(folder), [], [f"{number}" for number in range(MOST_FILES + 1)])]
        monkeypatch.setattr(os, "walk", lambda _: iter(many))
        with pytest.raises(TooMany, match="give the folder of the course alone"):
            list(files(folder, deep=True))


class FakeSteps:
    """A gate and a database that remember what they were given."""

    def __init__(self) -> None:
        self.checked: list[list[str]] = []
        self.saved: list[Bundle] = []
        self.broken = False

    def check(self, bundle: Bundle) -> Bundle:
        self.checked.append([each.slug for each in bundle.assignments])
        if self.broken:
            raise Refused((Reason("a", "is wrong"),))
        passed = tuple(msgspec.structs.replace(each, topic="passed") for each in bundle.assignments)
        return msgspec.structs.replace(bundle, assignments=passed)

    def save(self, bundle: Bundle) -> Saved:
        self.saved.append(bundle)
        return Saved()


class TestImporting:
    def test_only_what_changed_goes_through_the_gate_and_all_of_it_is_saved(self, folder: Path):
        steps = FakeSteps()
        importing = Importing(steps.check, steps.save)
        assert importing.bring(source.load(folder)) is not None
        write(folder, "02-twice.ipynb", title="Twice")
        assert importing.bring(source.load(folder)) is not None
        assert steps.checked == [["doubling", "twice"], ["twice"]]
        assert [[each.topic for each in saved.assignments] for saved in steps.saved] == [["passed"] * 2] * 2
        assert [each.title for each in steps.saved[1].assignments] == ["Doubling", "Twice"]

    def test_what_changes_nothing_of_the_course_is_not_saved(self, folder: Path):
        steps = FakeSteps()
        importing = Importing(steps.check, steps.save)
        importing.bring(source.load(folder))
        write(folder, "01-doubling.ipynb")
        assert importing.bring(source.load(folder)) is None
        (folder / "course.toml").write_text('slug = "numbers"\ntitle = "More numbers"\n')
        assert importing.bring(source.load(folder)) is not None
        assert len(steps.checked) == 1

    def test_what_was_refused_is_checked_again_and_what_was_taken_back_is_not(self, folder: Path):
        steps = FakeSteps()
        importing = Importing(steps.check, steps.save)
        importing.bring(source.load(folder))
        steps.broken = True
        write(folder, "01-doubling.ipynb", title="Broken")
        for _ in range(2):
            with pytest.raises(Refused):
                importing.bring(source.load(folder))
        write(folder, "01-doubling.ipynb")
        assert importing.bring(source.load(folder)) is None
        assert steps.checked == [["doubling", "twice"], ["doubling"], ["doubling"]]

    def test_what_could_not_be_saved_is_saved_next_time(self, folder: Path):
        steps = FakeSteps()
        importing = Importing(steps.check, steps.save)
        down = Importing(steps.check, lambda _: (_ for _ in ()).throw(Unavailable("down")))
        down._passed, importing._passed = importing._passed, down._passed
        with pytest.raises(Unavailable):
            down.bring(source.load(folder))
        assert importing.bring(source.load(folder)) is not None


class Watching:
    """`jupyter pyprac import --watch` in a process of its own."""

    def __init__(self, folder: Path, data: Path, *words: str) -> None:
        command = [sys.executable, "-m", "jupyter_pyprac", "import", str(folder), "--watch", "--data-dir", str(data)]
        self.process = subprocess.Popen([*command, *words], stdout=subprocess.PIPE, text=True)
        self._lines: Queue[str] = Queue()
        self._reading = Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        with self.process.stdout as stream:
            for line in stream:
                self._lines.put(line.rstrip("\n"))

    def line(self) -> str:
        """The next line that it prints."""
        return self._lines.get(timeout=2 * PATIENCE)

    def stop(self) -> int:
        """End it as a person would; its status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)

    def end(self) -> None:
        """End it whatever it does."""
        self.process.kill()
        self.process.wait()
        self._reading.join()


@pytest.fixture
def watching(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Watching, None, None]:
    monkeypatch.delenv("PYPRAC_DB_URL", raising=False)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    running = Watching(folder, tmp_path / "data")
    yield running
    running.end()


def stored(tmp_path: Path) -> list[Assignment]:
    async def read() -> list[Assignment]:
        database = Database(f"sqlite:///{tmp_path / 'data' / 'pyprac.sqlite'}", threads=1)
        try:
            return await database.read(assignments.assignments, "numbers")
        finally:
            await database.close()

    return asyncio.run(read())


def test_each_save_is_imported_and_a_broken_notebook_ends_nothing(watching: Watching, folder: Path, tmp_path: Path):
    assert watching.line().endswith("2 new")
    path = folder / "01-doubling.ipynb"
    path.write_text(path.read_text()[:100])
    assert watching.line().endswith("not imported, with 1 to mend:")
    assert "01-doubling.ipynb: is not JSON" in watching.line()
    write(folder, "01-doubling.ipynb", SOLUTION.replace("2 * x", "x"), TESTS, HIDDEN, WRONG)
    assert watching.line().endswith("not imported, with 3 to mend:")
    assert "cell 3, line 2: the solution does not pass 'Test 1'" in watching.line()
    write(folder, "01-doubling.ipynb", SOLUTION, TESTS + "\nassert double(1) == 2", HIDDEN, WRONG)
    while "changed" not in (line := watching.line()):
        assert "does not pass" in line
    assert line.endswith("1 changed, with a new revision (doubling), 1 unchanged")
    assert [(each.slug, each.revision) for each in stored(tmp_path)] == [("doubling", 2), ("twice", 1)]
    assert watching.stop() == 0


def test_a_program_gets_a_line_of_json_each_time(folder: Path, tmp_path: Path):
    watching = Watching(folder, tmp_path / "data", "--json")
    try:
        first = json.loads(watching.line())
        assert first["saved"]["added"] == ["doubling", "twice"]
        assert [each["slug"] for each in first["report"]["assignments"]] == ["doubling", "twice"]
        (folder / "02-twice.ipynb").unlink()
        assert json.loads(watching.line())["saved"]["withdrawn"] == ["twice"]
        (folder / "01-doubling.ipynb").rename(folder / "01-double.ipynb")
        assert json.loads(watching.line())["saved"]["renamed"] == {"double": "doubling"}
        (folder / "course.toml").write_text("slug")
        assert json.loads(watching.line())["report"]["refused"][0]["source"] == "course.toml"
        assert watching.stop() == 0
    finally:
        watching.end()
