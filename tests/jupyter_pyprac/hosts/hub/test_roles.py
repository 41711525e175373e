import pytest

from jupyter_pyprac.hosts.hub.roles import viewer_of

CLOSED = frozenset({"loops", "data"})


def user(*groups: str, admin: bool = False) -> dict:
    return {"name": "ada", "kind": "user", "admin": admin, "groups": list(groups)}


def test_without_groups_one_is_a_student_of_every_course_that_has_none_of_its_own():
    viewer = viewer_of(user(), CLOSED)
    assert (viewer.name, viewer.roles, viewer.taught, viewer.barred) == ("ada", {"student"}, frozenset(), CLOSED)
    assert viewer.sees("basics")
    assert not viewer.sees("loops")


def test_a_member_of_the_group_is_a_student_of_the_course():
    viewer = viewer_of(user("pyprac-students:loops", "others"), CLOSED)
    assert viewer.sees("loops")
    assert not viewer.sees("data")
    assert not viewer.teaches


def test_an_instructor_of_a_course_teaches_and_sees_that_one():
    viewer = viewer_of(user("pyprac-instructors:loops"), CLOSED)
    assert viewer.is_instructor_of("loops")
    assert viewer.sees("loops")
    assert not viewer.is_instructor_of("basics")
    assert not viewer.sees("data")


def test_an_instructor_of_all_and_an_admin_teach_every_course():
    for everywhere in (viewer_of(user("pyprac-instructors"), CLOSED), viewer_of(user(admin=True), CLOSED)):
        assert all(everywhere.is_instructor_of(course) and everywhere.sees(course) for course in ("basics", *CLOSED))
    assert "admin" in viewer_of(user(admin=True), CLOSED).roles
    assert "admin" not in viewer_of(user("pyprac-instructors"), CLOSED).roles


@pytest.mark.parametrize(
    "group", ["pyprac-instructor", "pyprac-instructors-loops", "xpyprac-instructors:loops", "loops"]
)
def test_a_group_with_another_name_means_nothing(group):
    viewer = viewer_of(user(group), CLOSED)
    assert not viewer.teaches
    assert viewer.barred == CLOSED


def test_a_model_without_groups_is_a_students():
    assert viewer_of({"name": "ada", "kind": "user"}, frozenset()).roles == {"student"}
