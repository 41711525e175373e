import base64
from datetime import UTC, datetime

import pytest

from grader_service import contract
from jupyter_pyprac.authoring import bundle
from tests.jupyter_pyprac.authoring.given import course, read, reasons


def test_a_minimal_bundle_gets_the_defaults():
    found = read(course())
    (assignment,) = found.assignments
    assert (found.course.slug, found.course.language, assignment.id) == ("python-basics", "en", "python-basics/search")
    assert (assignment.order_number, assignment.limits, assignment.starter_code) == (1, contract.Limits(), "")
    assert assignment.tests == (contract.Test(name="Test 1", points=1.0, call="search(42, (1, 42))", expected="1"),)


NOWHERE = (
    "tree.png",
    "images/my%20tree.png",
    "/tree.png",
    "attachment:tree.png",
    "file:///tree.png",
    "C:/tree.png",
    "https://h/a.png",
    "//h/a.png",
)


@pytest.mark.parametrize("address", NOWHERE)
@pytest.mark.parametrize("written", ["![a tree]({})", '![]({} "A tree")', "![]( <{}>)", '<img alt="x" src="{}">'])
def test_an_image_that_no_student_sees_is_noted_with_its_address(address, written):
    found = read(course(handout=f"Look:\n\n{written.format(address)}\n"))
    (note,) = found.notes["search"]
    assert note.startswith(f"no student sees the image {address!r} of the handout")
    ((slug, reason),) = found.worth_a_look()
    assert (slug, reason.source) == ("search", "search")


@pytest.mark.parametrize(
    "handout",
    ["![](data:image/png;base64,AAAA)", "[a link](tree.png) [another](https://h/a.png)", "<img>"],
)
def test_other_addresses_are_not(handout):
    assert not read(course(handout=handout)).notes


def test_every_field_of_the_contract_is_read():
    (assignment,) = read(
        course(
            order_number=7,
            topic="Lists",
            starter_code="def search(x, seq):\n    ...\n",
            solution="def search(x, seq): ...",
            wrong_solutions=[{"name": "off by one", "code": "search = 1"}],
            setup_code="import math\n",
            files=[{"name": "data.csv", "base64": base64.b64encode(b"1,2").decode()}],
            hints=["first", "second"],
            limits={"seconds": 1, "memory_mb": 64},
            environment="python",
            released_at="2026-01-01T00:00:00Z",
            due_at="2026-01-02T10:00:00+02:00",
        )
    ).assignments
    assert assignment.order_number == 7
    assert assignment.wrong_solutions[0].name == "off by one"
    assert assignment.files[0].name == "data.csv"
    assert assignment.limits == contract.Limits(seconds=1.0, memory_mb=64)
    assert assignment.due_at == datetime(2026, 1, 2, 8, tzinfo=UTC)
    assert assignment.hints == ("first", "second")


def test_a_written_course_is_read_as_it_was():
    found = read(
        course(
            files=[{"name": "data.csv", "base64": "aGk="}],
            tests=[
                {"call": "f()", "raises": "ValueError", "hidden": True, "message": "Think."},
                {"stdin": "", "stdout": "x"},
                {"code": "x = f()\nassert x", "points": 0.5},
            ],
        )
    )
    again = read(bundle.write(found.course, found.assignments, found.files))
    assert again == found


def test_reading_twice_gives_the_same():
    assert read(course()) == read(course())


def test_files_come_by_the_hash_of_their_bytes():
    found = read(course(files=[{"name": "data.csv", "base64": "aGk="}]))
    assert dict(found.files) == {found.assignments[0].files[0].sha256: b"hi"}


def test_windows_line_ends_become_unix_ones():
    (assignment,) = read(course(starter_code="a = 1\r\nb = 2\r")).assignments
    assert assignment.starter_code == "a = 1\nb = 2\n"


def test_blank_lines_around_a_text_make_no_other_one_of_it():
    texts = {"handout": "Find it.", "starter_code": "  x = 1", "solution": "x = 1", "setup_code": "y = 2"}
    apart = {name: f"\n  \n{text}\n\n" for name, text in texts.items()}
    wrong, hints, tests = {"name": "w", "code": "x = 2"}, ["    code"], [{"code": "s = f()\nassert s"}]
    first = read(course(**texts, wrong_solutions=[wrong], hints=hints, tests=tests))
    wrong, hints, tests = {"name": " w", "code": "\nx = 2\n"}, ["\n    code\n"], [{"code": "\ns = f()\nassert s\n\n"}]
    assert read(course(**apart, wrong_solutions=[wrong], hints=hints, tests=tests)) == first
    (assignment,) = first.assignments
    assert (assignment.starter_code, assignment.hints, assignment.setup_code) == ("  x = 1\n", ("    code",), "y = 2\n")
    assert assignment.tests[0].code == "s = f()\nassert s\n"
    assert read(course(starter_code=" \n\n")).assignments[0].starter_code == ""


def test_a_fault_in_python_below_blank_lines_names_the_line_that_it_is_on():
    assert reasons(course(solution="\n\nx = 1\ny ="))[0].endswith("invalid syntax (line 4)")


def test_visible_tests_come_first_and_unnamed_ones_are_numbered_by_kind():
    (assignment,) = read(
        course(
            tests=[
                {"hidden": True, "call": "f(1)", "expected": "1"},
                {"call": "f(2)", "expected": "2"},
                {"hidden": True, "name": "own name", "call": "f(3)", "expected": "3"},
                {"hidden": True, "call": "f(4)", "expected": "4"},
                {"call": "f(5)", "expected": "5"},
            ]
        )
    ).assignments
    assert [(test.name, test.call) for test in assignment.tests] == [
        ("Test 1", "f(2)"),
        ("Test 2", "f(5)"),
        ("Hidden test 1", "f(1)"),
        ("own name", "f(3)"),
        ("Hidden test 3", "f(4)"),
    ]


def test_code_that_is_nothing_but_asserts_on_calls_becomes_call_tests_that_share_its_points():
    (assignment,) = read(
        course(
            tests=[
                {
                    "name": "adds",
                    "points": 3,
                    "code": "assert f(1) == 2\nassert f(2) is None, 'why'\nassert g([1]) == [2]",
                }
            ]
        )
    ).assignments
    assert [
        (test.name, test.points, test.call, test.expected, test.compare, test.message) for test in assignment.tests
    ] == [
        ("adds (1)", 1.0, "f(1)", "2", "equal", None),
        ("adds (2)", 1.0, "f(2)", "None", "strict", "why"),
        ("adds (3)", 1.0, "g([1])", "[2]", "equal", None),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "s = submission.Stack()\ns.push(1)\nassert s.pop() == 1",
        "assert f(1) == 2\nassert f(2)",
        "assert f(1) != 2",
        "assert submission.f(1) == 2",
        "assert f(1) == g(2)",
        "assert x == 2",
        "assert 1 < f(1) < 3",
        "assert f(1) == 2, f(3)",
    ],
)
def test_other_code_stays_code(code):
    (assignment,) = read(course(tests=[{"code": code}])).assignments
    assert assignment.tests == (contract.Test(name="Test 1", points=1.0, code=f"{code}\n"),)
