"""What is wrong with a bundle is told, all of it, by path and with a sentence."""

import base64
import json

import pytest

from tests.jupyter_pyprac.authoring.given import course, read, reasons


def test_every_fault_is_listed_with_its_path():
    data = course(slug="Not A Slug", titel="x", tests=[{"call": "f("}, {"call": "f()", "expected": "1", "raises": "E"}])
    assert [reason.partition(": ")[0] for reason in reasons(data)] == [
        "assignments[0].titel",
        "assignments[0].slug",
        "assignments[0].tests[0].call",
        "assignments[0].tests[0]",
        "assignments[0].tests[1]",
    ]


def test_a_missing_field_is_named():
    assert reasons({"format": "pyprac-course/1", "course": {}, "assignments": [{}]}) == [
        "course.slug: is missing",
        "course.title: is missing",
        "assignments[0].slug: is missing",
        "assignments[0].title: is missing",
        "assignments[0].handout: is missing",
        "assignments[0].tests: is missing",
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b'{\n  "a": ,\n}', "is not JSON, line 2, column 8"),
        (b'{\n<<<<<<< HEAD\n"a": 1\n=======\n', "line 2: holds the markers of a merge"),
        (b"{", "is not JSON"),
        (b"\xff{}", "is not text in UTF-8"),
        (b"[]", "a bundle is an object, not a list"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b"1" * 5000, "is not JSON"),
        (b" " * (20 * 1024 * 1024 + 1), "at most 20,971,520"),
    ],
)
def test_what_is_no_bundle_at_all_is_refused_with_a_sentence(raw, words):
    (reason,) = reasons(raw)
    assert words in reason


def test_a_key_that_comes_twice_is_refused():
    raw = json.dumps(course()).replace('"title": "Seq', '"title": "A", "title": "Seq').encode()
    assert reasons(raw) == ["assignments[0].title: is there twice: keep one of the two"]


def test_a_bundle_of_a_newer_release_says_so():
    (reason,) = reasons(course() | {"format": "pyprac-course/2"})
    assert reason.startswith("format: ")
    assert "another release" in reason


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"slug": "a/b"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"slug": "x" * 101}, "slug"),
        ({"title": "two\nlines"}, "title"),
        ({"title": "\x1b[31mred"}, "title"),
        ({"title": " "}, "title"),
        ({"handout": 3}, "handout"),
        ({"handout": "half \ud83d an emoji"}, "handout"),
        ({"handout": "nul \0"}, "handout"),
        ({"handout": f"![x](data:image/png;base64,{'A' * 1_400_000})"}, "handout"),
        ({"order_number": 1.5}, "order_number"),
        ({"order_number": True}, "order_number"),
        ({"limits": {"seconds": 0}}, "limits.seconds"),
        ({"limits": {"seconds": 1e9}}, "limits.seconds"),
        ({"limits": {"seconds": float("nan")}}, "limits.seconds"),
        ({"limits": {"memory_mb": 1}}, "limits.memory_mb"),
        ({"limits": {"cpu": 1}}, "limits.cpu"),
        ({"limits": 3}, "limits"),
        ({"environment": "numpy"}, "environment"),
        ({"due_at": "2026-01-01T00:00:00"}, "due_at"),
        ({"due_at": "tomorrow"}, "due_at"),
        ({"due_at": "2026-13-01T00:00:00Z"}, "due_at"),
        ({"released_at": "2026-01-02T00:00:00Z", "due_at": "2026-01-01T00:00:00Z"}, "due_at"),
        ({"hints": "one"}, "hints"),
        ({"hints": ["", "b"]}, "hints[0]"),
        ({"starter_code": "x" * (64 * 1024 + 1)}, "starter_code"),
        ({"solution": "def f(:"}, "solution"),
        ({"setup_code": "x = "}, "setup_code"),
        ({"wrong_solutions": [{"name": "x"}]}, "wrong_solutions[0].code"),
        ({"tests": []}, "tests"),
        ({"tests": {}}, "tests"),
        ({"tests": [5]}, "tests[0]"),
    ],
)
def test_a_field_that_does_not_fit_is_named(changes, path):
    (reason,) = reasons(course(**changes))
    assert reason.startswith(f"assignments[0].{path}: ")


@pytest.mark.parametrize(
    "name", ["../etc/passwd", "/etc/passwd", "a\\b", ".hidden", "..", "", " a", "a\nb", "x" * 101, "a\0"]
)
def test_a_file_name_that_leads_elsewhere_is_refused(name):
    (reason,) = reasons(course(files=[{"name": name, "base64": ""}]))
    assert reason.startswith("assignments[0].files[0].name: ")


@pytest.mark.parametrize("content", ["!", "abc", 3, None])
def test_a_file_that_is_not_base64_is_refused(content):
    (reason,) = reasons(course(files=[{"name": "a", "base64": content}]))
    assert reason.startswith("assignments[0].files[0].base64: ")


def test_files_are_at_most_five_mebibytes_together():
    half = base64.b64encode(bytes(3 * 1024 * 1024)).decode()
    (reason,) = reasons(course(files=[{"name": "a", "base64": half}, {"name": "b", "base64": half}]))
    assert "6,291,456 bytes" in reason


def test_two_files_of_one_name_are_refused_whatever_their_case():
    (reason,) = reasons(course(files=[{"name": "a.csv", "base64": ""}, {"name": "A.CSV", "base64": ""}]))
    assert "two files are named a.csv" in reason


def test_two_assignments_of_one_slug_are_refused():
    data = course()
    data["assignments"] *= 2
    (reason,) = reasons(data)
    assert reason.startswith("assignments[1].slug: ")


def test_one_place_for_two_assignments_is_a_warning():
    data = course(order_number=1)
    data["assignments"].append(data["assignments"][0] | {"slug": "other"})
    assert "search and other" in read(data).warnings[0]


def test_images_of_a_handout_may_have_1_mib_to_the_byte():
    fits, over = ({"handout": f"![x](data:image/png;base64,{base64_of(size)})"} for size in (2**20, 2**20 + 1))
    assert read(course(**fits)).assignments[0].handout.startswith(fits["handout"])
    (reason,) = reasons(course(**over))
    assert "holds 1,048,577 bytes of images" in reason


def base64_of(size):
    return base64.b64encode(b"\x89" * size).decode()
