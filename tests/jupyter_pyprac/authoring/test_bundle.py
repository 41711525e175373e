import base64
import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service import contract
from jupyter_pyprac.authoring import bundle
from jupyter_pyprac.authoring.faults import Refused
from tests.jupyter_pyprac.authoring.bundles import bundles


def course(**changes):
    assignment = {
        "slug": "search",
        "title": "Sequential search",
        "handout": "Find it.",
        "tests": [{"call": "search(42, (1, 42))", "expected": "1"}],
    }
    return {
        "format": "pyprac-course/1",
        "course": {"slug": "python-basics", "title": "Python basics"},
        "assignments": [assignment | changes],
    }


def read(data):
    return bundle.read(json.dumps(data).encode(), "course.json")


def reasons(data):
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(Refused) as refused:
        bundle.read(raw, "course.json")
    assert {reason.source for reason in refused.value.reasons} == {"course.json"}
    return [reason.reason for reason in refused.value.reasons]


def reasons_of_test(**test):
    return reasons(course(tests=[test]))


def test_a_minimal_bundle_gets_the_defaults():
    found = read(course())
    (assignment,) = found.assignments
    assert (found.course.slug, found.course.language, assignment.id) == ("python-basics", "en", "python-basics/search")
    assert (assignment.order_number, assignment.limits, assignment.starter_code) == (1, contract.Limits(), "")
    assert assignment.tests == (contract.Test(name="Test 1", points=1.0, call="search(42, (1, 42))", expected="1"),)


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


@pytest.mark.parametrize(
    ("test", "path", "words"),
    [
        ({}, "", "says nothing to test"),
        ({"name": "x"}, "", "says nothing to test"),
        ({"call": "f()", "code": "assert 1"}, "", "call and code at once"),
        ({"call": "f()"}, "", "expected"),
        ({"call": "f()", "expected": "1", "raises": "E"}, "", "raises"),
        ({"call": "x = 1", "expected": "1"}, ".call", "not valid Python"),
        ({"call": "", "expected": "1"}, ".call", "is empty"),
        ({"call": "(" * 5000, "expected": "1"}, ".call", "Python"),
        ({"call": "f()", "expected": "abc"}, ".expected", "not a Python literal"),
        ({"call": "f()", "expected": "g()"}, ".expected", "not a Python literal"),
        ({"call": "f()", "expected": "{[]}"}, ".expected", "not a Python literal"),
        ({"call": "f()", "expected": "[1, ...]"}, ".expected", "not a Python literal"),
        ({"call": "f()", "expected": 1}, ".expected", 'must be text that holds a Python literal: "1"'),
        ({"call": "f()", "raises": "two words"}, ".raises", "exception class"),
        ({"call": "f()", "raises": "class"}, ".raises", "exception class"),
        ({"stdin": "x"}, ".stdout", "is missing"),
        ({"stdin": "x", "stdout": "y", "expected": "1"}, ".expected", "belongs to a test with call"),
        ({"code": ""}, ".code", "is empty"),
        ({"code": "return 1"}, ".code", "'return' outside function (line 1)"),
        ({"code": "return 1\ncontinue", "score": True}, ".code", "(line 2)"),
        ({"code": "a = 1\n b = 2"}, ".code", "(line 2)"),
        ({"code": "assert 1", "points": -1}, ".points", "between"),
        ({"code": "assert 1", "points": float("inf")}, ".points", "between"),
        ({"code": "assert 1", "points": "2"}, ".points", "must be a number, not text"),
        ({"code": "assert 1", "hidden": 1}, ".hidden", "true or false"),
        ({"call": "f()", "expected": "1", "compare": "loose"}, ".compare", "'equal' or 'strict'"),
        ({"call": "f()", "expected": "1", "hiden": True}, ".hiden", "did you mean hidden?"),
    ],
)
def test_a_test_that_cannot_be_run_is_named(test, path, words):
    (reason,) = reasons_of_test(**test)
    assert reason.startswith(f"assignments[0].tests[0]{path}: ")
    assert words in reason


