"""What is no answer of the submission's is never the exception that a test waits for, whatever that is."""

import pytest

CASE = "import unittest\nclass TestIt(unittest.TestCase):\n    def test_it(self):\n        "
WAITING = [
    "import pytest\ndef test_it():\n    with pytest.raises({kind}):\n        {call}",
    "import pytest\ndef test_it():\n    pytest.raises({kind}, lambda: {call})",
    CASE + "with self.assertRaises({kind}):\n            {call}",
    CASE + "with self.assertRaisesRegex({kind}, ''):\n            {call}",
    CASE + "self.assertRaises({kind}, lambda: {call})",
    "try:\n    {call}\nexcept {kind}:\n    pass\nelse:\n    assert False",
]


@pytest.mark.parametrize("kind", ["AttributeError", "NameError", "Exception", "BaseException"])
@pytest.mark.parametrize("code", WAITING[:-1])
@pytest.mark.parametrize("call", ["account(1)", "submission.account(1)"])
def test_a_name_that_is_not_defined_is_no_exception_of_the_submissions(grade, code, kind, call):
    verdict = grade("def acount(n): raise AttributeError(n)", {"code": code.format(kind=kind, call=call)})
    assert (verdict.status, verdict.error.type) == ("error", "NameError")
    assert "The tests use `account`" in verdict.tests[0].message


@pytest.mark.parametrize("kind", ["AttributeError", "NameError", "Exception"])
@pytest.mark.parametrize("code", WAITING)
def test_nor_is_it_in_a_block_of_the_tests_own(grade, code, kind):
    assert grade("", {"code": code.format(kind=kind, call="account(1)")}).tests[0].status == "error"


@pytest.mark.parametrize("kind", ["ValueError", "TypeError", "Exception"])
@pytest.mark.parametrize("code", WAITING)
@pytest.mark.parametrize(
    "call", ["total(memoryview(b'1'))", "total([0] * 30_000)", "submission.__setattr__('total', 1)"]
)
def test_what_cannot_be_done_is_none_either(grade, code, kind, call):
    (test,) = grade("def total(xs): return sum(xs)", {"code": code.format(kind=kind, call=call)}).tests
    assert (test.status, test.message.startswith("This test cannot go on")) == ("failed", True)


def test_a_result_that_cannot_cross_is_none(grade):
    code = WAITING[0].format(kind="Exception", call="many()")
    (test,) = grade("def many(): return [0] * 30_000", {"code": code}).tests
    assert (test.status, "has more than 20,000 parts" in test.message) == ("failed", True)


def test_names_are_asked_for_as_ever(grade):
    code = (
        "assert not hasattr(submission, 'account')\nassert getattr(submission, 'account', 3) == 3\n"
        "assert 'account' not in globals()\ntry:\n    submission.account\nexcept AttributeError:\n    pass"
    )
    assert grade("", {"code": code}).correct
