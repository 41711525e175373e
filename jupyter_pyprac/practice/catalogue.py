"""Finding a course or an assignment as a viewer may: the questions every use case begins with."""

from datetime import datetime

from sqlalchemy.orm import Session

from jupyter_pyprac.errors import Malformed, Unknown
from jupyter_pyprac.model import Assignment, Course, Viewer
from jupyter_pyprac.store import assignments as stored


def the_course(session: Session, slug: str | None) -> Course:
    """The course by that name, or the only one where none is named.

    Raises:
        Malformed: several courses and none named.
        Unknown: no such course, or none at all.
    """
    if slug is not None:
        course = stored.course(session, slug)
        if course is None:
            message = f"There is no course {slug!r} here."
            raise Unknown(message, "unknown-course")
        return course
    courses = stored.courses(session) or stored.courses(session, withdrawn=True)
    if not courses:
        message = "There is no course here yet: `jupyter pyprac import` brings one in."
        raise Unknown(message, "no-assignments")
    if len(courses) > 1:
        message = "The field course is missing: there is more than one course here."
        raise Malformed(message)
    return courses[0]


def open_assignments(session: Session, course: Course, now: datetime) -> list[Assignment]:
    """What students see of the course, by `order_number`."""
    return [each for each in stored.assignments(session, course.slug) if each.is_released(now)]


def the_assignment(session: Session, viewer: Viewer, assignment_id: str, now: datetime) -> Assignment:
    """The assignment, if the viewer may work on it; an instructor may before its release.

    Raises:
        Unknown: there is none, it is withdrawn, or not released yet.
    """
    assignment = stored.assignment(session, assignment_id)
    if assignment is None or assignment.withdrawn or not (assignment.is_released(now) or viewer.may("instructor")):
        message = f"There is no assignment {assignment_id!r} here."
        raise Unknown(message, "unknown-assignment")
    return assignment
