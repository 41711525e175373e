"""The laptop behind the pages: one server for many tests, each of which finds it as if nobody had practised on it."""

import json
import shutil
import sqlite3
from contextlib import closing

import redis
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.embedded.folders import place
from jupyter_pyprac.store.assignments import save_course
from tests.services.jupyter import Jupyter

ONE = {
    "slug": "one",
    "title": "The number one",
    "order_number": 1,
    "handout": "Write `one()`.",
    "starter_code": "def one():\n    ...\n",
    "solution": "def one():\n    return 1\n",
    "tests": [{"name": "is one", "call": "one()", "expected": "1"}],
}
"""An assignment as a bundle has it."""


class Laptop:
    """A running server, with the means to make it forget."""

    def __init__(self, lab: Jupyter) -> None:
        """The first request brings up graders, database and example course."""
        self.lab = lab
        assert lab.ask("GET", "pyprac/courses").status == 200
        self._untouched = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(file(lab))) as database:
            database.backup(self._untouched)

    def close(self) -> None:
        """Let go of what was kept in memory."""
        self._untouched.close()

    def forget(self) -> None:
        """Undo all that was done on it: practice, courses, kernels, documents and settings."""
        with closing(sqlite3.connect(file(self.lab))) as database:
            self._untouched.backup(database)
        self._forget_visits()
        for session in self.lab.ask("GET", "api/sessions").body:
            self.lab.ask("DELETE", f"api/sessions/{session['id']}")
        for entry in self.lab.root.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        shutil.rmtree(self.lab.home / "config" / "lab", ignore_errors=True)
        self._forget_address()

    def _forget_address(self) -> None:
        """It remembers with which document JupyterLab was opened last, and Notebook 7 would look for it, too."""
        assert self.lab.ask("GET", "lab").status == 200

    def _forget_visits(self) -> None:
        data, run = self.lab.home / "data" / "pyprac", self.lab.home / "run"
        url = place(data, "", {"XDG_RUNTIME_DIR": str(run)}).redis_url
        with closing(redis.Redis.from_url(url, protocol=2)) as client:
            for key in client.keys("last-visit:*") + client.keys("rate:*"):
                client.delete(key)


def file(lab: Jupyter) -> str:
    """The database."""
    return str(lab.home / "data" / "pyprac" / "pyprac.sqlite")


def add_course(lab: Jupyter, slug: str, title: str, *assignments: dict[str, object]) -> None:
    """Bring in a course, without the checks of `jupyter pyprac import`."""
    course = {"slug": slug, "title": title, "language": "en"}
    text = json.dumps({"format": "pyprac-course/1", "course": course, "assignments": assignments})
    added = bundle.read(text.encode())
    engine = create_engine(f"sqlite:///{file(lab)}")
    with Session(engine) as session, session.begin():
        save_course(session, added.course, added.assignments, added.files)
    engine.dispose()
