"""One assignment of a bundle: its fields, and what must fit together between them."""

import uuid
from typing import Any, NamedTuple

from grader_service.contract import CODE_BYTES, ENVIRONMENTS, JOB_BYTES, File, Job, Limits, encode
from jupyter_pyprac.authoring import attachments, tests
from jupyter_pyprac.authoring.faults import Spot
from jupyter_pyprac.authoring.fields import (
    FAULTY,
    Field,
    Reader,
    choice,
    items,
    kind_of,
    mapping,
    moment,
    number,
    object_schema,
)
from jupyter_pyprac.authoring.pytext import python
from jupyter_pyprac.authoring.texts import slug, text
from jupyter_pyprac.model import Assignment, WrongSolution

HANDOUT_BYTES = 2 * 1024 * 1024
TESTS = 500
TITLE = text(at_most=400, blank=False, form="line")


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
    if len(found["tests"]) > TESTS:
        spot.field("tests").fault(f"make {len(found['tests'])} tests; at most {TESTS} are allowed")
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


def read_limits(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read what a test may use."""
    return Limits(**mapping(value, LIMITS, spot))


def read_wrong(value: Any, spot: Spot) -> Any:  # noqa: ANN401  unread JSON
    """Read one wrong solution."""
    found = mapping(value, WRONG, spot)
    return WrongSolution(**found) if len(found) == len(WRONG) else FAULTY


LIMITS = {
    "seconds": Field(number(0.1, 60), about="Processor time of one test. Without it 2."),
    "memory_mb": Field(number(16, 4096, whole=True), about="Memory of one test in MiB. Without it 256."),
}
WRONG = {
    "name": Field(TITLE, required=True, about="What is wrong with it."),
    "code": Field(python(at_most=CODE_BYTES), required=True, about="The program."),
}
FIELDS = {
    "slug": Field(slug, required=True, about="Identifies the assignment in its course, and its submissions."),
    "title": Field(TITLE, required=True, about="The title that students see."),
    "order_number": Field(
        number(0, 1_000_000, whole=True), about="Its place in the course. Without it that in the list."
    ),
    "topic": Field(text(at_most=400, form="line"), about="The topic under which it is listed."),
    "handout": Field(
        attachments.handout(at_most=HANDOUT_BYTES),
        required=True,
        about="What is to be done, in Markdown; images are data URIs.",
    ),
    "starter_code": Field(text(at_most=CODE_BYTES, form="page"), about="What the editor shows at first."),
    "solution": Field(python(at_most=CODE_BYTES), about="The reference solution, which students never get."),
    "wrong_solutions": Field(
        items(Reader(read_wrong, object_schema(WRONG)), at_most=100, noun="wrong solutions"),
        about="Programs that the tests must reject.",
    ),
    "setup_code": Field(
        python(at_most=512 * 1024),
        about="Gives names that exist before the student's code; students can read it.",
    ),
    "files": Field(attachments.files, about="Data files that lie beside the program, 5 MiB together."),
    "hints": Field(
        items(text(at_most=16 * 1024, blank=False, form="note"), at_most=20, noun="hints"),
        about="Hints in Markdown, opened one at a time.",
    ),
    "limits": Field(Reader(read_limits, object_schema(LIMITS)), about="What one test may use."),
    "environment": Field(choice(*ENVIRONMENTS), about="What is installed where the code runs. Without it python."),
    "released_at": Field(moment, about="When students begin to see it."),
    "due_at": Field(moment, about="Until when they can submit."),
    "tests": Field(
        items(tests.entry, at_least=1, at_most=TESTS, noun="tests"), required=True, about="What is tested, one or more."
    ),
}
entry = Reader(read, object_schema(FIELDS))