def test_a_shared_test_is_code_and_is_not_taken_apart():
    (assignment,) = read(course(tests=[{"code": "assert f(1) == 2", "shared": True}])).assignments
    assert [(test.code, test.shared) for test in assignment.tests] == [("assert f(1) == 2\n", True)]
    (reason,) = reasons_of_test(call="f(1)", expected="2", shared=True)
    assert "shared goes with code" in reason


CLASSES = """import unittest
from submission import *

class TestSearch(unittest.TestCase):
    def setUp(self):
        self.seq = [1, 2]

    # the easy one
    def test_finds_it(self):
        self.assertEqual(search(1, self.seq), 0)

    @unittest.skipIf(False, "never")
    def test_misses_it(self):
        \"\"\"It says -1 where nothing is found.\"\"\"
        self.assertEqual(search(3, self.seq), -1)

class TestOther(unittest.TestCase):
    def test_empty(self):
        self.assertEqual(search(3, []), -1)

def test_text():
    assert search("a", "ba") == 1
"""


def test_each_test_method_and_function_is_a_test_that_shares_the_points():
    (assignment,) = read(course(tests=[{"code": CLASSES, "points": 2, "name": "all"}])).assignments
    names = ["TestSearch.test_finds_it", "It says -1 where nothing is found.", "TestOther.test_empty", "test_text"]
    assert [test.name for test in assignment.tests] == names
    assert {test.points for test in assignment.tests} == {0.5}
    assert assignment.tests[1].code == CLASSES[: CLASSES.index("\n    # the easy")] + (
        CLASSES[CLASSES.index("\n    @unittest") : CLASSES.index("\n\nclass TestOther")] + "\n"
    )
    assert assignment.tests[3].code.count("def ") == 1


def test_hidden_test_methods_are_not_named_after_their_source():
    tests = [{"code": CLASSES, "hidden": True}, {"code": CLASSES, "hidden": True, "name": "borders"}]
    (assignment,) = read(course(tests=tests)).assignments
    names = [f"Hidden test {number}" for number in range(1, 5)] + [f"borders ({number})" for number in range(1, 5)]
    assert [test.name for test in assignment.tests] == names


@pytest.mark.parametrize(
    "code",
    [
        "class TestA(TestCase):\n    def test_a(self): pass\nclass TestB(TestA):\n    def test_b(self): pass\n",
        "def test_a(): pass\ndef test_a(): pass\n",
        "def test_a(): pass; x = 1\nif x:\n    def test_b(): pass\n",
    ],
)
def test_code_that_cannot_be_cut_by_reading_stays_one_test(code):
    (assignment,) = read(course(tests=[{"code": code}])).assignments
    assert [test.code for test in assignment.tests] == [code]


def test_a_part_begins_and_ends_with_what_it_holds():
    code = "def test_a():\n    assert f(1)\n\n\ndef test_b():\n    assert f('\x0c')\n"
    (assignment,) = read(course(tests=[{"code": code}])).assignments
    assert [test.code for test in assignment.tests] == [f"{part}\n" for part in code.removesuffix("\n").split("\n\n\n")]


def test_names_that_are_made_fit_where_names_do():
    docstring = "\\x07" + "ü" * 150
    tests = [
        {"code": f'def test_a():\n    "{docstring}"\n    assert f(1)'},
        {"code": "assert f(1) == 1\nassert f(2) == 2", "name": "n" * 200},
    ]
    found = read(course(tests=tests))
    names = [test.name for test in found.assignments[0].tests]
    assert names == ["ü" * 100, "n" * 196 + " (1)", "n" * 196 + " (2)"]
    assert read(bundle.write(found.course, found.assignments, found.files)) == found


@pytest.mark.parametrize("message", ['"\\0"', '"\\ud800"', '"' + "m" * 4001 + '"'])
def test_a_message_behind_an_assert_is_held_to_what_messages_are(message):
    (reason,) = reasons_of_test(code=f"assert f(1) == 1, {message}")
    assert reason.startswith("assignments[0].tests[0].message: ")


