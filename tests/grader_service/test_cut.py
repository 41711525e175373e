import pytest

from grader_service import contract
from grader_service.contract import VERDICT_BYTES, ErrorInfo, Frame, TestStatus, Verdict, decode, encode
from grader_service.cut import NOTE, fitted
from grader_service.say import say

STATUS: TestStatus = "failed"


def a_verdict(count, **texts):
    tests = tuple(
        contract.TestResult(name=f"t{number}", status=STATUS, points=0, max_points=1, **texts)
        for number in range(count)
    )
    return Verdict(status="failed", correct=False, points=0, max_points=count, tests=tests, stdout="out" * 100)


def test_a_verdict_that_fits_is_left_as_it_is():
    verdict = a_verdict(10, stdout="x" * 1000, actual="[1, 2]")
    assert fitted(verdict) == encode(verdict)


@pytest.mark.parametrize("text", ["x", "\ud83d", "\x00", "😀"])
def test_output_and_actual_values_go_first_and_say_so(text):
    verdict = a_verdict(40, stdout=text * 9_000, actual=text * 9_000, expected="1", message="look at the sign")
    kept = decode(fitted(verdict), Verdict)
    assert len(encode(kept)) <= VERDICT_BYTES
    assert kept.tests[0].stdout.endswith(NOTE)
    assert kept.tests[0].message == "look at the sign"
    assert kept.tests[0].stdout.startswith(text)


def test_as_much_output_is_kept_as_fits():
    verdict = a_verdict(2, stdout="x" * 200_000)
    assert len(decode(fitted(verdict), Verdict).tests[0].stdout) > 10_000


def test_sentences_go_where_their_message_is_cut():
    said = say("The key %1 is missing.", "'k'")
    whole = a_verdict(10, message=str(said), sentences=said.sentences)
    assert decode(fitted(whole), Verdict).tests[0].sentences == said.sentences
    cut = a_verdict(500, expected="1" * 1000, message=str(said), sentences=said.sentences)
    assert decode(fitted(cut), Verdict).tests[0].sentences == ()


def test_words_of_the_author_go_when_output_is_not_enough():
    kept = decode(fitted(a_verdict(500, expected="1" * 1000, message="m" * 1000)), Verdict)
    assert len(kept.tests) == 500
    assert kept.tests[0].status == STATUS


def test_a_verdict_of_very_many_tests_keeps_its_numbers():
    kept = decode(fitted(a_verdict(20_000)), Verdict)
    assert (kept.tests, kept.max_points) == ((), 20_000)


def test_an_endless_error_is_cut_but_keeps_its_type_and_line():
    frames = tuple(Frame(line=number, code="f(x)" * 100) for number in range(1000))
    error = ErrorInfo(type="ValueError", message="m" * 300_000, line=7, traceback=frames)
    verdict = Verdict(status="error", correct=False, points=0, max_points=1, error=error)
    kept = decode(fitted(verdict), Verdict)
    assert (kept.error.type, kept.error.line) == ("ValueError", 7)
    assert kept.error.message.endswith(NOTE)
