from grader_service import contract
from jupyter_pyprac.cli.verdict import as_text
from jupyter_pyprac.visibility import verdict_view


def text(*tests, **options):
    verdict = contract.Verdict(status="failed", correct=False, points=0.5, max_points=2, tests=tests, **options)
    return as_text(verdict_view(verdict))


def test_a_visible_test_that_failed_is_told_in_full():
    result = contract.TestResult(
        name="finds it",
        status="failed",
        points=0,
        max_points=1,
        call="f(1)",
        expected="'a\\nb'",
        actual="2",
        message="Almost.",
        line=3,
    )
    assert text(result, visible=contract.Count(0, 1)).splitlines() == [
        "failed: 0 of 1 visible and 0 of 0 hidden tests, 0.5 of 2 points",
        "  FAILED  finds it: f(1)",
        "    expected: 'a\\nb'",
        "    actual:   2",
        "    note:     Almost.",
        "    line:     3",
    ]


def test_of_a_hidden_test_only_name_and_note_are_told():
    result = contract.TestResult(
        name="Hidden test 1",
        status="failed",
        points=0,
        max_points=1,
        hidden=True,
        call="secret(1)",
        expected="SECRET",
        actual="x",
        message="Think.",
    )
    told = text(result)
    assert "  FAILED  Hidden test 1\n    note:     Think.\n" in told
    assert "secret" not in told.lower()


def test_a_shared_test_is_marked():
    result = contract.TestResult(name="draws", status="passed", points=1, max_points=1, shared=True)
    assert "  draws (shared)\n" in text(result)


FRAMES = (contract.Frame(3, "print(x)"),)


def test_an_error_is_explained():
    error = contract.ErrorInfo("NameError", "name 'x' is not defined", 3, "Python does not know x.", traceback=FRAMES)
    assert text(error=error).endswith("NameError: name 'x' is not defined on line 3\n  Python does not know x.\n")


def test_an_error_of_a_test_is_on_no_line_of_the_code():
    error = contract.ErrorInfo("NameError", "name 'x' is not defined", 3, "The tests use `x`.")
    assert "NameError: name 'x' is not defined\n" in text(error=error)


def test_an_error_that_says_nothing_has_no_empty_message():
    assert text(error=contract.ErrorInfo("MemoryError", "", 3, traceback=FRAMES)).endswith("\nMemoryError on line 3\n")


def test_output_of_a_submission_cannot_steer_the_terminal():
    told = text(stdout="\x1b[2Jgone\x07\x9b1m\n\tkept é\n")
    assert told.endswith("output:\n  \\x1b[2Jgone\\x07\\x9b1m\n  \tkept é\n")
