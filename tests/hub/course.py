"""A course with a token planted wherever a student must not look, and how an instructor brings one in."""

from typing import Any

from tests.services.hub import Person

SECRET = "s3cret-7f0c"
DOUBLE = "secrets/double"
RIGHT = "def double(x):\n    return x + x\n"

COURSE: dict[str, Any] = {
    "format": "pyprac-course/1",
    "course": {"slug": "secrets", "title": "Secrets"},
    "assignments": [
        {
            "slug": "double",
            "title": "Doubling",
            "order_number": 1,
            "handout": "Write `double(x)`.",
            "starter_code": "def double(x):\n    ...\n",
            "solution": f"# {SECRET}-solution\ndef double(x):\n    return 2 * x\n",
            "tests": [
                {"name": "doubles 2", "call": "double(2)", "expected": "4"},
                {"name": "a word", "hidden": True, "call": f"double('{SECRET}')", "expected": f"'{SECRET}{SECRET}'"},
            ],
        }
    ],
}


def named(slug: str) -> dict[str, Any]:
    """The same course by another name, which is in its assignment's title too."""
    [assignment] = COURSE["assignments"]
    renamed = {**assignment, "title": f"Doubling, {slug}"}
    return {**COURSE, "course": {"slug": slug, "title": slug.title()}, "assignments": [renamed]}


def bring(instructor: Person, bundle: dict[str, Any]) -> dict[str, Any]:
    """Import a bundle from the instructor's own server, and return what it came to."""
    begun = instructor.ask("POST", f"course?course={bundle['course']['slug']}", bundle)
    assert begun.status == 202, begun
    while (check := instructor.ask("GET", f"check/{begun.body['check_id']}?wait=15").body)["state"] == "running":
        pass
    assert check["state"] == "accepted", check
    return check
