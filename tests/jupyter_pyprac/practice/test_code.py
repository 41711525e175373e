import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_pyprac.errors import Malformed, TooLarge
from jupyter_pyprac.practice.code import checked_text

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(TEXT)
def test_any_text_without_nul_is_taken_and_only_its_line_ends_change(text: str):
    checked = checked_text(text, "code")
    assert "\r" not in checked
    assert checked.splitlines() == text.splitlines()
    assert checked_text(checked, "code") == checked


@given(st.lists(TEXT.filter(lambda text: "\r" not in text)))
def test_every_way_of_ending_lines_gives_the_same_code(lines: list[str]):
    assert checked_text("\r\n".join(lines), "code") == checked_text("\n".join(lines), "code")


@given(TEXT, TEXT, st.sampled_from(["\0", "\ud800", "\udfff"]))
def test_a_nul_or_half_an_emoji_is_refused_naming_the_field(before: str, after: str, bad: str):
    with pytest.raises(Malformed, match="field code"):
        checked_text(before + bad + after, "code")


def test_the_line_of_a_bad_character_is_named():
    with pytest.raises(Malformed, match="line 3"):
        checked_text("a\r\nb\rc\0", "code")


@pytest.mark.parametrize(("letter", "bytes_each"), [("a", 1), ("ü", 2), ("🐍", 4)])
def test_64_kib_of_utf_8_are_taken_and_not_a_byte_more(letter: str, bytes_each: int):
    most = letter * (65536 // bytes_each)
    assert checked_text(most, "code") == most
    with pytest.raises(TooLarge, match="Your code is 65 kB, at most 64 kB"):
        checked_text(most + "a", "code")


def test_line_ends_are_counted_once():
    assert len(checked_text("a\r\n" * 32768, "code")) == 65536
