"""The example course, which an empty database gets: it lies beside the packages, or in the wheel inside this one."""

from pathlib import Path

from jupyter_pyprac.authoring.bundle import Bundle
from jupyter_pyprac.authoring.source import load

COURSE = "python-basics"


def folder() -> Path | None:
    """Where the notebooks of the example course are; None where an installation left them out."""
    package = Path(__file__).parent.parent
    places = (package / "examples" / COURSE, package.parent / "examples" / COURSE)
    return next((place for place in places if (place / "course.toml").is_file()), None)


def example_course() -> Bundle | None:
    """The example course, or None where an installation left it out. Runs none of its code; takes milliseconds."""
    place = folder()
    return load(place) if place else None
