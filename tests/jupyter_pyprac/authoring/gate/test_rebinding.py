"""Names of the submission that a test sets or deletes become attributes of it, and nothing else changes."""

import pytest

from jupyter_pyprac.authoring.gate.rebinding import rebound

SOLUTION = "limit = 3\ndef f(x):\n    return x\nclass C:\n    pass\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("old = f\ndel f\n", "old = submission.f\ndel submission.f\n"),
        ("é, f = 'é', f  # f\n", "é, submission.f = 'é', submission.f  # f\n"),
        ("if 1:\n    def f(x):\n        return 2\n", "if 1:\n    def f(x):\n        return 2\n    submission.f = f\n"),
        ("class C:\n    pass\nC()", "class C:\n    pass\nsubmission.C = C\nsubmission.C()"),
        ("assert f(1) == 1\n", None),
        ("limit = 5\nassert f(limit)\n", None),
        ("def helper():\n    f = 1\n    return f\nassert helper()\n", None),
        ("f = (\n", None),
    ],
)
def test_only_what_the_test_sets_or_deletes_of_the_solution_is_written_otherwise(code, expected):
    assert rebound(code, SOLUTION) == (code if expected is None else expected)
