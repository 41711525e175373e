"""`Practice`: the practice as the output of a notebook cell."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from jupyter_pyprac.authoring.release import COURSE_FILE
from jupyter_pyprac.widget import offer

STATIC = Path(__file__).parent / "static"


class NotBuiltError(RuntimeError):
    """The widget's JavaScript is not there: this is a clone whose front end was not built yet."""


class Practice(anywidget.AnyWidget):
    """Assignments to solve in a cell; the page speaks with the Jupyter server, so a busy kernel is no hindrance.

    Where a file `course.pyprac` lies beside the notebook, the page offers to add that course to the server.

    `Practice()` shows the course where it was left; `Practice("search")` one assignment by its slug, and
    `Practice("search", course="python-basics")` says of which course, where the server has several.

    What happens in the cell can be read here once the kernel is idle: `assignment_id` (`course/slug`), `code` (what
    the editor holds; setting it while the cell is shown changes the editor), `score` (points in the course),
    `correct` (of the attempt that is shown, None before there is one) and `feedback` (its verdict as a dict, or None).
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    _slug = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    _course = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    _offer = traitlets.Dict(None, allow_none=True).tag(sync=True)
    assignment_id = traitlets.Unicode("", help="`course/slug` of the assignment shown").tag(sync=True)
    code = traitlets.Unicode("", help="what the editor holds").tag(sync=True)
    score = traitlets.Int(0, help="points in the course").tag(sync=True)
    correct = traitlets.Bool(None, allow_none=True, help="whether the attempt shown is right").tag(sync=True)
    feedback = traitlets.Dict(default_value=None, allow_none=True, help="the verdict of the attempt shown").tag(
        sync=True
    )

    def __init__(self, slug: str | None = None, *, course: str | None = None) -> None:
        """Show the course, or one assignment of it.

        Raises:
            TypeError: `slug` or `course` is no text.
            ValueError: one of them is no slug.
            NotBuiltError: the front end was not built.
        """
        checked("an assignment", slug, "search")
        checked("a course", course, "python-basics")
        folder = Path.cwd()
        super().__init__(_slug=slug, _course=course, _offer=offer.beside(folder, course))
        self._course_file = folder / COURSE_FILE
        self.on_msg(self._hand_over)

    def _hand_over(self, _widget: object, message: dict[str, Any], _buffers: list[bytes]) -> None:
        """Send the page the course it has offered, once it was accepted."""
        if message == {"type": "course"} and self._offer is not None:
            self.send({"type": "course"}, [self._course_file.read_bytes()])

    @traitlets.default("_esm")
    def _built_esm(self) -> str:
        return asset("practice.js")

    @traitlets.default("_css")
    def _built_css(self) -> str:
        return asset("practice.css")


def checked(what: str, slug: str | None, example: str) -> None:
    """Refuse what cannot be a slug, before a cell shows an error that nobody can place."""
    if slug is None:
        return
    if not isinstance(slug, str):
        message = f"Practice takes the slug of {what}, a text such as {example!r}, not {slug!r}"
        raise TypeError(message)
    if not slug or "/" in slug or slug != slug.strip():
        message = f"{slug!r} is not the slug of {what}: it is a text such as {example!r}"
        raise ValueError(message)


def asset(name: str) -> str:
    """A built file of the widget."""
    try:
        return (STATIC / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        message = f"{STATIC / name} is missing: run `npm ci && npm run build` in labextension/"
        raise NotBuiltError(message) from error
