"""Sentences kept as templates with their values, so that a panel can say them in its own language."""

import re
from typing import Final

from grader_service.contract import Sentence

VALUE: Final = 120
"""Characters of the longest value in a sentence: what a student wrote may be of any length."""

AS_IT_IS: Final = "%1"
"""The template of what is nobody's to translate."""


class Said(str):
    """English text that knows the sentences it is made of; whatever else is done to it leaves plain text."""

    __slots__ = ("sentences",)
    sentences: tuple[Sentence, ...]


def say(text: str | tuple[str, str], *values: str | int) -> Said:
    """One sentence: `%1` in its template stands for the first value, which of two templates takes that of one or many.

    A value that was said is itself translated. The templates must be readable from the source: `scripts/sentences.py`
    collects them for the translators.
    """
    used = max(map(int, re.findall(r"%(\d)", "".join(text))), default=0)
    return _said(Sentence(text, tuple(map(_kept, values[:used]))))


def joined(*parts: str | None) -> Said:
    """Sentences one after the other; what was not said is taken as it is."""
    sentences = [_sentences(part) for part in parts if part]
    return _said(*(sentence for several in sentences for sentence in several))


def sentences_of(text: str | None) -> tuple[Sentence, ...]:
    """What a text is made of; nothing where it was not said."""
    return text.sentences if isinstance(text, Said) else ()


def _sentences(part: str) -> tuple[Sentence, ...]:
    return sentences_of(part) or (Sentence(AS_IT_IS, (part,)),)


def _said(*sentences: Sentence) -> Said:
    said = Said(" ".join(map(in_english, sentences)))
    said.sentences = sentences
    return said


def _kept(value: str | int) -> str | int | Sentence:
    if isinstance(value, Said):
        [sentence] = value.sentences
        return sentence
    return value if isinstance(value, int) or len(value) <= VALUE else f"{value[: VALUE - 3]}..."


def in_english(sentence: Sentence) -> str:
    """The sentence with its values filled in."""
    text, values = sentence.text, sentence.values
    template = text if isinstance(text, str) else text[values[0] != 1]
    shown = [in_english(value) if isinstance(value, Sentence) else str(value) for value in values]
    return re.sub(r"%(\d)", lambda sign: shown[int(sign[1]) - 1], template)