def test_asserts_that_are_too_many_tests_are_refused():
    (reason,) = reasons_of_test(code="assert f(1) == 1\n" * 501)
    assert reason == "assignments[0].tests: make 501 tests; at most 500 are allowed"


def test_a_score_may_be_returned_or_left_as_the_last_expression():
    codes = ["if f(1) == 2:\n    return 1.5\nreturn 0", "from math import *\nf(1)"]
    tests = [{"code": code, "score": True, "points": 2} for code in codes]
    (assignment,) = read(course(tests=tests)).assignments
    assert [test.code for test in assignment.tests] == [f"{code}\n" for code in codes]


def test_tests_that_fit_no_job_are_refused():
    (reason,) = reasons(course(tests=[{"call": "f()", "expected": repr("x" * 400_000)}] * 2))
    assert "too large for one grading" in reason


def test_the_largest_code_a_student_may_send_fits_beside_accepted_tests():
    data = course(
        tests=[{"call": "f()", "expected": repr("x" * 300_000)}, {"call": "f()", "expected": repr("x" * 300_000)}]
    )
    (assignment,) = read(data).assignments
    job = contract.Job(job_id="0" * 36, digest="0" * 64, code="\x01" * contract.CODE_BYTES, tests=assignment.tests)
    assert len(contract.encode(job)) <= contract.JOB_BYTES


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


@given(bundles())
def test_a_course_that_is_written_is_read_as_it_is(data):
    with contextlib.suppress(Refused):
        found = read(data)
        assert read(bundle.write(found.course, found.assignments, found.files)) == found


fields = [
    "slug",
    "title",
    "handout",
    "tests",
    "files",
    "limits",
    "hints",
    "due_at",
    "wrong_solutions",
    "points",
    "order_number",
]


@given(st.dictionaries(st.sampled_from(fields), json_values, max_size=5))
def test_no_value_of_any_field_makes_the_reader_fail_otherwise_than_by_refusing(changes):
    with contextlib.suppress(Refused):
        found = read(course(**changes))
        assert read(bundle.write(found.course, found.assignments, found.files)) == found


@given(
    st.dictionaries(
        st.sampled_from([*"abc", "call", "expected", "raises", "stdin", "stdout", "code", "points"]), json_values
    )
)
def test_no_value_in_a_test_makes_the_reader_fail_otherwise_than_by_refusing(test):
    faults = []
    bundle.build(course(tests=[test]), faults)
    assert all(fault.path.startswith("assignments[0].tests[0]") for fault in faults)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail_otherwise_than_by_refusing(raw):
    with pytest.raises(Refused):
        bundle.read(raw)


def test_a_backslash_that_means_nothing_is_read_without_a_word():
    tests = [{"call": "f('\\ ')", "expected": "'\\ '"}, {"code": "def test_a():\n    assert f('\\ ')"}]
    assert len(read(course(tests=tests, solution="x = '\\ '")).assignments[0].tests) == 2


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ("2026-12-15T23:59Z", None),
        ("2026-12-15 23:59:00.5+02:00", None),
        ("2026-13-15T23:59:00Z", "due_at: is no time that there is: month must be"),
        ("2026-02-30T23:59Z", "due_at: is no time that there is: day "),
        ("9999-12-31T23:59-10:00", "due_at: is no time that there is"),
        ("2026-12-15T23:59", "due_at: has no zone: write 2026-12-15T23:59Z for UTC"),
        ("2026-12-15", "due_at: must be a time with its zone"),
    ],
)
def test_a_time_may_do_without_seconds_and_what_is_wrong_with_it_is_told(time, told):
    faults = []
    bundle.build(course(due_at=time), faults)
    assert [str(fault).partition("].")[2].startswith(told) for fault in faults] == [True] * bool(told), faults
