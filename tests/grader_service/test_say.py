import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader_service.contract import ErrorInfo, Sentence, Verdict, decode, encode
from grader_service.say import VALUE, in_english, joined, say, sentences_of

TEXTS = st.text(max_size=VALUE)


def test_a_sentence_is_text_that_knows_its_template_and_values():
    said = say("`%1` on line %2 is not `%1`.", "x", 3)
    assert said == "`x` on line 3 is not `x`."
    assert said.sentences == (Sentence("`%1` on line %2 is not `%1`.", ("x", 3)),)


@pytest.mark.parametrize(("count", "words"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines")])
def test_the_first_value_decides_between_one_and_many(count: int, words: str):
    assert say(("%1 line", "%1 lines"), count) == words


def test_a_sentence_within_a_sentence_is_kept_as_one():
    said = say("%1 there is %2.", say("On line %1", 3), say("a list"))
    assert said == "On line 3 there is a list."
    assert said.sentences[0].values == (Sentence("On line %1", (3,)), Sentence("a list"))


def test_values_that_a_template_does_not_name_are_let_go():
    assert say("On line %1", 3, "x", "y").sentences == (Sentence("On line %1", (3,)),)


def test_sentences_are_joined_and_what_was_not_said_is_taken_as_it_is():
    whole = joined(say("One."), None, "", "The author's %1.", say("Two: %1.", 2))
    assert whole == "One. The author's %1. Two: 2."
    assert [sentence.text for sentence in whole.sentences] == ["One.", "%1", "Two: %1."]
    assert joined(None) == ""


def test_what_is_done_to_it_leaves_plain_text():
    assert sentences_of(say("One.") + " Two.") == ()
    assert sentences_of("One.") == sentences_of(None) == ()


def test_a_value_of_any_length_is_cut():
    [sentence] = say("`%1`", "x" * 10_000).sentences
    assert len(str(sentence.values[0])) == VALUE


@given(st.lists(TEXTS | st.integers(), min_size=1, max_size=9))
def test_values_are_never_taken_for_placeholders_and_cross_as_they_are(values: list[str | int]):
    said = say(" ".join(f"%{number}" for number in range(1, len(values) + 1)), *values)
    assert said == " ".join(map(str, values))
    error = ErrorInfo(type="E", message="", explanation=str(said), sentences=said.sentences)
    sent = Verdict(status="error", correct=False, points=0, max_points=1, error=error)
    got = decode(encode(sent), Verdict)
    assert got == sent
    assert got.error is not None
    assert in_english(got.error.sentences[0]) == said


def test_a_verdict_of_an_older_release_has_none():
    error = {"type": "E", "message": "", "explanation": "Old."}
    old = {"status": "error", "correct": False, "points": 0, "max_points": 1, "error": error}
    read = decode(json.dumps(old).encode(), Verdict).error
    assert read is not None
    assert (read.explanation, read.sentences) == ("Old.", ())
