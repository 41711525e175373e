"""The list of what graders say, which translators translate."""

from pathlib import Path

import pytest
import sentences


def test_the_list_is_that_of_the_source():
    assert sentences.TARGET.read_text(encoding="utf-8") == sentences.as_json()


def test_it_has_those_of_calls_and_of_tables():
    said = sentences.said()
    assert "grader_service/feedback/calls.py" in said["Compare the call with its `def` line."]
    assert "grader_service/feedback/table.py" in said["%1 a colon `:` is missing."]
    assert said["Python writes `and` instead of `&&`, on line %1."] == {"grader_service/feedback/repairs.py"}
    assert "grader_service/feedback/items.py" in said["%1 item", "%1 items"]


def test_what_is_put_together_when_the_program_runs_is_refused(tmp_path: Path):
    package = tmp_path / "grader_service"
    package.mkdir()
    (package / "new.py").write_text('name = "x"\nsay(f"No {name}.")\n')
    with pytest.raises(sentences.UnreadableError, match=r"grader_service/new\.py:2"):
        sentences.said(tmp_path)
