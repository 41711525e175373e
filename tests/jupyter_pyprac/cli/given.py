"""A small course for the commands."""

from typing import Any

CODE = """\
def search(x, seq):
    for place, each in enumerate(seq):
        if each == x:
            return place
    return -1
"""


def course() -> dict[str, Any]:
    """A course of one assignment, as a bundle has it."""
    return {
        "format": "pyprac-course/1",
        "course": {"slug": "basics", "title": "Basics"},
        "assignments": [
            {
                "slug": "search",
                "title": "Sequential search",
                "handout": "Find it.",
                "solution": CODE,
                "starter_code": "def search(x, seq):\n    ...\n",
                "wrong_solutions": [{"name": "off by one", "code": CODE.replace("return place", "return place + 1")}],
                "tests": [
                    {"name": "finds it", "call": "search(42, (1, 42))", "expected": "1"},
                    {
                        "call": "search(1, [])",
                        "expected": "-1",
                        "points": 2,
                        "hidden": True,
                        "message": "Nothing there?",
                    },
                ],
            }
        ],
    }
