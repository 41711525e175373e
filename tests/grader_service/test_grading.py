"""What a verdict holds: statuses, points, counts, the first error and messages."""

# ruff: noqa: E501  programs of a test stay on one line

from concurrent.futures import ThreadPoolExecutor

import pytest

from grader_service.contract import VERDICT_BYTES, Count, Frame, Limits, encode
from grader_service.grading import Workshop

SEARCH = """
def search(x, seq):
    for index, value in enumerate(seq):
        if value == x:
            return index
    return -1
"""


def test_right_code_passes_every_test_and_earns_all_points(grade):
    verdict = grade(
        SEARCH,
        {"name": "finds it", "call": "search(42, (1, 42))", "expected": "1", "points": 2},
        {"name": "hidden", "call": "search(3, [])", "expected": "-1", "hidden": True},
    )
    assert (verdict.status, verdict.correct, verdict.points, verdict.max_points) == ("passed", True, 3, 3)
    assert (verdict.visible, verdict.hidden) == (Count(1, 1), Count(1, 1))
    assert verdict.error is None
    assert [(test.name, test.status, test.message) for test in verdict.tests] == [
        ("finds it", "passed", None),
        ("hidden", "passed", None),
    ]


def test_a_wrong_value_names_call_expected_actual_and_the_line_that_returned_it(grade):
    verdict = grade(SEARCH.replace("return -1", "return None"), {"call": "search(3, [])", "expected": "-1"})
    (test,) = verdict.tests
    assert (verdict.status, verdict.correct, verdict.points) == ("failed", False, 0)
    assert (test.call, test.expected, test.actual, test.line) == ("search(3, [])", "-1", "None", 6)


def test_an_exception_in_a_visible_test_is_the_error_of_the_verdict(grade):
    verdict = grade(
        "def f(x):\n    y = x\n    return g(y)\ndef g(y):\n    return y + 'a'\n",
        {"call": "f(1)", "expected": "2"},
        {"call": "f('a')", "expected": "'aa'"},
    )
    assert (verdict.status, verdict.points) == ("error", 1)
    assert verdict.error is not None
    assert (verdict.error.type, verdict.error.line) == ("TypeError", 5)
    assert "unsupported operand" in verdict.error.message
    assert verdict.error.traceback == (Frame(3, "return g(y)"), Frame(5, "return y + 'a'"))
    assert "`+` joins text with text only" in (verdict.error.explanation or "")
    assert [test.status for test in verdict.tests] == ["error", "passed"]


def test_an_exception_in_a_hidden_test_alone_stays_hidden(grade):
    verdict = grade(
        "def f(x):\n    print('secret', x)\n    return 1 / x\n",
        {"call": "f(1)", "expected": "1.0"},
        {"call": "f(0)", "expected": "0", "hidden": True},
    )
    assert (verdict.status, verdict.error, verdict.stdout) == ("failed", None, "secret 1\n")
    assert [(test.status, test.message) for test in verdict.tests] == [("passed", None), ("error", None)]


@pytest.mark.parametrize(
    ("code", "type_", "line"),
    [
        ("x = 1\nif x\n    print(x)\n", "SyntaxError", 2),
        ("def f():\nreturn 1\n", "IndentationError", 2),
        ("x = 1\nprint(y)\n", "NameError", 2),
        ("import nothing_there\n", "ModuleNotFoundError", 1),
        ("x = input()\n", "EOFError", 1),
        ("def f():\n    raise SystemExit\nf()\n", "SystemExit", 2),
        ("raise KeyboardInterrupt\n", "KeyboardInterrupt", 1),
        ("def f(): return f()\nf()\n", "RecursionError", 1),
    ],
)
def test_an_exception_while_loading_is_the_error_and_no_test_runs(grade, code, type_, line):
    verdict = grade(code, {"call": "f()", "expected": "1"}, {"call": "f()", "expected": "1", "hidden": True})
    assert verdict.status == "error"
    assert verdict.error is not None
    assert (verdict.error.type, verdict.error.line) == (type_, line)
    assert verdict.error.explanation
    assert [test.status for test in verdict.tests] == ["not-run", "not-run"]


def test_tests_of_one_group_earn_their_points_only_together(grade):
    tests = [
        {"call": f"f({n})", "expected": "1", "group": group} for n, group in ((1, "a"), (2, "a"), (1, "b"), (2, None))
    ]
    verdict = grade("def f(n): return n", *tests)
    assert [test.points for test in verdict.tests] == [0, 0, 1, 0]


def test_a_failed_test_of_no_points_makes_the_verdict_incorrect(grade):
    verdict = grade("def f(): return 1", {"call": "f()", "expected": "2", "points": 0})
    assert (verdict.status, verdict.correct, verdict.max_points) == ("failed", False, 0)


def test_the_authors_message_is_shown_where_its_test_did_not_pass(grade):
    verdict = grade(
        "def f(): return None",
        {"call": "f()", "expected": "2", "message": "Think of two."},
        {"call": "f()", "expected": "2", "message": "Think twice.", "hidden": True},
        {"call": "f()", "expected": "2", "hidden": True},
        {"call": "f()", "expected": "None", "message": "Never shown."},
    )
    assert [test.message for test in verdict.tests] == ["Think of two.", "Think twice.", None, None]


