"""Students, instructors and admins, as the Hub's groups make them."""

import pytest

from tests.hub.course import RIGHT, named
from tests.services.hub import Hub, Person

DOUBLE = "closed/double"


@pytest.fixture
def carol(hub: Hub) -> Person:
    """An instructor of one course."""
    return hub.person("carol")


def slugs(person: Person) -> set[str]:
    """The courses that somebody sees."""
    return {course["slug"] for course in person.by_hand("GET", "courses").body["courses"]}


def test_a_course_with_students_of_its_own_is_for_them_alone(hub: Hub, alice: Person, bob: Person, carol: Person):
    assert slugs(bob) == {"python-basics", "secrets"}
    for person in (alice, carol, hub.person("tutor"), hub.person("admin")):
        assert slugs(person) == {"python-basics", "secrets", "closed"}
    for reply, code in [
        (bob.ask("GET", "assignments?course=closed"), "unknown-course"),
        (bob.ask("POST", "submission", {"assignment_id": DOUBLE, "code": RIGHT}), "unknown-assignment"),
    ]:
        assert (reply.status, reply.body["code"]) == (404, code)


def test_an_instructor_sees_how_far_the_students_of_the_course_are(hub: Hub, alice: Person, carol: Person):
    made = alice.ask("POST", "submission", {"assignment_id": DOUBLE, "code": RIGHT}).body
    alice.ask("GET", f"submission/{made['id']}?wait=15")
    for person in (carol, hub.person("tutor"), hub.person("admin")):
        reply = person.by_hand("GET", "progress?course=closed")
        assert reply.status == 200
        [row] = [student for student in reply.body["students"] if student["name"] == "alice"]
        assert (row["score"], row["assignments"]["double"]["status"]) == (100, "solved")
        assert person.by_hand("POST", "requeue?course=closed").status == 202


def test_nobody_else_may(alice: Person, carol: Person):
    for person, course in ((alice, "closed"), (carol, "secrets")):
        for method, path in (("GET", "progress"), ("POST", "requeue"), ("POST", "course")):
            reply = person.by_hand(method, f"{path}?course={course}", named(course) if method == "POST" else None)
            assert (reply.status, reply.body["code"]) == (403, "forbidden"), path
