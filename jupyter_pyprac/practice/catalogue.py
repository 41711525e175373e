"""Finding a course or an assignment as a viewer may: the questions every use case begins with."""

from datetime import datetime

from sqlalchemy.orm import Session

from jupyter_pyprac.errors import Malformed, Unknown
from jupyter_pyprac.model import PRIVATE, Assignment, Course, Viewer
from jupyter_pyprac.store import assignments as stored


def the_course(session: Session, viewer: Viewer, slug: str | None) -> Course:
    """The course by that name, or the only one that the viewer sees where none is named.

    Raises:
        Malformed: several courses and none named.
        Unknown: no such course for this viewer, or none at all.
    """
    if slug is not None:
        course = stored.course(session, slug)
        if course is None or not viewer.sees(slug):
            message = f"There is no course {slug!r} here."
            raise Unknown(message, "unknown-course")
        return course
    courses = seen(session, viewer) or seen(session, viewer, withdrawn=True)
    if not courses:
        message = "There is no course here yet: `jupyter pyprac import` brings one in."
        raise Unknown(message, "no-assignments")
    if len(courses) > 1:
        names = ", ".join(course.slug for course in courses)
        message = f"The field course is missing: there is more than one course here ({names})."
        raise Malformed(message)
    return courses[0]


def seen(session: Session, viewer: Viewer, *, withdrawn: bool = False) -> list[Course]:
    """The courses that are there for the viewer, by slug, without previews; `withdrawn` as in the store."""
    found = stored.courses(session, withdrawn=withdrawn)
    return [course for course in found if viewer.sees(course.slug) and not course.slug.startswith(PRIVATE)]


def open_assignments(session: Session, course: Course, now: datetime) -> list[Assignment]:
    """What students see of the course, by `order_number`."""
    return [each for each in stored.assignments(session, course.slug) if each.is_released(now)]


def the_assignment(session: Session, viewer: Viewer, assignment_id: str, now: datetime) -> Assignment:
    """The assignment, if the viewer may work on it; an instructor may before its release.

    Raises:
        Unknown: there is none, it is withdrawn, or not released yet.
    """
    assignment = stored.assignment(session, assignment_id)
    if assignment is None or not may_work_on(viewer, assignment, now):
        message = f"There is no assignment {assignment_id!r} here."
        raise Unknown(message, "unknown-assignment")
    return assignment


def may_work_on(viewer: Viewer, assignment: Assignment, now: datetime) -> bool:
    """Whether the assignment is there for the viewer at this moment."""
    if assignment.withdrawn or not viewer.sees(assignment.course):
        return False
    return assignment.is_released(now) or viewer.is_instructor_of(assignment.course)
