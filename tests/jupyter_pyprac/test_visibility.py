"""What a viewer sees of a result: the sentences of a message go where the message of ours goes, and nowhere else."""

from grader_service import contract
from grader_service.say import say
from jupyter_pyprac.visibility import graded_test

SAID = say("The key %1 is missing.", "'secret'")


def result(*, hidden: bool) -> contract.TestResult:
    return contract.TestResult(
        name="t",
        status="failed",
        points=0,
        max_points=1,
        hidden=hidden,
        message="The author's hint." if hidden else str(SAID),
        sentences=SAID.sentences,
    )


def test_sentences_of_a_visible_test_are_seen():
    assert graded_test(result(hidden=False)).sentences == SAID.sentences


def test_those_of_a_hidden_test_are_not_even_if_a_grader_tells_them():
    seen = graded_test(result(hidden=True))
    assert (seen.message, seen.sentences) == ("The author's hint.", None)
