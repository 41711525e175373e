"""One assignment of a bundle: its fields, and what must fit together between them."""

import difflib
import uuid
from typing import Any, NamedTuple

from grader_service.contract import CODE_BYTES, ENVIRONMENTS, JOB_BYTES, File, Job, Limits, Test, encode
from jupyter_pyprac.authoring import attachments, tests
from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.fields import FAULTY, Field, items, kind_of, mapping, moment, number, slug, text
from jupyter_pyprac.authoring.pytext import python
from jupyter_pyprac.model import Assignment, WrongSolution

HANDOUT_BYTES = 2 * 1024 * 1024
TITLE = text(at_most=400, blank=False, one_line=True)


class Entry(NamedTuple):
    """An assignment that was read: its fields, and its files with their bytes."""

    fields: dict[str, Any]
    files: tuple[tuple[File, bytes], ...]

    def assignment(self, course: str, position: int) -> Assignment:
        """The assignment in its course; `position` is its place where it names none."""
        values = {"order_number": position, **self.fields, "files": tuple(file for file, _ in self.files)}
        return Assignment(course=course, **values)


def read(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read one assignment as an `Entry`."""
    if not isinstance(value, dict):
        spot.fault(f"must be an object, not {kind_of(value)}")
        return FAULTY
    before = len(spot.faults)
    found = mapping(value, FIELDS, spot)
    if len(spot.faults) > before:
        return FAULTY
    found["tests"] = tests.arranged(test for several in found["tests"] for test in several)
    check_dates(found, spot)
    check_size(found, spot)
    return Entry(found, found.pop("files", ()))


def check_dates(found: dict[str, Any], spot: Spot) -> None:
    """Note a deadline that is over before the assignment is released."""
    released, due = found.get("released_at"), found.get("due_at")
    if released and due and due <= released:
        spot.field("due_at").fault("is not later than released_at")


def check_size(found: dict[str, Any], spot: Spot) -> None:
    """Note tests and setup that would not fit into one job beside the largest code a student may send."""
    files = tuple(file for file, _ in found.get("files", ()))
    job = Job(
        job_id=str(uuid.uuid4()),
        digest="0" * 64,
        code="\x01" * CODE_BYTES,  # six bytes each in JSON: nothing a student sends takes more
        tests=found["tests"],
        setup_code=found.get("setup_code", ""),
        files=files,
    )
    over = len(encode(job)) - JOB_BYTES
    if over > 0:
        spot.fault(f"tests and setup_code are too large for one grading by {over:,} bytes: put data into files")


def limits(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read what a test may use."""
    return Limits(**mapping(value, LIMITS, spot))


def wrong_solution(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read one wrong solution."""
    found = mapping(value, WRONG, spot)
    return WrongSolution(**found) if len(found) == len(WRONG) else FAULTY


def environment(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read where the code runs."""
    if value in ENVIRONMENTS:
        return value
    near = difflib.get_close_matches(str(value), ENVIRONMENTS, n=1)
    hint = f": did you mean {near[0]}?" if near else ""
    spot.fault(f"must be one of {', '.join(ENVIRONMENTS)}{hint}")
    return FAULTY


def test(value: Any, spot: Spot) -> tuple[Test, ...]:  # noqa: ANN401  unread JSON
    """Read one entry of the tests."""
    return tests.read(value, spot)


LIMITS = {"seconds": Field(number(0.1, 60)), "memory_mb": Field(number(16, 4096, whole=True))}
WRONG = {
    "name": Field(TITLE, required=True),
    "code": Field(python(at_most=CODE_BYTES), required=True),
}
FIELDS = {
    "slug": Field(slug, required=True),
    "title": Field(TITLE, required=True),
    "order_number": Field(number(0, 1_000_000, whole=True)),
    "topic": Field(text(at_most=400, one_line=True)),
    "handout": Field(attachments.handout(at_most=HANDOUT_BYTES), required=True),
    "starter_code": Field(text(at_most=CODE_BYTES)),
    "solution": Field(python(at_most=CODE_BYTES)),
    "wrong_solutions": Field(items(wrong_solution, at_most=100, noun="wrong solutions")),
    "setup_code": Field(python(at_most=512 * 1024)),
    "files": Field(attachments.files),
    "hints": Field(items(text(at_most=16 * 1024, blank=False), at_most=20, noun="hints")),
    "limits": Field(limits),
    "environment": Field(environment),
    "released_at": Field(moment),
    "due_at": Field(moment),
    "tests": Field(items(test, at_least=1, at_most=500, noun="tests"), required=True),
}