def test_what_is_said_of_a_wrong_result_fits_the_kind_of_the_test(grade):
    code = "def f(x):\n    print('None')\n"
    verdict = grade(
        code,
        {"call": "f(1)", "expected": "1"},
        {"call": "f(1)", "raises": "TypeError"},
        {"call": "f(1)", "stdout": "1\n"},
        {"code": "assert f(1) == 1"},
        {"code": "assert f(1) == 1, 'Think of one.'"},
        {"call": "f(1)", "expected": "1", "hidden": True},
    )
    assert [test.message for test in verdict.tests] == [
        "`f` prints on line 2, but has no `return`. Printing only shows a value: give it back with `return`.",
        "It returned None, but it should raise TypeError.",
        "Line 1 of the output is 'None', but should be '1'.",
        "`f` prints on line 2, but has no `return`. Printing only shows a value: give it back with `return`.",
        "Think of one.",
        None,
    ]


def test_a_name_that_is_missing_is_an_error_that_says_so(grade):
    verdict = grade("def serch(): return 1", {"call": "search()", "expected": "1"})
    assert (verdict.status, verdict.tests[0].status) == ("error", "error")
    assert verdict.error is not None
    assert (verdict.error.type, verdict.error.message) == ("NameError", "name 'search' is not defined")
    assert "`serch`" in (verdict.error.explanation or "")
    assert (verdict.error.line, verdict.tests[0].line) == (1, 1)


def test_events_tell_each_test_as_it_ends(workshop, job):
    events = []
    given = [
        {"name": "a", "call": "f()", "expected": "1", "hidden": True},
        {"name": "b", "call": "f()", "expected": "2"},
    ]
    workshop.grade(job("def f(): return 1", *given), tell=events.append)
    assert [(event.type, event.index, event.total, event.name, event.status) for event in events[1:]] == [
        ("test", 1, 2, "b", "failed"),
        ("test", 0, 2, "a", "passed"),
    ]
    assert (events[0].type, events[0].total) == ("started", 2)


def test_a_verdict_is_cut_to_its_size_and_says_so(grade):
    code = "def f(n):\n    print('x' * 30_000)\n    return 'y' * 100_000\n"
    verdict = grade(code, *[{"call": f"f({n})", "expected": "1"} for n in range(60)])
    assert verdict.status == "failed"
    assert len(encode(verdict)) <= VERDICT_BYTES
    assert verdict.stdout.endswith("(cut)")
    assert (verdict.tests[0].actual or "").endswith("(cut)")


def test_a_job_that_no_verdict_can_hold_is_a_fault_of_the_system(grade):
    verdict = grade("def f(): return 1", *[{"call": "f()", "expected": "1", "name": "n" * 150} for _ in range(2_000)])
    assert verdict.status == "system"
    assert "too many tests" in verdict.error.message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_submission_end_as_python_lets_them_end(grade, end):
    lines = ("def f(n):", "    price = 2,50", "    return price / n", "print(2,50)")
    wrong, raised = grade(end.join(lines), {"stdin": "", "stdout": "2.50"}, {"call": "f(2)", "expected": "1.25"}).tests
    assert "`2,50` on line 4 is two numbers" in wrong.message
    assert (raised.status, raised.line) == ("error", 3)


def test_text_of_any_kind_survives_to_the_verdict(grade):
    code = "def f():\n    print('\\U0001f600\\0\\ud800é')\n    import os\n    os.write(1, b'\\xff\\n')\n    return '\\ud800\\0'\n"
    verdict = grade(code, {"call": "f()", "expected": "'\\ud800\\0'"})
    assert verdict.status == "passed"
    assert set("\U0001f600\0é") < set(verdict.stdout)
    assert "\\ud800" in verdict.stdout
    assert "\\xff" in verdict.stdout


def test_code_that_no_file_can_hold_is_no_fault_of_the_grader(grade):
    verdict = grade("half = '\ud800'", {"call": "f()", "expected": "1"})
    assert verdict.error is not None
    assert (verdict.status, verdict.error.type) == ("error", "UnicodeEncodeError")


def test_jobs_of_several_threads_do_not_mix(workshop, job):
    with ThreadPoolExecutor(2) as pool:
        jobs = [job(f"def f(): return {n}", {"call": "f()", "expected": str(n)}) for n in range(12)]
        assert [verdict.status for verdict in pool.map(workshop.grade, jobs)] == ["passed"] * 12


def test_the_protection_level_is_told_with_every_verdict(workshop: Workshop, grade):
    assert grade("", {"call": "1", "expected": "1"}, limits=Limits(1)).protection == workshop.protection


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("assert double(2) == 4, 'two doubled'", "two doubled."),
        ("assert double(2) > 3, 'Too small!'", "Too small!"),
        ("assert double(2) > 3", "`double(2)` should be `> 3`, but it is 2."),
        ("def test_it():\n    assert double(2) == 4, 'two doubled'", "two doubled."),
    ],
)
def test_a_line_that_changes_nothing_is_told_beside_what_an_assert_says(grade, code, said):
    lost = "`x * 2` on line 2 changes nothing: to keep its result write `x = x * 2`."
    (test,) = grade("def double(x):\n    x * 2\n    return x\n", {"code": code}).tests
    assert test.message == f"{said} {lost}"
    assert [each.text for each in test.sentences][1:] == [
        "`%1` on line %2 changes nothing: to keep its result write `%3 = %1`."
    ]


def test_nothing_is_told_beside_what_a_hidden_assert_says(grade):
    given = {"code": "assert double(2) == 4, 'two doubled'", "hidden": True, "message": "Try 2."}
    (test,) = grade("def double(x):\n    x * 2\n    return x\n", given).tests
    assert test.message == "Try 2."


def test_what_python_warns_of_while_it_reads_the_code_is_not_in_the_output(grade):
    verdict = grade("def f(x):\n    return 3(x) is 3\nprint('ready')\n", {"call": "f(1)", "expected": "3"})
    assert (verdict.stdout, verdict.tests[0].stdout) == ("ready\n", "")
